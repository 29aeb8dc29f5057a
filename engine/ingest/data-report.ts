import { resultStatuses, type AssessmentData, type ResultStatus } from '../tables/assessment-data.ts';
import { byCodeUnit, textAt } from '../tables/text-column.ts';
import { dataDoubts, type DataDoubt } from './data-doubts.ts';
import type { RawTable } from './raw-table.ts';
import type { CellSetAside, RejectLog, TableCounts } from './reject-log.ts';
import { formatDay } from './values/parse-day.ts';

/** What was read, kept and not used, in plain data: nothing here names a person. */
export interface DataReport {
  readonly files: readonly FileReport[];
  readonly roll: RollReport;
  /** Newest window with a result; null where there is none. */
  readonly newest: WindowReport | null;
  readonly windows: readonly { readonly window: string; readonly date: string; readonly results: number }[];
  /** What had to be supposed, a sentence each. */
  readonly assumptions: readonly string[];
  /** Optional cells that could not be read; their rows are used. At most 1,000 are listed. */
  readonly setAside: { readonly count: number; readonly cells: readonly CellSetAside[] };
  /** Coverage of the newest window. */
  readonly coverage: readonly CoverageReport[];
  /** What is probably a slip; nothing was changed for it. */
  readonly doubts: readonly DataDoubt[];
  readonly duplicates: { readonly identical: number; readonly byDate: number; readonly undecided: number };
}

/** Always: rows = kept + rejected + countedOnce. */
export interface FileReport extends Readonly<TableCounts> {
  readonly table: string;
  readonly file: string;
  readonly reasons: readonly ReasonReport[];
  readonly unknownColumns: readonly string[];
  readonly nameColumns: readonly string[];
}

export interface ReasonReport {
  readonly code: string;
  readonly reason: string;
  readonly column: string;
  readonly count: number;
  /** Line of data and value of the first such row. */
  readonly firstRow: number;
  readonly firstValue: string;
}

export interface RollReport {
  readonly pupils: number;
  readonly schools: readonly {
    readonly school: string;
    readonly pupils: number;
    readonly yearGroups: readonly { readonly yearGroup: string; readonly pupils: number }[];
    readonly classes: readonly { readonly class: string; readonly pupils: number }[];
  }[];
}

export interface WindowReport {
  readonly window: string;
  readonly date: string;
  readonly label: string | null;
  readonly subjects: readonly SubjectReport[];
}

/** Pupils on roll in one window: onRoll = the statuses together + withoutResult. */
export interface SubjectReport {
  readonly subject: string;
  readonly onRoll: number;
  readonly statuses: Readonly<Record<ResultStatus, number>>;
  readonly withoutResult: number;
  /** Results of this subject and window whose pupil is not in the table pupils. */
  readonly notMatched: number;
}

/** One class (or the pupils of a school without one) and subject in the newest window. */
export interface CoverageReport {
  readonly school: string;
  readonly class: string | null;
  readonly subject: string;
  readonly onRoll: number;
  /** Results with a score, floor and ceiling included. */
  readonly scored: number;
  readonly otherStatus: number;
  readonly withoutResult: number;
}

export interface ReportSources {
  readonly raw: readonly RawTable[];
  readonly counts: Readonly<Record<string, TableCounts>>;
  readonly known: Readonly<Record<string, ReadonlySet<string>>>;
  readonly log: RejectLog;
  readonly assumptions: readonly string[];
  readonly duplicates: DataReport['duplicates'];
}

const mostCells = 1000;

/** Draws up the data report. */
export function dataReport(data: AssessmentData, sources: ReportSources): DataReport {
  const { log } = sources;
  return {
    files: sources.raw.map((raw) => fileReport(raw, sources)),
    roll: rollReport(data),
    newest: newestWindow(data, log),
    windows: windowCounts(data),
    coverage: coverageReport(data),
    doubts: dataDoubts(data),
    assumptions: sources.assumptions,
    setAside: { count: log.cells.length, cells: log.cells.slice(0, mostCells) },
    duplicates: sources.duplicates,
  };
}

function fileReport(raw: RawTable, { counts, known, log }: ReportSources): FileReport {
  const reasons = new Map<string, ReasonReport>();
  for (const { table, code, row } of log.rows) {
    if (table !== raw.table) continue;
    const key = `${code} ${row.column}`;
    const earlier = reasons.get(key);
    const first = earlier && earlier.firstRow <= row.row ? earlier : { firstRow: row.row, firstValue: row.value };
    reasons.set(key, {
      code,
      reason: row.reason,
      column: row.column,
      count: (earlier?.count ?? 0) + 1,
      firstRow: first.firstRow,
      firstValue: first.firstValue,
    });
  }
  return {
    table: raw.table,
    file: raw.file,
    ...counts[raw.table],
    reasons: [...reasons.values()].sort(
      (a, b) => b.count - a.count || byCodeUnit(a.code + a.column, b.code + b.column),
    ),
    unknownColumns: raw.columns.map(({ name }) => name).filter((name) => name !== '' && !known[raw.table].has(name)),
    nameColumns: raw.nameColumns,
  };
}

