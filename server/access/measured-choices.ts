import { textValues, type LoadedRun } from './loaded-run.ts';

const byRun = new WeakMap<LoadedRun, ReadonlyMap<string, ReadonlySet<string>>>();

/** Subjects in which growth of any pupil of a school's year group was measured: what a chart of growth can show. */
export function measuredSubjects(run: LoadedRun, school: string, yearGroup: string): string[] {
  const found = measuredOf(run).get(`${school}\n${yearGroup}`);
  return run.manifest.subjects.filter((subject) => found?.has(subject));
}

function measuredOf(run: LoadedRun): ReadonlyMap<string, ReadonlySet<string>> {
  const known = byRun.get(run);
  if (known) return known;
  const { growth } = run.tables;
  const [pupils, subjects] = ['pupil_id', 'subject'].map((name) => textValues(growth, name));
  const percentile = growth.columns['growth_percentile_true'];
  const found = new Map<string, Set<string>>();
  for (let row = 0; row < growth.rows; row += 1) {
    if (percentile.type !== 'number' || Number.isNaN(percentile.values[row])) continue;
    const pupil = run.agendaRow(pupils[row]);
    const key = `${pupil?.['school'] ?? ''}\n${pupil?.['year_group'] ?? ''}`;
    found.set(key, (found.get(key) ?? new Set()).add(subjects[row]));
  }
  byRun.set(run, found);
  return found;
}
