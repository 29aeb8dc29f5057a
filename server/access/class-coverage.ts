import { coverageLine, subjectWords, type RunRow, type SubjectCoverage, type YearWithout } from '../../engine/index.ts';
import { rowAt, type LoadedRun } from './loaded-run.ts';

/**
 * Tested and on roll by subject, for a class or a whole school, as a line. Scores at the bottom or top of a test count as
 * tested. A year group of which nobody in the whole run was entered for a subject does not sit it: its pupils are not counted
 * as untested, and the line says so. A class that alone was not entered is counted, since its results may be missing.
 */
export function classCoverage(
  run: LoadedRun,
  { school, class: className }: { school: string; class?: string | undefined },
): string {
  const coverage = coverageOf(run);
  const place = JSON.stringify([school, className]);
  const line = coverage.lines.get(place) ?? lineOf(run, coverage, { school, className });
  coverage.lines.set(place, line);
  return line;
}

function lineOf(
  run: LoadedRun,
  { bySchool, sat }: CoverageOfRun,
  { school, className }: { school: string; className: string | undefined },
): string {
  const rows = (bySchool.get(school) ?? []).filter(({ row }) => className === undefined || row['class'] === className);
  const sits = ({ yearGroup, row }: CoverageOfYear) => sat.has(`${yearGroup}\n${textOf(row, 'subject')}`);
  const subjects = run.manifest.subjects.flatMap((subject): SubjectCoverage[] => {
    const own = rows.filter((one) => one.row['subject'] === subject && sits(one)).map(({ row }) => row);
    if (own.length === 0) return [];
    const sum = (column: string) => own.reduce((total, row) => total + countOf(row, column), 0);
    return [
      {
        name: subjectWords(subject).name,
        tested: sum('valid') + sum('floor') + sum('ceiling'),
        onRoll: sum('on_roll'),
      },
    ];
  });
  const without = Map.groupBy(
    rows.filter((one) => !sits(one)),
    ({ yearGroup }) => yearGroup,
  );
  return coverageLine(
    subjects,
    [...without].map(([yearGroup, missing]): YearWithout => {
      const named = new Set(missing.map(({ row }) => row['subject']));
      const names = run.manifest.subjects.filter((subject) => named.has(subject));
      return { yearGroup, names: names.map((subject) => subjectWords(subject).name) };
    }),
  );
}

interface CoverageOfYear {
  readonly row: RunRow;
  /** Of most pupils of the class. */
  readonly yearGroup: string;
}

interface CoverageOfRun {
  readonly bySchool: ReadonlyMap<string, readonly CoverageOfYear[]>;
  /** `year group, subject` of which anybody in the run was entered. */
  readonly sat: ReadonlySet<string>;
  /** Those that were asked for, by school and class. */
  readonly lines: Map<string, string>;
}

const byRun = new WeakMap<LoadedRun, CoverageOfRun>();

function coverageOf(run: LoadedRun): CoverageOfRun {
  let known = byRun.get(run);
  if (!known) {
    const rows = Array.from({ length: run.tables.coverage.rows }, (_, at): CoverageOfYear => {
      const row = rowAt(run.tables.coverage, at);
      const pupils = run.agendaOfClass.get(`${textOf(row, 'school')} / ${textOf(row, 'class')}`) ?? [];
      return { row, yearGroup: commonestYear(pupils) };
    });
    const entered = rows.filter(({ row }) => countOf(row, 'not_entered') < countOf(row, 'on_roll'));
    known = {
      bySchool: Map.groupBy(rows, ({ row }) => textOf(row, 'school')),
      sat: new Set(entered.map(({ row, yearGroup }) => `${yearGroup}\n${textOf(row, 'subject')}`)),
      lines: new Map(),
    };
    byRun.set(run, known);
  }
  return known;
}

function commonestYear(pupils: readonly RunRow[]): string {
  const years = [...Map.groupBy(pupils, (row) => textOf(row, 'year_group'))];
  return years.toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? '';
}

function textOf(row: RunRow, column: string): string {
  return String(row[column] ?? '');
}

function countOf(row: RunRow, column: string): number {
  return Number(row[column] ?? 0);
}
