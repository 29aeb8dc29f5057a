import type { LoadedRun } from '../../runs/loaded-run.ts';

const byRun = new WeakMap<LoadedRun, ReadonlyMap<string, ReadonlyMap<string, number>>>();

/** Fewer measured pupils than this make no chart of a year group. */
const enough = 11;

/** Subjects in which growth of enough pupils of a school's year group was measured: what a chart of growth can show. */
export function measuredSubjects(run: LoadedRun, school: string, yearGroup: string): string[] {
  const found = measuredOf(run).get(`${school}\n${yearGroup}`);
  return run.manifest.subjects.filter((subject) => (found?.get(subject) ?? 0) >= enough);
}

function measuredOf(run: LoadedRun): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const known = byRun.get(run);
  if (known) return known;
  const { rows, columns } = run.tables.growth;
  const { pupil_id: pupils, subject: subjects, growth_percentile_true: percentile } = columns;
  const found = new Map<string, Map<string, number>>();
  for (let row = 0; row < rows; row += 1) {
    if (Number.isNaN(percentile.values[row])) continue;
    const pupil = run.agendaRow(pupils.values[row]);
    const key = `${pupil?.school ?? ''}\n${pupil?.year_group ?? ''}`;
    const counts = found.get(key) ?? new Map<string, number>();
    const subject = subjects.values[row];
    found.set(key, counts.set(subject, (counts.get(subject) ?? 0) + 1));
  }
  byRun.set(run, found);
  return found;
}
