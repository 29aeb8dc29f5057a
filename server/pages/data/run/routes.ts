import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  defaultPolicy,
  rejectSummary,
  runChanges,
  runChangeSentences,
  type RunChanges,
} from '../../../../engine/index.ts';
import type { LoadedRun } from '../../../runs/loaded-run.ts';
import { mayDo } from '../../../people/permissions.ts';
import { reachesAll, type KnownRun } from '../../../runs/run-library.ts';
import { rollOfRuns } from '../../../runs/roll-of-runs.ts';
import { partOfSchool } from '../../../runs/part-of-school.ts';
import { scopedRun } from '../../../runs/scoped-run.ts';
import { pupilsOfReleased } from '../../../imports/pupils-of-released.ts';
import { takeInPupils } from '../../../records/pupils/take-in-pupils.ts';
import { removePendingPupils } from '../../../records/pupils/pending-pupils.ts';
import { removeImportFolder } from '../../../imports/import-folder.ts';
import { PageError } from '../../../page-error.ts';
import { runHeading } from '../../../runs/run-heading.ts';
import { auditForSchools } from '../../../records/audit-for-schools.ts';
import { inOneChange } from '../../../records/in-one-change.ts';
import { filesOfRun, listImports } from '../../../records/data-imports.ts';
import { personNames } from '../../../people/people.ts';
import { releaseRun, withdrawRun } from '../../../records/run-releases.ts';
import { moved, runParams, tokenBody } from '../forms.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { runView, type ChangedPupil, type RunPage } from './view.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';

const look = Type.Object({ token: Type.String(), run: Type.String({ maxLength: 60, pattern: '^[0-9A-Za-z-]*$' }) });
const withdrawal = Type.Object({ token: Type.String(), reason: Type.String({ minLength: 3, maxLength: 300 }) });

/** One run: what changed since the one before, releasing it to staff, taking it back, looking at it as staff would. */
export function runRoutes(app: FastifyInstance): void {
  app.get(
    '/data/runs/:run',
    { config: { permission: 'see-drafts' }, schema: { params: runParams, response: htmlPage } },
    async (request, reply) => {
      const run = await runNamed(request);
      return reply.page({ title: 'Release', place: 'data', body: runView(await runPage(request, reply, run)) });
    },
  );
  app.post(
    '/data/runs/:run/release',
    { config: { permission: 'release' }, schema: { params: runParams, body: tokenBody, response: moved } },
    async (request, reply) => {
      const run = await runNamed(request);
      ownSchoolsOnly(request, run);
      const { personId } = request.person!;
      const brought = await pupilsOfReleased(app, run.id);
      await inOneChange(app.record, async (within) => {
        for (const pupils of brought) await takeInPupils(within, pupils);
        await releaseRun(within, run.id, { personId, at: app.now() });
        await auditForSchools(within, run.schools ?? [], { personId, action: 'release', object: run.id });
      });
      await app.names.reload();
      delete request.session.lookingAt;
      app.runs.refresh();
      await rollOfRuns(app);
      await removeBroughtFiles(request, run.id);
      return reply.redirect(`/data/runs/${run.id}`, 303);
    },
  );
  app.post<{ Body: { reason: string } }>(
    '/data/runs/:run/withdraw',
    { config: { permission: 'release' }, schema: { params: runParams, body: withdrawal, response: moved } },
    async (request, reply) => {
      const run = await runNamed(request);
      ownSchoolsOnly(request, run);
      const { personId } = request.person!;
      const reason = request.body.reason.trim();
      await inOneChange(app.record, async (within) => {
        await withdrawRun(within, run.id, { personId, at: app.now(), reason });
        const entry = { personId, action: 'withdraw', object: run.id, detail: { reason } };
        await auditForSchools(within, run.schools ?? [], entry);
      });
      app.runs.refresh();
      return reply.redirect(`/data/runs/${run.id}`, 303);
    },
  );
  app.post<{ Body: { run: string } }>(
    '/data/look',
    { config: { permission: 'see-drafts' }, schema: { body: look, response: moved } },
    async (request, reply) => {
      const { run } = request.body;
      if (run === '') delete request.session.lookingAt;
      else request.session.lookingAt = (await runNamed(request, run)).id;
      return reply.redirect('/', 303);
    },
  );
}

async function runNamed(request: FastifyRequest, id = (request.params as { run: string }).run): Promise<KnownRun> {
  const run = (await request.server.runs.visible(request.person!)).find((one) => one.id === id);
  if (!run) throw new PageError('no-such-run');
  if (run.state !== 'complete') throw new PageError('run-unreadable', { problem: run.problem ?? '' });
  return run;
}

