import { Type } from '@fastify/type-provider-typebox';
import { checkUpn } from '../../../../engine/index.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { dateWords } from '../../../html/date-words.ts';
import { paperPdf } from '../../../html/paper/paper-pdf.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { mayDo } from '../../../people/permissions.ts';
import { audit } from '../../../records/audit.ts';
import { pupilParams, type PupilParams } from '../../../runs/queries.ts';
import { foundPupil, type FoundPupil } from '../../../runs/found-pupil.ts';
import { ctfOf } from './ctf-of.ts';
import { ctfXml } from './ctf-xml.ts';
import { transitionSheet } from './load.ts';
import { sheetBlocks } from './sheet-blocks.ts';
import { transitionView } from './view.ts';

const ctfQuery = Type.Object({
  from: Type.String({ pattern: '^[0-9]{7}$' }),
  to: Type.Optional(Type.Union([Type.Literal(''), Type.String({ pattern: '^[0-9]{7}$' })])),
  sex: Type.Union([Type.Literal('F'), Type.Literal('M')]),
});
interface CtfAsked {
  readonly Params: PupilParams;
  readonly Querystring: { from: string; to?: string; sex: 'F' | 'M' };
}

/** What the next teacher or school is given of one pupil: a sheet, and a Common Transfer File. */
export function transitionRoutes(app: FastifyInstance): void {
  const config = { permission: 'see-pupils' } as const;
  app.get<{ Params: PupilParams }>(
    '/register/:key/transition',
    { config, schema: { params: pupilParams, response: htmlPage } },
    async (request, reply) => {
      const found = await foundPupil(request);
      const sheet = await transitionSheet(request, found);
      const mayKeep = mayDo(request.person!.role, 'keep-register');
      const hasNumber = checkUpn(found.row.pupil_id).fault === null;
      const body = transitionView(sheet, { mayKeep, hasNumber });
      return reply.page({ title: 'Transition sheet', place: 'register', kind: 'letter', body });
    },
  );
  app.get<{ Params: PupilParams }>(
    '/register/:key/transition.pdf',
    // Bytes go out as they are: there is no object here whose undeclared fields could slip through.
    { config, schema: { params: pupilParams, response: { 200: {} } } },
    async (request, reply) => {
      const found = await foundPupil(request);
      await taken(request, found, { action: 'transition-sheet' });
      const sheet = await transitionSheet(request, found);
      const { full } = sheet.pupil.name;
      const foot = `${full} · ${dateWords(sheet.today)} · confidential`;
      const pdf = await paperPdf(sheetBlocks(sheet), { title: `Transition sheet: ${full}`, foot, madeAt: app.now() });
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="transition.pdf"')
        .type('application/pdf')
        .send(pdf);
    },
  );
  app.get<CtfAsked>(
    '/register/:key/ctf.xml',
    {
      config: { permission: 'keep-register' },
      schema: { params: pupilParams, querystring: ctfQuery, response: { 200: Type.String() } },
    },
    async (request, reply) => {
      const found = await foundPupil(request);
      const { from, sex } = request.query;
      const to = request.query.to || 'XXXXXXX';
      const ctf = await ctfOf(request, found, { from, to, sex });
      await taken(request, found, { action: 'transfer-file', to });
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="${from}_CTF_${to}_001.xml"`)
        .type('application/xml; charset=utf-8')
        .send(ctfXml(ctf));
    },
  );
}

async function taken(
  request: FastifyRequest,
  { row }: FoundPupil,
  { action, ...detail }: { action: string; to?: string },
): Promise<void> {
  const { personId } = request.person!;
  await audit(request.server.record, { personId, action, object: row.pupil_id, school: row.school, detail });
}
