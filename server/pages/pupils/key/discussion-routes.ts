import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PageError } from '../../../page-error.ts';
import { discussionSteps } from './steps.ts';
import { pupilPage } from './load.ts';
import { runOfForm } from '../../../runs/run-of-form.ts';
import { saveAgreement } from '../../../runs/meetings/save-agreement.ts';
import { audit } from '../../../records/audit.ts';
import { inOneChange } from '../../../records/in-one-change.ts';
import { addPupil, sources, type Source } from '../../../records/discussions/added-pupils.ts';
import { discussion, undoDiscussion } from '../../../records/discussions/discussions.ts';
import { discussionForm, type DiscussionForm } from '../../../runs/meetings/discussion-form.ts';
import { pupilParams, type PupilParams } from '../../../runs/queries.ts';
import { address } from '../../../html/address.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';

const answers = { ...htmlPage, 303: Type.Null() };
const undoBody = Type.Object({
  token: Type.String(),
  run: Type.String({ maxLength: 60 }),
  meeting: Type.Optional(Type.String({ format: 'uuid' })),
});
const addBody = Type.Object({
  token: Type.String(),
  run: Type.String({ maxLength: 60 }),
  reason: Type.String({ minLength: 1, maxLength: 300 }),
  source: Type.Union(sources.map((source) => Type.Literal(source))),
});

const tooLate = 'This can no longer be taken back: it is more than ten minutes old, or someone else has saved since.';

/** Recording what a meeting agrees, taking it back, and bringing a pupil the numbers did not list. */
export function discussionRoutes(app: FastifyInstance): void {
  app.post<{ Params: PupilParams; Body: DiscussionForm }>(
    '/pupils/:key/discussion',
    {
      config: { permission: 'record-outcome' },
      schema: { params: pupilParams, body: discussionForm, response: answers },
    },
    (request, reply) => save(request, reply),
  );
  app.post<{ Params: PupilParams; Body: { run: string; meeting?: string } }>(
    '/pupils/:key/undo',
    { config: { permission: 'record-outcome' }, schema: { params: pupilParams, body: undoBody, response: answers } },
    async (request, reply) => {
      const { pupil, run } = await pupilOf(request, request.body.run);
      const row = await discussion(app.record, run.id, pupil);
      const personId = request.person!.personId;
      await inOneChange(app.record, async (within) => {
        const undone = row && (await undoDiscussion(within, row, { personId, at: app.now() }));
        if (!undone) throw new PageError('bad-request', { problem: tooLate });
        await audit(within, {
          personId,
          action: 'undo-discussion',
          object: pupil.pupilId,
          school: pupil.school,
          detail: { run: run.id, version: undone.version },
        });
      });
      const { key } = request.params;
      const { meeting } = request.body;
      const back =
        meeting === undefined ? address(`/pupils/${key}`, { run: run.id }) : `/meetings/${meeting}/pupils/${key}`;
      return reply.redirect(back, 303);
    },
  );
  app.post<{ Params: PupilParams; Body: { run: string; reason: string; source: Source } }>(
    '/pupils/:key/add',
    { config: { permission: 'record-outcome' }, schema: { params: pupilParams, body: addBody, response: answers } },
    async (request, reply) => {
      const { pupil, run } = await pupilOf(request, request.body.run);
      const { personId } = request.person!;
      const { reason, source } = request.body;
      const { school, pupilId } = pupil;
      await inOneChange(app.record, async (within) => {
        await addPupil(within, {
          run_id: run.id,
          school,
          pupil_id: pupilId,
          reason,
          source,
          added_by: personId,
          added_at: app.now().toISOString(),
        });
        await audit(within, {
          personId,
          action: 'add-pupil',
          object: pupilId,
          school,
          detail: { run: run.id, source },
        });
      });
      return reply.redirect(address(`/pupils/${request.params.key}`, { run: run.id }), 303);
    },
  );
}

async function save(request: FastifyRequest<{ Params: PupilParams; Body: DiscussionForm }>, reply: FastifyReply) {
  const { body } = request;
  const { key } = request.params;
  const { scoped, run, row } = await pupilOf(request, body.run);
  const done = await saveAgreement(request, { run, row, body });
  if (!done.saved)
    return reply.code(done.status).page(await pupilPage(request, reply, { scoped, row, unsaved: done.unsaved }));
  const steps = await discussionSteps(request, scoped, row);
  const to = body.go === 'next' && steps.next ? steps.next : key;
  return reply.redirect(address(`/pupils/${to}`, { run: run.id, saved: key }), 303);
}

async function pupilOf(request: FastifyRequest<{ Params: PupilParams }>, runId: string) {
  const scoped = await runOfForm(request, runId);
  const row = scoped.pupil(request.params.key);
  if (!row) throw new PageError('no-such-pupil');
  return { scoped, run: scoped.run, row, pupil: pupilOfRow(row) };
}
