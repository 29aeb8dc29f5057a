import { classKey } from '../../people/class-key.ts';
import { runRows, type AgendaRow, type CoverageRow } from '../../../engine/index.ts';
import type { LoadedRun } from '../loaded-run.ts';

/** A row of the run’s coverage: a class and a subject. */
export interface CoverageOfYear {
  readonly row: CoverageRow;
  /** Of most pupils of the class. */
  readonly yearGroup: string;
  /**
   * False where nobody of the year group in the whole run was entered for the subject: it does not sit it, and counts as untested
   * in no figure. A class that alone was not entered sits it: its results may be missing.
   */
  readonly sits: boolean;
}

const byRun = new WeakMap<LoadedRun, readonly CoverageOfYear[]>();

/** Coverage of a run with the year group of each class; worked out once. */
export function coverageByYear(run: LoadedRun): readonly CoverageOfYear[] {
  let known = byRun.get(run);
  if (!known) {
    const rows = runRows(run.tables.coverage).map((row) => {
      const pupils = run.agendaOfClass.get(classKey(row.school, row.class ?? '')) ?? [];
      const yearGroup = commonestYear(pupils);
      return { row, yearGroup, sitting: `${yearGroup}\n${row.subject}` };
    });
    const entered = rows.filter(({ row }) => row.not_entered < row.on_roll);
    const sat = new Set(entered.map(({ sitting }) => sitting));
    known = rows.map(({ row, yearGroup, sitting }) => ({ row, yearGroup, sits: sat.has(sitting) }));
    byRun.set(run, known);
  }
  return known;
}

function commonestYear(pupils: readonly AgendaRow[]): string {
  const years = [...Map.groupBy(pupils, (row) => row.year_group)];
  return years.toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? '';
}
