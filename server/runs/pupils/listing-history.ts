import { lackWords, windowMonth, runRows, type AgendaRow } from '../../../engine/index.ts';
import type { FastifyRequest } from 'fastify';
import { pupilKey, pupilOfRow } from '../../records/pupils/school-pupil.ts';
import type { RunLibrary } from '../run-library.ts';
import type { ScopedRun } from '../scoped-run.ts';
import { whyNotMeasured } from './why-not-measured.ts';
import type { ListedPupil } from './listed-pupils.ts';

/** One window of a pupil's history: “November 2026”, “listed”. */
export interface PastWindow {
  readonly month: string;
  readonly was: string;
}

/** Earlier runs looked at: three years of terms are more than a meeting asks for. */
const runsLookedAt = 6;

const wasBy = new WeakMap<RunLibrary, Map<string, Promise<ReadonlyMap<string, string>>>>();

/**
 * The pupil in this run and in the released runs of earlier windows, as each run stood, newest first; a window without a run
 * is named where the pupil had no result in it.
 */
export async function listingHistory(
  request: FastifyRequest,
  { run }: ScopedRun,
  pupil: ListedPupil,
): Promise<PastWindow[]> {
  const { runs } = request.server;
  const earlier = new Map<string, string>();
  for (const { id, windowDate, state, release } of await runs.visible(request.person!))
    if (
      state === 'complete' &&
      release === 'released' &&
      windowDate < run.manifest.windowDate &&
      !earlier.has(windowDate)
    )
      earlier.set(windowDate, id);
  const was = new Map([[run.manifest.windowDate, wasOf(pupil.row)]]);
  // One after another, and each list once.
  for (const [date, id] of [...earlier].slice(0, runsLookedAt)) {
    // A run that cannot be read any more costs a line here; the home page says what is wrong with it.
    const words = (await sectionsOf(runs, id).catch(() => undefined))?.get(pupilKey(pupilOfRow(pupil.row)));
    if (words !== undefined) was.set(date, words);
  }
  for (const { window, date } of run.manifest.windows)
    if (!was.has(date) && date < run.manifest.windowDate) {
      const missing = missingOf(pupil, window);
      if (missing) was.set(date, missing);
    }
  return [...was]
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .map(([date, words]) => ({ month: windowMonth(date), was: words }));
}

function sectionsOf(runs: RunLibrary, id: string): Promise<ReadonlyMap<string, string>> {
  let known = wasBy.get(runs);
  if (!known) wasBy.set(runs, (known = new Map()));
  const sections =
    known.get(id) ??
    runs.agenda(id).then((agenda) => new Map(runRows(agenda).map((row) => [pupilKey(pupilOfRow(row)), wasOf(row)])));
  known.set(id, sections);
  sections.catch(() => known.delete(id));
  return sections;
}

function wasOf(row: AgendaRow): string {
  if (row.section === 'not-measured') return whyNotMeasured(row);
  if (row.section === 'eased') return 'no longer listed';
  if (row.section === 'monitoring') return 'on the monitoring list';
  return row.subjects ? 'listed' : 'not listed';
}

/** Why there was no result in any subject of a window; '' where there was one, or nothing is known of it. */
function missingOf({ evidence }: ListedPupil, window: string): string {
  const rows = evidence.flatMap(({ trajectory }) => trajectory.filter((row) => row.window === window));
  const lacks = rows.map((row) => lackWords({ status: row.status }));
  const tested = rows.some((row) => ['valid', 'floor', 'ceiling'].includes(row.status));
  return rows.length === 0 || tested ? '' : [...new Set(lacks)].join(', ');
}
