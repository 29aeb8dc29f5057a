import type {
  FileReport,
  ReasonReport,
  RollReport,
  WindowReport,
  RollChangeReport,
  CoverageReport,
} from './data-report-parts.ts';
import { resultStatuses, type AssessmentData, type ResultStatus } from '../../../tables/assessment-data.ts';
import { hasLeft } from '../../../tables/has-left.ts';
import { byCodeUnit } from '../../../tables/text-column.ts';
import { coverageReport } from './coverage-report.ts';
import { dataDoubts } from './data-doubts.ts';
import { type DataDoubt } from './data-doubt.ts';
import type { RawTable } from '../../files/raw-table.ts';
import type { CellSetAside, RejectLog, TableCounts } from '../../files/reject-log.ts';
import { rollChangeReport, rollReport } from './roll-report.ts';
import { formatDay } from '../../../tables/days.ts';

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
  /** Coverage of the newest window, by present class. */
  readonly coverage: readonly CoverageReport[];
  /** Coverage of every window, by present class: who of those on roll now has which results. */
  readonly coverageByWindow: readonly (CoverageReport & { readonly window: string })[];
  /** Who came, went and moved between the newest window and the one before. */
  readonly changes: RollChangeReport;
  /** What is probably a slip; nothing was changed for it. */
  readonly doubts: readonly DataDoubt[];
  readonly duplicates: { readonly identical: number; readonly byDate: number; readonly undecided: number };
}

export interface ReportSources {
  readonly raw: readonly RawTable[];
  readonly counts: Readonly<Record<string, TableCounts>>;
  readonly known: Readonly<Record<string, ReadonlySet<string>>>;
  readonly log: RejectLog;
  readonly assumptions: readonly string[];
  /** Days since 1970-01-01; NaN not asked. */
  readonly today: number;
  readonly duplicates: DataReport['duplicates'];
}

const mostCells = 1000;

/** Draws up the data report. */
export function dataReport(data: AssessmentData, sources: ReportSources): DataReport {
  const { log } = sources;
  const left = Uint8Array.from({ length: data.pupils.count }, (_, pupil) => (hasLeft(data, pupil) ? 1 : 0));
  const newest = newestWindow(data, log, left);
  const coverageByWindow = coverageReport(data, left);
  return {
    files: sources.raw.map((raw) => fileReport(raw, sources)),
    roll: rollReport(data, left),
    newest,
    windows: windowCounts(data),
    coverage: coverageByWindow.filter(({ window }) => window === newest?.window),
    coverageByWindow,
    changes: rollChangeReport(data, left),
    doubts: dataDoubts(data, sources.today),
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

function windowCounts({ windows, results }: AssessmentData): DataReport['windows'] {
  const counts = new Float64Array(windows.count);
  for (const window of results.window) counts[window]++;
  return windows.window.map((window, at) => ({ window, date: formatDay(windows.day[at]), results: counts[at] }));
}

function newestOf(windows: Int32Array): number {
  let newest = -1;
  for (const window of windows) if (window > newest) newest = window;
  return newest;
}

function newestWindow(data: AssessmentData, log: RejectLog, left: Uint8Array): WindowReport | null {
  const { results, windows, subjects } = data;
  const newest = newestOf(results.window);
  if (newest < 0) return null;
  const byStatus = subjects.map(() => new Float64Array(resultStatuses.length));
  const onRoll = left.reduce((sum, gone) => sum + 1 - gone, 0);
  for (let row = 0; row < results.count; row++)
    if (results.window[row] === newest && !left[results.pupil[row]])
      byStatus[results.subject[row]][results.status[row]]++;
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
      onRoll,
      statuses: Object.fromEntries(resultStatuses.map((status, k) => [status, byStatus[at][k]])) as Record<
        ResultStatus,
        number
      >,
      withoutResult: onRoll - byStatus[at].reduce((sum, count) => sum + count, 0),
      notMatched: notMatched.get(subject.toLowerCase().replace(/\s+/g, ' ')) ?? 0,
    })),
  };
}