function rollReport({ pupils }: AssessmentData): RollReport {
  const schools = new Map<string, { pupils: number; years: Map<string, number>; classes: Map<string, number> }>();
  for (let pupil = 0; pupil < pupils.count; pupil++) {
    const name = textAt(pupils.school, pupil)!;
    const school = schools.get(name) ?? { pupils: 0, years: new Map(), classes: new Map() };
    school.pupils++;
    const year = textAt(pupils.yearGroup, pupil)!;
    school.years.set(year, (school.years.get(year) ?? 0) + 1);
    const group = textAt(pupils.class, pupil);
    if (group !== null) school.classes.set(group, (school.classes.get(group) ?? 0) + 1);
    schools.set(name, school);
  }
  return {
    pupils: pupils.count,
    schools: [...schools]
      .sort(([a], [b]) => byCodeUnit(a, b))
      .map(([school, { pupils: count, years, classes }]) => ({
        school,
        pupils: count,
        yearGroups: [...years]
          .sort(([a], [b]) => yearPlace(a) - yearPlace(b))
          .map(([yearGroup, n]) => ({ yearGroup, pupils: n })),
        classes: [...classes].sort(([a], [b]) => byCodeUnit(a, b)).map(([name, n]) => ({ class: name, pupils: n })),
      })),
  };
}

function yearPlace(yearGroup: string): number {
  return yearGroup === 'N' ? -1 : yearGroup === 'R' ? 0 : Number(yearGroup);
}

function windowCounts({ windows, results }: AssessmentData): DataReport['windows'] {
  const counts = new Float64Array(windows.count);
  for (const window of results.window) counts[window]++;
  return windows.window.map((window, at) => ({ window, date: formatDay(windows.day[at]), results: counts[at] }));
}

function coverageReport({ pupils, results, subjects }: AssessmentData): CoverageReport[] {
  const newest = newestOf(results.window);
  if (newest < 0) return [];
  const classCount = pupils.class.values.length + 1;
  const groupOf = (pupil: number): number => pupils.school.codes[pupil] * classCount + pupils.class.codes[pupil] + 1;
  const groups = pupils.school.values.length * classCount;
  const onRoll = new Int32Array(groups);
  for (let pupil = 0; pupil < pupils.count; pupil++) onRoll[groupOf(pupil)]++;
  const scored = new Int32Array(groups * subjects.length);
  const other = new Int32Array(groups * subjects.length);
  for (let row = 0; row < results.count; row++) {
    if (results.window[row] !== newest) continue;
    const cell = groupOf(results.pupil[row]) * subjects.length + results.subject[row];
    if (results.status[row] <= 2) scored[cell]++;
    else other[cell]++;
  }
  const coverage: CoverageReport[] = [];
  for (let group = 0; group < groups; group++) {
    if (onRoll[group] === 0) continue;
    for (const [at, subject] of subjects.entries()) {
      const cell = group * subjects.length + at;
      coverage.push({
        school: pupils.school.values[Math.floor(group / classCount)],
        class: group % classCount === 0 ? null : pupils.class.values[(group % classCount) - 1],
        subject,
        onRoll: onRoll[group],
        scored: scored[cell],
        otherStatus: other[cell],
        withoutResult: onRoll[group] - scored[cell] - other[cell],
      });
    }
  }
  return coverage;
}

function newestOf(windows: Int32Array): number {
  let newest = -1;
  for (const window of windows) if (window > newest) newest = window;
  return newest;
}

function newestWindow(data: AssessmentData, log: RejectLog): WindowReport | null {
  const { results, windows, pupils, subjects } = data;
  const newest = newestOf(results.window);
  if (newest < 0) return null;
  const byStatus = subjects.map(() => new Float64Array(resultStatuses.length));
  for (let row = 0; row < results.count; row++)
    if (results.window[row] === newest) byStatus[results.subject[row]][results.status[row]]++;
  const window = windows.window[newest];
  const notMatched = new Map<string, number>();
  for (const { table, code, row } of log.rows) {
    if (table !== 'assessments' || code !== 'pupil-unknown') continue;
    const content = JSON.parse(row.content) as Record<string, string>;
    if (content['window'] !== window) continue;
    const subject = content['subject'].toLowerCase().replace(/\s+/g, ' ');
    notMatched.set(subject, (notMatched.get(subject) ?? 0) + 1);
  }
  return {
    window,
    date: formatDay(windows.day[newest]),
    label: windows.label[newest],
    subjects: subjects.map((subject, at) => ({
      subject,
      onRoll: pupils.count,
      statuses: Object.fromEntries(resultStatuses.map((status, k) => [status, byStatus[at][k]])) as Record<
        ResultStatus,
        number
      >,
      withoutResult: pupils.count - byStatus[at].reduce((sum, count) => sum + count, 0),
      notMatched: notMatched.get(subject.toLowerCase().replace(/\s+/g, ' ')) ?? 0,
    })),
  };
}
