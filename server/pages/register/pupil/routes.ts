import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dateText, type AgendaRow } from '../../../../engine/index.ts';
import type { ScopedRun } from '../../../runs/scoped-run.ts';
import { PageError } from '../../../page-error.ts';
import { registerPage } from './load.ts';
import { runOfRequest } from '../../../runs/run-of-request.ts';
import { audit } from '../../../records/audit.ts';
import { inOneChange } from '../../../records/in-one-change.ts';
import type { SchoolRecord } from '../../../records/open-record.ts';
import { endMonitoring, monitor } from '../../../records/register/monitored.ts';
import { needTypes, setNeeds } from '../../../records/register/pupil-needs.ts';
import { enterOnRegister, leaveRegister } from '../../../records/register/register.ts';
import { reviewPlan, startPlan } from '../../../records/register/support-plans.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { pupilParams, type PupilParams } from '../../../runs/queries.ts';
import {
  endWatchForm,
  entryForm,
  leaveForm,
  needsForm,
  planForm,
  reviewForm,
  watchForm,
  type EndWatchForm,
  type EntryForm,
  type LeaveForm,
  type NeedsForm,
  type PlanForm,
  type ReviewForm,
  type WatchForm,
} from './forms.ts';
import { pupilOfRow, type SchoolPupil } from '../../../records/pupils/school-pupil.ts';

const answers = { ...htmlPage, 303: Type.Null() };

interface Deed {
  /** The record within the change that the deed and its line in the audit are. */
  readonly within: SchoolRecord;
  readonly pupil: SchoolPupil;
  readonly personId: string;
  readonly at: Date;
}
/** A sentence says why nothing was saved; the form comes back with what was typed. */
type Outcome = string | null;

/** One pupil’s support: a person enters, plans, reviews and ends it. Nothing here follows from a result by itself. */
export function registerPupilRoutes(app: FastifyInstance): void {
  app.get<{ Params: PupilParams }>(
    '/register/:key',
    { config: { permission: 'see-pupils' }, schema: { params: pupilParams, response: htmlPage } },
    async (request, reply) => reply.page(await registerPage(request, reply, await pupilOf(request))),
  );
  app.post<{ Params: PupilParams; Body: EntryForm }>(
    '/register/:key/entry',
    { config: { permission: 'keep-register' }, schema: { params: pupilParams, body: entryForm, response: answers } },
    (request, reply) =>
      write(request, reply, 'enter-register', async ({ within, pupil, ...deed }) => {
        const {
          difficulty,
          entry_provision: provision,
          decided_by,
          told_by,
          from_on,
          told_on,
          status,
        } = trimmed(request.body);
        const missing =
          required(
            { difficulty, provision },
            'Both are needed: what makes learning hard, and what is different or additional.',
          ) ??
          required({ decided_by, from_on }, 'Say whose decision it is, and from when.') ??
          required({ told_on, told_by }, 'Parents are told before SEN Support starts. Say when, and by whom.') ??
          (told_on > from_on ? 'Parents are told before the day from which it holds.' : null);
        if (missing) return missing;
        const entry = {
          status,
          from_on,
          difficulty,
          provision,
          decided_by,
          told_on,
          told_by,
          told_how: request.body.told_how.trim(),
        };
        const row = await enterOnRegister(within, pupil, entry, deed);
        return row ? null : 'This pupil is entered with this status already.';
      }),
  );
  app.post<{ Params: PupilParams; Body: LeaveForm }>(
    '/register/:key/leave',
    { config: { permission: 'keep-register' }, schema: { params: pupilParams, body: leaveForm, response: answers } },
    (request, reply) =>
      write(request, reply, 'leave-register', async ({ within, pupil, ...deed }) => {
        const { left_on, left_because, left_told_on, left_told_by, watch_until } = trimmed(request.body);
        const missing =
          required({ left_because, left_on }, 'Write what shows that support is no longer needed, and from when.') ??
          required({ left_told_on, left_told_by }, 'Parents are told again. Say when, and by whom.');
        if (missing) return missing;
        const row = await leaveRegister(within, pupil, { left_on, left_because, left_told_on, left_told_by }, deed);
        if (!row) return 'This pupil is not on the register here.';
        if (watch_until)
          await monitor(
            within,
            pupil,
            { from_on: left_on, because: `left the register: ${left_because}`, look_again_on: watch_until },
            deed,
          );
        return null;
      }),
  );
  app.post<{ Params: PupilParams; Body: NeedsForm }>(
    '/register/:key/needs',
    { config: { permission: 'keep-register' }, schema: { params: pupilParams, body: needsForm, response: answers } },
    (request, reply) =>
      write(request, reply, 'set-needs', async ({ within, pupil, ...deed }) => {
        const { need_1, need_2, need_3, note_1, note_2, note_3 } = trimmed(request.body);
        const needs = [
          { need: need_1, note: note_1 },
          { need: need_2, note: note_2 },
          { need: need_3, note: note_3 },
        ].filter(({ need }) => need !== '');
        if (needs.some(({ need }) => !(need in needTypes))) return 'One of these needs is not one this page knows.';
        if (new Set(needs.map(({ need }) => need)).size < needs.length) return 'One need stands there twice.';
        await setNeeds(within, pupil, needs, deed);
        return null;
      }),
  );
  planRoutes(app);
  watchRoutes(app);
}

