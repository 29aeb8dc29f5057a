import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { htmlPage } from '../../http/html-page.ts';
import { PageError } from '../../page-error.ts';
import { personNames } from '../../people/people.ts';
import { audit } from '../../records/audit.ts';
import { inOneChange } from '../../records/in-one-change.ts';
import { giveToSchool, unclearPupils } from '../../records/pupils/unclear-schools.ts';
import {
  agreeTransfer,
  knowsMove,
  refuseTransfer,
  transferById,
  transfers,
  type TransferRow,
} from '../../records/transfers/transfers.ts';
import { rollOfRuns } from '../../runs/roll-of-runs.ts';
import { movesView, type MovesPage, type ShownMove } from './view.ts';

const params = Type.Object({ transfer: Type.String({ format: 'uuid' }) });
const token = Type.Object({ token: Type.String() });
const refusal = Type.Object({ token: Type.String(), because: Type.String({ maxLength: 300 }) });
const settling = Type.Object({
  token: Type.String(),
  pupil: Type.String({ maxLength: 200 }),
  school: Type.String({ maxLength: 120 }),
});
const answers = { ...htmlPage, 303: Type.Null() };
const notOpen = 'This move is not open any more: it was carried out, or refused.';

/** Pupils who move from one school to another: both headteachers agree, or whoever looks after all schools. */
export function movesRoutes(app: FastifyInstance): void {
  const config = { permission: 'move-pupils' } as const;
  app.get('/moves', { config, schema: { response: htmlPage } }, async (request, reply) => {
    await rollOfRuns(app);
    return reply.page({ title: 'Moves', place: 'moves', body: movesView(await movesPage(request, reply)) });
  });
  app.post<{ Params: { transfer: string } }>(
    '/moves/:transfer/agree',
    { config, schema: { params, body: token, response: answers } },
    async (request, reply) => {
      const row = await ownMove(request);
      const agreed = await agreeTransfer(app.record, row.transfer_id, deedOf(request));
      if (agreed === null) throw new PageError('bad-request', { problem: notOpen });
      await app.names.reload();
      return reply.redirect('/moves', 303);
    },
  );
  app.post<{ Params: { transfer: string }; Body: { because: string } }>(
    '/moves/:transfer/refuse',
    { config, schema: { params, body: refusal, response: answers } },
    async (request, reply) => {
      const row = await ownMove(request);
      const because = request.body.because.trim();
      if (because === '') throw new PageError('bad-request', { problem: 'Write why: the other school reads it.' });
      if (!(await refuseTransfer(app.record, row.transfer_id, { ...deedOf(request), because })))
        throw new PageError('bad-request', { problem: notOpen });
      return reply.redirect('/moves', 303);
    },
  );
  app.post<{ Body: { pupil: string; school: string } }>(
    '/moves/settle',
    { config, schema: { body: settling, response: answers } },
    (request, reply) => settle(request, reply),
  );
}

/** Entries from before the record was kept by school go to the school a person says; only whoever looks after all may say it. */
async function settle(
  request: FastifyRequest<{ Body: { pupil: string; school: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { record, names } = request.server;
  const { personId, school: own } = request.person!;
  const { pupil, school } = request.body;
  const unclear = (await unclearPupils(record)).some(({ pupilId }) => pupilId === pupil);
  if (own !== null || !unclear) throw new PageError('no-such-pupil');
  if (!(await schoolsKnown(request)).includes(school))
    throw new PageError('bad-request', { problem: 'Choose the school.' });
  await inOneChange(record, async (within) => {
    await giveToSchool(within, pupil, school);
    await audit(within, { personId, action: 'school-settled', object: pupil, school });
  });
  await names.reload();
  return reply.redirect('/moves', 303);
}

function deedOf({ person, server }: FastifyRequest): { personId: string; at: Date; school: string | null } {
  return { personId: person!.personId, school: person!.school, at: server.now() };
}

/** A move that the reader's school is part of and knows of. */
async function ownMove(request: FastifyRequest): Promise<TransferRow> {
  const { school } = request.person!;
  const row = await transferById(request.server.record, (request.params as { transfer: string }).transfer);
  if (!row || !knowsMove(school, row)) throw new PageError('no-such-pupil');
  return row;
}

async function schoolsKnown({ server, person }: FastifyRequest): Promise<string[]> {
  const runs = await server.runs.visible(person!);
  return [...new Set(runs.flatMap(({ schools }) => schools ?? []))].toSorted((a, b) => a.localeCompare(b, 'en'));
}

async function movesPage(request: FastifyRequest, reply: FastifyReply): Promise<MovesPage> {
  const { record, names } = request.server;
  const { school } = request.person!;
  const people = await personNames(record);
  const shown = (row: TransferRow): ShownMove => ({
    row,
    // The new school learns a name from its own files, never from the old school's record before both have agreed.
    name: names.of({ pupilId: row.pupil_id, school: school ?? row.from_school }).full,
    mayAgree:
      row.carried_out_at === null &&
      row.refused_at === null &&
      ((row.from_agreed_at === null && (school === null || school === row.from_school)) ||
        (row.to_agreed_at === null && (school === null || school === row.to_school))),
    agreedBy: [row.from_agreed_by, row.to_agreed_by].map((one) => (one === null ? null : (people.get(one) ?? ''))),
  });
  return {
    school,
    moves: (await transfers(record, school)).map(shown),
    unclear: school === null ? await unclearPupils(record) : [],
    schools: school === null ? await schoolsKnown(request) : [],
    token: reply.generateCsrf(),
  };
}
