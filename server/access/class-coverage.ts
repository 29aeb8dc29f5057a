import { subjectWords, type RunRow } from '../../engine/index.ts';
import { rowAt, type LoadedRun } from './loaded-run.ts';

/** Tested and on roll by subject, for a class or a whole school. Scores at the bottom or top of a test count as tested. */
export function classCoverage(
  run: LoadedRun,
  { school, class: className }: { school: string; class?: string | undefined },
): { name: string; tested: number; onRoll: number }[] {
  const rows = (coverageOf(run).get(school) ?? []).filter(
    (row) => className === undefined || row['class'] === className,
  );
  return run.manifest.subjects.flatMap((subject) => {
    const own = rows.filter((row) => row['subject'] === subject);
    if (own.length === 0) return [];
    const sum = (column: string) => own.reduce((total, row) => total + Number(row[column] ?? 0), 0);
    return [
      {
        name: subjectWords(subject).name,
        tested: sum('valid') + sum('floor') + sum('ceiling'),
        onRoll: sum('on_roll'),
      },
    ];
  });
}

const byRun = new WeakMap<LoadedRun, ReadonlyMap<string, RunRow[]>>();

/** Rows of `coverage` by school. */
function coverageOf(run: LoadedRun): ReadonlyMap<string, RunRow[]> {
  let rows = byRun.get(run);
  if (!rows) {
    const all = Array.from({ length: run.tables.coverage.rows }, (_, row) => rowAt(run.tables.coverage, row));
    rows = Map.groupBy(all, (row) => String(row['school'] ?? ''));
    byRun.set(run, rows);
  }
  return rows;
}
