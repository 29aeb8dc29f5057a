import { Type } from '@fastify/type-provider-typebox';
import { zipSync, strToU8 } from 'fflate';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dateWords } from '../../../html/date-words.ts';
import { paperPdf } from '../../../html/paper/paper-pdf.ts';
import { PageError } from '../../../page-error.ts';
import { audit } from '../../../records/audit.ts';
import { entryVersions, standingEntries } from '../../../records/higher/support-entries.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';
import { pupilParams, type PupilParams } from '../../../runs/queries.ts';
import { foundPupil, type FoundPupil } from '../../../runs/found-pupil.ts';
import { dataFiles } from './data-files.ts';
import type { EvidencePack } from './facts.ts';
import { evidencePack } from './load.ts';
import { packBlocks } from './pack-blocks.ts';

const query = Type.Object({
  /** The entry of the agency that it is for. */
  agency: Type.Optional(Type.String({ format: 'uuid' })),
});
interface Asked {
  readonly Params: PupilParams;
  readonly Querystring: { agency?: string };
}

/** The evidence pack of one pupil as a PDF, and with its data in a ZIP; taking it is in the audit. */
export function evidenceRoutes(app: FastifyInstance): void {
  const config = { permission: 'keep-register' } as const;
  // Bytes go out as they are: there is no object here whose undeclared fields could slip through.
  const schema = { params: pupilParams, querystring: query, response: { 200: {} } };
  app.get<Asked>('/register/:key/evidence.pdf', { config, schema }, async (request, reply) => {
    const pack = await takenPack(request, 'pdf');
    return asFile(reply, 'evidence.pdf')
      .type('application/pdf')
      .send(await pdfOf(pack, app.now()));
  });
  app.get<Asked>('/register/:key/evidence.zip', { config, schema }, async (request, reply) => {
    const pack = await takenPack(request, 'zip');
    const files = [...dataFiles(pack)].map(([name, text]) => [`data/${name}`, strToU8(text)] as const);
    const pictures = pack.subjects.flatMap(({ evidence, svg }) =>
      svg === null
        ? []
        : [[`pictures/${evidence.subject.replace(/[^\p{L}\p{N}-]+/gu, '-')}.svg`, strToU8(svg)] as const],
    );
    const pdf = await pdfOf(pack, app.now());
    const zip = zipSync(Object.fromEntries([['evidence.pdf', pdf], ...files, ...pictures]), { mtime: app.now() });
    return asFile(reply, 'evidence.zip').type('application/zip').send(Buffer.from(zip));
  });
}

function asFile(reply: FastifyReply, name: string): FastifyReply {
  return reply.header('cache-control', 'no-store').header('content-disposition', `attachment; filename="${name}"`);
}

function pdfOf(pack: EvidencePack, madeAt: Date): Promise<Buffer> {
  const { name } = pack.pupil;
  const foot = `${name.full} · ${dateWords(pack.today)} · confidential`;
  return paperPdf(packBlocks(pack), { title: `Evidence for ${name.full}`, foot, madeAt });
}

/** The pack, noted in the audit before it is put together. */
async function takenPack(request: FastifyRequest<Asked>, format: string): Promise<EvidencePack> {
  const found = await foundPupil(request);
  const { agency } = request.query;
  const name = agency === undefined ? undefined : await agreedAgency(request, found, agency);
  await audit(request.server.record, {
    personId: request.person!.personId,
    action: agency === undefined ? 'evidence-pack' : 'evidence-for-agency',
    object: found.row.pupil_id,
    school: found.row.school,
    detail: { format, run: found.scoped.run.id, ...(agency === undefined ? {} : { agency }) },
  });
  return evidencePack(request, found, name);
}

/** The agency's name. @throws PageError where the family has not agreed that it is told, or it is not involved any more */
async function agreedAgency(request: FastifyRequest, { row }: FoundPupil, entryId: string): Promise<string> {
  const versions = await entryVersions(request.server.record, pupilOfRow(row));
  const agency = standingEntries(versions, 'agency').find((entry) => entry.entryId === entryId);
  if (!agency) throw new PageError('no-such-pupil');
  if (agency.content.consent !== 'given' || agency.content.ended_on !== '')
    throw new PageError('bad-request', {
      problem: 'The family’s consent to tell this agency is not written down, or it is not involved any more.',
    });
  return agency.content.name;
}
