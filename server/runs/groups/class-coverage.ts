import {
  coverageLine,
  subjectWords,
  type CoverageRow,
  type SubjectCoverage,
  type YearWithout,
} from '../../../engine/index.ts';
import { coverageByYear, type CoverageOfYear } from './coverage-by-year.ts';
import type { LoadedRun } from '../loaded-run.ts';

/** What was asked of a run: its rows by school, and the lines by school and class. */
interface Known {
  readonly bySchool: ReadonlyMap<string, readonly CoverageOfYear[]>;
  readonly lines: Map<string, string>;
}

const byRun = new WeakMap<LoadedRun, Known>();

/**
 * Tested and on roll by subject, for a class or a whole school, as a line. Scores at the bottom or top of a test count as
 * tested. A year group that does not sit a subject is not counted as untested, and the line says so.
 */
export function classCoverage(
  run: LoadedRun,
  { school, class: className }: { school: string; class?: string | undefined },
): string {
  let known = byRun.get(run);
  if (!known) {
    known = { bySchool: Map.groupBy(coverageByYear(run), ({ row }) => row.school), lines: new Map() };
    byRun.set(run, known);
  }
  const place = JSON.stringify([school, className]);
  const own = known.bySchool.get(school) ?? [];
  const line =
    known.lines.get(place) ??
    lineOf(
      run,
      own.filter(({ row }) => className === undefined || (row.class ?? '') === className),
    );
  known.lines.set(place, line);
  return line;
}

function lineOf(run: LoadedRun, rows: readonly CoverageOfYear[]): string {
  const subjects = run.manifest.subjects.flatMap((subject): SubjectCoverage[] => {
    const own = rows.filter(({ row, sits }) => sits && row.subject === subject).map(({ row }) => row);
    if (own.length === 0) return [];
    const sum = (count: (row: CoverageRow) => number) => own.reduce((total, row) => total + count(row), 0);
    return [
      {
        name: subjectWords(subject).name,
        tested: sum(({ valid, floor, ceiling }) => valid + floor + ceiling),
        onRoll: sum(({ on_roll }) => on_roll),
      },
    ];
  });
  const without = Map.groupBy(
    rows.filter(({ sits }) => !sits),
    ({ yearGroup }) => yearGroup,
  );
  return coverageLine(
    subjects,
    [...without].map(([yearGroup, missing]): YearWithout => {
      const named = new Set(missing.map(({ row }) => row.subject));
      const names = run.manifest.subjects.filter((subject) => named.has(subject));
      return { yearGroup, names: names.map((subject) => subjectWords(subject).name) };
    }),
  );
}
