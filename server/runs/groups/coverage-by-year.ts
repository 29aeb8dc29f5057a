import type { RunRow } from '../../../engine/index.ts';
import { rowAt, type LoadedRun } from '../loaded-run.ts';

/** A row of the run’s coverage: a class and a subject. */
export interface CoverageOfYear {
  readonly row: RunRow;
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
    const rows = Array.from({ length: run.tables.coverage.rows }, (_, at) => {
      const row = rowAt(run.tables.coverage, at);
      const pupils = run.agendaOfClass.get(`${String(row['school'] ?? '')} / ${String(row['class'] ?? '')}`) ?? [];
      const yearGroup = commonestYear(pupils);
      return { row, yearGroup, sitting: `${yearGroup}\n${String(row['subject'])}` };
    });
    const entered = rows.filter(({ row }) => Number(row['not_entered'] ?? 0) < Number(row['on_roll'] ?? 0));
    const sat = new Set(entered.map(({ sitting }) => sitting));
    known = rows.map(({ row, yearGroup, sitting }) => ({ row, yearGroup, sits: sat.has(sitting) }));
    byRun.set(run, known);
  }
  return known;
}

function commonestYear(pupils: readonly RunRow[]): string {
  const years = [...Map.groupBy(pupils, (row) => String(row['year_group'] ?? ''))];
  return years.toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? '';
}