function ownSchoolsOnly(request: FastifyRequest, run: KnownRun): void {
  const person = request.person!;
  if (!reachesAll(person, run)) throw new PageError('not-all-schools', { school: person.school ?? '' });
}

/** Once released, nothing of the school's own files is needed any more: names are in the record, results in the run. */
async function removeBroughtFiles(request: FastifyRequest, runId: string): Promise<void> {
  const { imports, record } = request.server;
  if (imports === null) return;
  const done = (await listImports(record)).filter(({ state }) => state === 'done');
  const schools = new Set(done.filter((row) => row.run_id === runId).map(({ school }) => school));
  // With them go those of drafts that were never released: what was released takes their place.
  const over = done.filter((row) => schools.has(row.school)).map((row) => row.import_id);
  for (const importId of over) await removeImportFolder(imports.settings, importId);
  await removePendingPupils(record, over);
}

async function runPage(request: FastifyRequest, reply: FastifyReply, run: KnownRun): Promise<RunPage> {
  const { runs, record, releaseByHand } = request.server;
  const person = request.person!;
  const people = await personNames(record, person.personId);
  const loaded = await runs.open(run.id);
  const others = (await runs.visible(person)).filter(
    (other) => other.id !== run.id && other.release === 'released' && other.state === 'complete' && alike(other, run),
  );
  const before = others.find(({ windowDate }) => windowDate <= run.windowDate);
  const earlier = before === undefined ? null : await runs.open(before.id);
  const changes = earlier === null ? null : changesBetween(earlier, loaded, person.school);
  return {
    run,
    heading: runHeading(loaded).heading,
    by: people.get(run.standing.by) ?? '',
    byHand: await releaseByHand(),
    mayRelease: mayDo(person.role, 'release') && reachesAll(person, run),
    looking: request.session.lookingAt === run.id,
    rejects: mayDo(person.role, 'see-data-report') ? rejectSummary(loaded.tables.rejects) : [],
    brought: mayDo(person.role, 'see-data-report') ? await filesOfRun(record, run.id) : null,
    warnings: loaded.manifest.warnings.map(({ text }) => text),
    changes: changes === null ? null : runChangeSentences(changes),
    before: before === undefined || earlier === null ? null : { ...before, heading: runHeading(earlier).heading },
    pupils: changes === null ? null : pupilsNamed(request, loaded, earlier!, changes),
    token: reply.generateCsrf(),
  };
}

function alike(a: KnownRun, b: KnownRun): boolean {
  return a.schools === undefined || b.schools === undefined || a.schools.some((school) => b.schools!.includes(school));
}

const compared = new WeakMap<LoadedRun, Map<string | null, { with: LoadedRun; changes: RunChanges }>>();

/** Runs never change, so that what changed between two is worked out once for each school, and once for all (null). */
function changesBetween(before: LoadedRun, after: LoadedRun, school: string | null): RunChanges {
  const known = compared.get(after) ?? new Map<string | null, { with: LoadedRun; changes: RunChanges }>();
  compared.set(after, known);
  const own = known.get(school);
  if (own?.with === before) return own.changes;
  const changes =
    school === null
      ? runChanges(before, after, defaultPolicy)
      : runChanges(partOfSchool(before, school), partOfSchool(after, school), defaultPolicy);
  known.set(school, { with: before, changes });
  return changes;
}

/** Those who may see pupils see who came onto the list and who left it; others only how many. */
function pupilsNamed(
  request: FastifyRequest,
  after: LoadedRun,
  before: LoadedRun,
  { listed, roll }: RunChanges,
): RunPage['pupils'] {
  const person = request.person!;
  if (!mayDo(person.role, 'see-pupils')) return null;
  const { names } = request.server;
  const scopes = { after: scopedRun(after, person), before: scopedRun(before, person) };
  const named = (pupilIds: readonly string[], from: 'after' | 'before'): ChangedPupil[] =>
    pupilIds.flatMap((pupilId) => {
      const key = after.keyOf(pupilId);
      const row = scopes[from].pupil(key);
      if (!row) return [];
      const inNewRun = from === 'after' || scopes.after.pupil(key) !== undefined;
      return [{ name: names.of(pupilOfRow(row)).full, class: row.class ?? '', key: inNewRun ? key : null }];
    });
  return {
    added: named(listed.added, 'after'),
    removed: named(listed.removed, 'before'),
    joined: named(roll.joined, 'after'),
    left: named(roll.left, 'before'),
  };
}
