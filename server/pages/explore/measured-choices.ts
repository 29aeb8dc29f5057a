import { textValues, type LoadedRun } from '../../runs/loaded-run.ts';

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
  const { growth } = run.tables;
  const [pupils, subjects] = ['pupil_id', 'subject'].map((name) => textValues(growth, name));
  const percentile = growth.columns['growth_percentile_true'];
  const found = new Map<string, Map<string, number>>();
  for (let row = 0; row < growth.rows; row += 1) {
    if (percentile.type !== 'number' || Number.isNaN(percentile.values[row])) continue;
    const pupil = run.agendaRow(pupils[row]);
    const key = `${pupil?.['school'] ?? ''}\n${pupil?.['year_group'] ?? ''}`;
    const counts = found.get(key) ?? new Map<string, number>();
    found.set(key, counts.set(subjects[row], (counts.get(subjects[row]) ?? 0) + 1));
  }
  byRun.set(run, found);
  return found;
}
