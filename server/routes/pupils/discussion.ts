import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pupilEvidence } from '../../access/pupil-evidence.ts';
import type { LoadedRun } from '../../access/loaded-run.ts';
import { PageError } from '../../plugins/error-pages.ts';
import { discussionSteps } from '../../plugins/discussion-steps.ts';
import { pupilPage } from '../../plugins/pupil-page.ts';
import { runOfRequest } from '../../plugins/run-of-request.ts';
import { audit } from '../../records/audit.ts';
import { addPupil, sources, type Source } from '../../records/added-pupils.ts';
import { discussion, saveDiscussion, undoDiscussion, type DiscussionContent } from '../../records/discussions.ts';
import { discussionForm, type DiscussionForm } from '../../schemas/discussion-form.ts';
import { htmlPage } from '../../schemas/html-page.ts';
import { pupilParams, type PupilParams } from '../../schemas/queries.ts';
import { address } from '../../views/words.ts';

const answers = { ...htmlPage, 303: Type.Null() };
const undoBody = Type.Object({ token: Type.String(), run: Type.String({ maxLength: 60 }) });
const addBody = Type.Object({
  token: Type.String(),
  run: Type.String({ maxLength: 60 }),
  reason: Type.String({ minLength: 1, maxLength: 300 }),
  source: Type.Union(sources.map((source) => Type.Literal(source))),
});

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
  app.post<{ Params: PupilParams; Body: { run: string } }>(
    '/pupils/:key/undo',
    { config: { permission: 'record-outcome' }, schema: { params: pupilParams, body: undoBody, response: answers } },
    async (request, reply) => {
      const { pupilId, run } = await pupilOf(request, request.body.run);
      const row = await discussion(app.record, run.id, pupilId);
      const personId = request.person!.personId;
      const undone = row && (await undoDiscussion(app.record, row, { personId, at: app.now() }));
      if (!undone)
        throw new PageError('bad-request', {
          problem:
            'This can no longer be taken back: it is more than ten minutes old, or someone else has saved since.',
        });
      await audit(app.record, {
        personId,
        action: 'undo-discussion',
        object: pupilId,
        detail: { run: run.id, version: undone.version },
      });
      return reply.redirect(address(`/pupils/${request.params.key}`, { run: run.id }), 303);
    },
  );
  app.post<{ Params: PupilParams; Body: { run: string; reason: string; source: Source } }>(
    '/pupils/:key/add',
    { config: { permission: 'record-outcome' }, schema: { params: pupilParams, body: addBody, response: answers } },
    async (request, reply) => {
      const { pupilId, run } = await pupilOf(request, request.body.run);
      const { personId } = request.person!;
      const { reason, source } = request.body;
      await addPupil(app.record, {
        run_id: run.id,
        pupil_id: pupilId,
        reason,
        source,
        added_by: personId,
        added_at: app.now().toISOString(),
      });
      await audit(app.record, { personId, action: 'add-pupil', object: pupilId, detail: { run: run.id, source } });
      return reply.redirect(address(`/pupils/${request.params.key}`, { run: run.id }), 303);
    },
  );
}

async function save(request: FastifyRequest<{ Params: PupilParams; Body: DiscussionForm }>, reply: FastifyReply) {
  const { body, server: app } = request;
  const { key } = request.params;
  const { scoped, run, pupilId, row } = await pupilOf(request, body.run);
  const { personId } = request.person!;
  const content = contentOf(body, run, pupilId);
  const problem = problemOf(content);
  if (problem)
    return reply.code(422).page(
      await pupilPage(request, reply, {
        scoped,
        row,
        unsaved: { entered: content, problem, seen: Number(body.version) },
      }),
    );
  const place = {
    runId: run.id,
    pupilId,
    school: String(row['school'] ?? ''),
    class: String(row['class'] ?? ''),
  };
  const saved = await saveDiscussion(app.record, place, {
    content,
    seen: Number(body.version),
    personId,
    at: app.now(),
  });
  if (!saved) {
    const theirs = await discussion(app.record, run.id, pupilId);
    return reply.code(409).page(
      await pupilPage(request, reply, {
        scoped,
        row,
        unsaved: { entered: content, theirs, seen: theirs?.version ?? 0 },
      }),
    );
  }
  await audit(app.record, {
    personId,
    action: 'save-discussion',
    object: pupilId,
    detail: { run: run.id, version: saved.version, outcome: content.outcome },
  });
  const steps = await discussionSteps(request, scoped, row);
  const to = body.go === 'next' && steps.next ? steps.next : key;
  return reply.redirect(address(`/pupils/${to}`, { run: run.id, saved: key }), 303);
}

function contentOf(body: DiscussionForm, run: LoadedRun, pupilId: string): DiscussionContent {
  const evidence = pupilEvidence(run, pupilId).map(({ subject, criteria }) => [
    subject,
    Object.fromEntries(
      Object.entries(criteria).map(([name, row]) => [
        name,
        { verdict: row['verdict'], likelihood: row['likelihood'], probability: row['probability'] },
      ]),
    ),
  ]);
  return {
    outcome: body.outcome ?? null,
    can_do: body.can_do.trim(),
    tried: body.tried.trim(),
    agreed: body.agreed.trim(),
    who: body.who.trim(),
    by_when: body.by_when,
    will_see: body.will_see.trim(),
    considered: body.considered,
    note: body.note.trim(),
    pupil_says: body.pupil_says.trim(),
    home_says: body.home_says.trim(),
    asks: body.asks.trim(),
    parent_told: body.parent_told.trim(),
    safeguarding: body.safeguarding ? 1 : 0,
    evidence: JSON.stringify({ section: run.agendaRow(pupilId)?.['section'], subjects: Object.fromEntries(evidence) }),
  };
}

/** What stands in the way of saving, in a sentence; null where nothing does. */
function problemOf(content: DiscussionContent): string | null {
  if (content.outcome === null) return 'Choose one outcome; “no concern” and “could not discuss” are outcomes too.';
  if (content.outcome === 'start SEN Support (parents told first)' && content.parent_told === '')
    return 'Parents are told before SEN Support starts. Write that they have been told, or who tells them and by when.';
  return null;
}

async function pupilOf(request: FastifyRequest<{ Params: PupilParams }>, runId: string) {
  const scoped = await runOfRequest(request, runId);
  const row = scoped.pupil(request.params.key);
  if (!row) throw new PageError('no-such-pupil');
  return { scoped, run: scoped.run, row, pupilId: String(row['pupil_id']) };
}
