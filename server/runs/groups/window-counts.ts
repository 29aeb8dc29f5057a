import { windowMonth } from '../../../engine/index.ts';
import type { FastifyRequest } from 'fastify';
import { newestOfWindow } from '../newest-of-window.ts';
import type { KnownRun, RunLibrary } from '../run-library.ts';
import { schoolCounts, type SchoolCounts } from './school-counts.ts';

export interface WindowCounts {
  readonly runId: string;
  /** “November 2026”. */
  readonly month: string;
  /** Day of the release (ISO); '' where nobody had to. */
  readonly releasedOn: string;
  /** Null where they are so small that a pupil could be found. */
  readonly counts: SchoolCounts | null;
}

/** Counts of a run by school: a run does not change, and whoever reads totals asks for the same ones again and again. */
const countsOfLibraries = new WeakMap<RunLibrary, Map<string, ReadonlyMap<string, SchoolCounts | null>>>();
const kept = 500;

/** The counts of one school in one run, as readers of totals are shown them beside those of the schools within their reach. */
export async function windowCounts(
  { server, person }: FastifyRequest,
  run: KnownRun,
  { visible, school }: { visible: readonly KnownRun[]; school: string },
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
