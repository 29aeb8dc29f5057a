import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { everythingPage } from '../../../html/everything-page.ts';
import { PageError } from '../../../page-error.ts';
import { audit } from '../../../records/audit.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';
import { everythingAbout, type EverythingAbout } from '../../../runs/pupils/everything-about.ts';
import { pupilParams, type PupilParams } from '../../../runs/queries.ts';
import { runOfRequest } from '../../../runs/run-of-request.ts';

type Asked = FastifyRequest<{ Params: PupilParams }>;

/** Everything held of one pupil, for a request for access: a page to read and a file for a program, both to be taken away. */
export function everythingRoutes(app: FastifyInstance): void {
  const config = { permission: 'tell-everything' } as const;
  app.get<{ Params: PupilParams }>(
    '/pupils/:key/everything.html',
    { config, schema: { params: pupilParams, response: { 200: Type.String() } } },
    async (request, reply) => {
      const { about, name } = await taken(request, 'html');
      return asFile(reply, 'everything.html').type('text/html; charset=utf-8').send(everythingPage(about, name));
    },
  );
  app.get<{ Params: PupilParams }>(
    '/pupils/:key/everything.json',
    { config, schema: { params: pupilParams, response: { 200: Type.String() } } },
    async (request, reply) => {
      const { about } = await taken(request, 'json');
      return asFile(reply, 'everything.json')
        .type('application/json; charset=utf-8')
        .send(`${JSON.stringify(about, null, 1)}\n`);
    },
  );
}

function asFile(reply: FastifyReply, name: string): FastifyReply {
  return reply.header('cache-control', 'no-store').header('content-disposition', `attachment; filename="${name}"`);
}

/** Noted in the audit before it is put together, so that it stands in what is taken as well. */
async function taken(request: Asked, format: string): Promise<{ about: EverythingAbout; name: string }> {
  const { record, runs, retentions, names, now } = request.server;
  const row = (await runOfRequest(request)).pupil(request.params.key);
  if (!row) throw new PageError('no-such-pupil');
  const pupil = pupilOfRow(row);
  await audit(record, {
    personId: request.person!.personId,
    action: 'pupil-told',
    object: pupil.pupilId,
    school: pupil.school,
    detail: { format },
  });
  const about = await everythingAbout({ record, runs, retentions, on: now() }, pupil);
  return { about, name: names.of(pupil).full };
}
