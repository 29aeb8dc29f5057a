import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { classCoverage } from '../../runs/groups/class-coverage.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import { mayDo } from '../../people/permissions.ts';
import { listOf } from '../../runs/run-lists.ts';
import type { ScopedRun } from '../../runs/scoped-run.ts';
import { PageError } from '../../page-error.ts';
import { nameInRun } from '../../runs/pupils/name-in-run.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { filesOfRun } from '../../records/data-imports.ts';
import { mostAskedFor, openAgreements } from '../../records/discussions/open-agreements.ts';
import { htmlPage } from '../../http/html-page.ts';
import { listQuery } from '../../runs/queries.ts';
import { emptyHomeView } from './empty-view.ts';
import { homeView, type ClassLine, type Home } from './view.ts';
import { runHeading } from '../../runs/run-heading.ts';
import { dateText, policyOfRun } from '../../../engine/index.ts';
import { programName } from '../../html/layout-view.ts';

/** What is new, how many to discuss by class, the two doubts, what is still open, and what waits to be released. */
export function homeRoute(app: FastifyInstance): void {
  app.get(
    '/',
    { config: { permission: 'home' }, schema: { querystring: listQuery, response: htmlPage } },
    async (request, reply) => {
      const scoped = await runOfRequest(request).catch((error: unknown) => {
        if (error instanceof PageError && nothingYet.has(error.code)) return null;
        throw error;
      });
      if (scoped === null) return empty(request, reply);
      return reply.page({ title: programName, place: 'home', body: homeView(await home(request, scoped)) });
    },
  );
}

const nothingYet: ReadonlySet<string> = new Set(['no-runs', 'no-runs-yet', 'not-released']);

/** The first visit, before anything is analysed or released, says what to do and not that something is amiss. */
function empty(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { role } = request.person!;
  return reply.page({
    title: programName,
    place: 'home',
    body: emptyHomeView({ manages: mayDo(role, 'manage-data'), mayBring: request.server.imports !== null }),
  });
}

async function home(request: FastifyRequest, scoped: ScopedRun): Promise<Home> {
  const { run } = scoped;
  const person = request.person!;
  const { role } = person;
  // Counts of one class are small: only those who see its pupils, or look after its data, are shown them.
  const byClass = mayDo(role, 'see-pupils') || mayDo(role, 'see-data-report');
  return {
    ...runHeading(run),
    person,
    runId: run.id,
    schools: scoped.schools.map((school) => ({
      school,
      list: byClass ? listOf(run, 'school', school) : undefined,
      coverage: mayDo(role, 'see-pupils') && role !== 'teacher' ? classCoverage(run, { school }) : '',
      classes: byClass ? classLines(scoped, school) : [],
    })),
    rejects: mayDo(role, 'see-data-report') ? await notUsed(request, run) : null,
    warnings: run.manifest.warnings.map((warning) => warning.text),
    questions: (run.manifest.questions ?? []).map(({ text }) => text),
    oneWindow: run.manifest.windows.length === 1,
    minimumWeeks: policyOfRun(run.manifest.policy).baseline.minimumWeeks,
    actions: mayDo(role, 'see-pupils') ? await openForReader(request, scoped) : [],
    today: dateText(request.server.now()),
    drafts: await waiting(request),
  };
}

/** Rows of the data and results of the school's own files that were not used. */
async function notUsed({ server }: FastifyRequest, run: LoadedRun): Promise<number> {
  return run.tables.rejects.rows + ((await filesOfRun(server.record, run.id))?.notUsed ?? 0);
}

function classLines(scoped: ScopedRun, school: string): ClassLine[] {
  return scoped.classes
    .filter((one) => one.school === school)
    .map((one) => ({ ...one, list: listOf(scoped.run, 'class', `${one.school} / ${one.class}`) }));
}

/** What was agreed for pupils the reader sees, and is not done; those due first come first. */
async function openForReader({ server }: FastifyRequest, scoped: ScopedRun): Promise<Home['actions']> {
  return (await openAgreements(server.record, scoped.pupilsOr(mostAskedFor))).flatMap((row) => {
    const key = scoped.run.keyOf(row.pupil_id);
    return scoped.pupil(key)?.school === row.school
      ? [
          {
            key,
            name: nameInRun(scoped.run, server.names, row.pupil_id).short,
            agreed: row.agreed,
            who: row.who,
            byWhen: row.by_when,
          },
        ]
      : [];
  });
}

/** Drafts newer than what staff see, for those who see drafts. */
async function waiting(request: FastifyRequest): Promise<Home['drafts']> {
  const { runs } = request.server;
  const person = request.person!;
  if (!mayDo(person.role, 'see-drafts')) return [];
  const visible = (await runs.visible(person)).filter(({ state }) => state === 'complete');
  const newest = visible.findIndex(({ release }) => release === 'released');
  const newer = newest < 0 ? visible : visible.slice(0, newest);
  return newer.filter(({ release }) => release === 'draft').map(({ id, windowDate }) => ({ id, windowDate }));
}