function planRoutes(app: FastifyInstance): void {
  app.post<{ Params: PupilParams; Body: PlanForm }>(
    '/register/:key/plan',
    { config: { permission: 'record-outcome' }, schema: { params: pupilParams, body: planForm, response: answers } },
    (request, reply) =>
      write(request, reply, 'start-plan', async ({ within, pupil, ...deed }) => {
        const { start_on, review_on, hoped_for, plan_provision: provision } = trimmed(request.body);
        const missing =
          required({ hoped_for, provision }, 'Write what we hope for, and the provision.') ??
          required({ start_on, review_on }, 'A plan is for a fixed time: from when, and when it is reviewed.') ??
          (review_on <= start_on ? 'The review comes after the start.' : null);
        if (missing) return missing;
        const row = await startPlan(within, pupil, { start_on, review_on, hoped_for, provision }, deed);
        return row ? null : 'A plan is running. Review it first; nothing you typed is lost.';
      }),
  );
  app.post<{ Params: PupilParams; Body: ReviewForm }>(
    '/register/:key/review',
    { config: { permission: 'record-outcome' }, schema: { params: pupilParams, body: reviewForm, response: answers } },
    (request, reply) =>
      write(request, reply, 'review-plan', async ({ within, pupil, ...deed }) => {
        const { body } = request;
        const { came_of_it, reviewed_on, review_pupil_says: pupil_says, review_home_says: home_says } = trimmed(body);
        if (body.effect === undefined) return 'Say whether it had the effect hoped for.';
        const missing =
          required({ came_of_it, reviewed_on }, 'Write what came of it, and when it was reviewed.') ??
          required({ pupil_says, home_says }, 'Write what the pupil and home say, or why they were not asked.');
        if (missing) return missing;
        const review = { reviewed_on, effect: body.effect, came_of_it, pupil_says, home_says };
        const row = await reviewPlan(within, { ...pupil, planId: body.plan }, review, deed);
        return row ? null : 'Someone else has reviewed this plan meanwhile; their review stands below.';
      }),
  );
}

function watchRoutes(app: FastifyInstance): void {
  app.post<{ Params: PupilParams; Body: WatchForm }>(
    '/register/:key/monitoring',
    { config: { permission: 'keep-register' }, schema: { params: pupilParams, body: watchForm, response: answers } },
    (request, reply) =>
      write(request, reply, 'start-monitoring', async ({ within, pupil, ...deed }) => {
        const { watch_because: because, look_again_on } = trimmed(request.body);
        const missing = required({ because, look_again_on }, 'Write why, and when to look again.');
        if (missing) return missing;
        const from_on = dateText(deed.at);
        const row = await monitor(within, pupil, { from_on, because, look_again_on }, deed);
        return row ? null : 'This pupil is on the monitoring list already.';
      }),
  );
  app.post<{ Params: PupilParams; Body: EndWatchForm }>(
    '/register/:key/monitoring/end',
    { config: { permission: 'keep-register' }, schema: { params: pupilParams, body: endWatchForm, response: answers } },
    (request, reply) =>
      write(request, reply, 'end-monitoring', async ({ within, pupil, ...deed }) => {
        const because = request.body.ended_because.trim();
        if (because === '') return 'Write why.';
        const row = await endMonitoring(within, pupil, { because, ...deed });
        return row ? null : 'This pupil is not on the monitoring list.';
      }),
  );
}

type Writing = FastifyRequest<{ Params: PupilParams; Body: Readonly<Record<string, string | undefined>> }>;

/** Does what a form asks, with its line in the audit, and shows the pupil again; a form that cannot be saved comes back as typed. */
async function write(
  request: FastifyRequest<{ Params: PupilParams; Body: unknown }>,
  reply: FastifyReply,
  action: string,
  doing: (deed: Deed) => Promise<Outcome>,
): Promise<FastifyReply> {
  const found = await pupilOf(request);
  const { record, now } = request.server;
  const { personId } = request.person!;
  const pupil = pupilOfRow(found.row);
  const problem = await inOneChange(record, async (within) => {
    const stands = await doing({ within, pupil, personId, at: now() });
    if (stands === null) await audit(within, { personId, action, object: pupil.pupilId, school: pupil.school });
    return stands;
  });
  if (problem !== null) {
    const unsaved = { problem, entered: (request as Writing).body };
    return reply.code(422).page(await registerPage(request, reply, { ...found, unsaved }));
  }
  return reply.redirect(`/register/${request.params.key}`, 303);
}

async function pupilOf(
  request: FastifyRequest<{ Params: PupilParams }>,
): Promise<{ scoped: ScopedRun; row: AgendaRow }> {
  const scoped = await runOfRequest(request);
  const row = scoped.pupil(request.params.key);
  if (!row) throw new PageError('no-such-pupil');
  return { scoped, row };
}

function required(fields: Readonly<Record<string, string>>, sentence: string): string | null {
  return Object.values(fields).some((value) => value === '') ? sentence : null;
}

function trimmed<Form extends object>(form: Form): { [Name in keyof Form]: Form[Name] } {
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]),
  ) as { [Name in keyof Form]: Form[Name] };
}
