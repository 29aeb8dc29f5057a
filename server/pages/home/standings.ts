import { windowMonth } from '../../../engine/index.ts';
import type { FastifyRequest } from 'fastify';
import { schoolCounts, type SchoolCounts } from '../../runs/groups/school-counts.ts';
import { newestOfWindow } from '../../runs/newest-of-window.ts';
import { reaches, type KnownRun, type RunLibrary } from '../../runs/run-library.ts';
import type { SchoolStanding, WindowCounts } from './facts.ts';

/** Counts of a run by school: a run does not change, and whoever reads totals asks for the same ones again and again. */
const countsOfLibraries = new WeakMap<RunLibrary, Map<string, ReadonlyMap<string, SchoolCounts | null>>>();
const kept = 500;

/** Each school within reach: its newest released results and those of the window before, as counts. */
export async function schoolStandings(request: FastifyRequest): Promise<SchoolStanding[]> {
  const { runs } = request.server;
  const person = request.person!;
  const known = (await runs.list()).filter((run) => reaches(person, run) && run.state === 'complete');
  const visible = (await runs.visible(person)).filter(
    ({ release, state }) => release === 'released' && state === 'complete',
  );
  const schools = [...new Set(known.flatMap((run) => run.schools ?? []))]
    .filter((school) => person.school === null || school === person.school)
    .toSorted((a, b) => a.localeCompare(b, 'en'));
  const own = new Map(
    schools.map((school) => [
      school,
      visible
        .filter((run) => run.schools?.includes(school) && newestOfWindow(run, visible, school).run.id === run.id)
        .slice(0, 2),
    ]),
  );
  const latest = [...own.values()].flatMap(([newest]) => (newest ? [newest.windowDate] : [])).toSorted();
  return Promise.all(
    [...own].map(async ([school, [newest, before]]) => ({
      school,
      newest: newest && (await windowCounts(request, newest, visible, school)),
      before: before && (await windowCounts(request, before, visible, school)),
      behind: newest !== undefined && newest.windowDate < latest.at(-1)!,
    })),
  );
}

async function windowCounts(
  { server, person }: FastifyRequest,
  run: KnownRun,
  visible: readonly KnownRun[],
  school: string,
): Promise<WindowCounts> {
  const { hidden } = newestOfWindow(run, visible, null);
  const schools = (run.schools ?? []).filter(
    (one) => !hidden.has(one) && (person!.school === null || one === person!.school),
  );
  const key = JSON.stringify([run.id, schools]);
  const known = countsOfLibraries.get(server.runs) ?? new Map<string, ReadonlyMap<string, SchoolCounts | null>>();
  countsOfLibraries.set(server.runs, known);
  let counts = known.get(key);
  if (!counts) {
    const loaded = await server.runs.open(run.id);
    counts = new Map(schools.map((one) => [one, schoolCounts(loaded, schools, one) ?? null]));
    if (known.size >= kept) known.clear();
    known.set(key, counts);
  }
  return {
    runId: run.id,
    month: windowMonth(run.windowDate),
    releasedOn: run.standing.state === 'released' ? run.standing.at.slice(0, 10) : '',
    counts: counts.get(school) ?? null,
  };
}
