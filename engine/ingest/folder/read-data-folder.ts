import { SameStartError } from '../../errors.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import type { Warning } from '../../warnings.ts';
import { dataReport, type DataReport } from './report/data-report.ts';
import { requiredTables, type TableName } from './find-tables.ts';
import { rawColumn, type RawTable } from '../files/raw-table.ts';
import { contextColumns, readContext } from './read-context.ts';
import { pupilColumns, readPupils } from './read-pupils.ts';
import { readRawTables } from './read-raw-tables.ts';
import { readResults } from './results/read-results.ts';
import { readScales, scaleColumns } from './results/read-scales.ts';
import { readWindows, windowColumns } from './read-windows.ts';
import { RejectLog, type TableCounts } from '../files/reject-log.ts';
import { assessmentColumns } from './results/result-cells.ts';

/** A data folder as it was read: its data, its report, its rows not used. */
export interface DataFolder {
  readonly data: AssessmentData;
  readonly report: DataReport;
  readonly warnings: readonly Warning[];
}

export interface ReadSettings {
  /** Called now and then: units done, of how many, and what is being done. */
  readonly progress?: (done: number, of: number, what: string) => void;
  /** Days since 1970-01-01: windows with results after it are doubted. */
  readonly today?: number;
}

const schema = {
  pupils: pupilColumns,
  windows: windowColumns,
  assessments: assessmentColumns,
  scales: scaleColumns,
  context: contextColumns,
} as const satisfies Record<TableName, { required: readonly string[]; optional: readonly string[] }>;

/**
 * Reads and validates a data folder (contract §1). Every input row is kept, counted once with an identical one, or in
 * `data.rejects` with its reason; the report counts them. Names of people are not read.
 *
 *     files → raw tables → pupils, windows, scales → results, context → report
 *
 * Errors: `folder-missing`, `folder-unreadable`, `file-missing`, `column-missing`, `nothing-to-analyse`, and those of the readers of files.
 */
export async function readDataFolder(path: string, settings: ReadSettings = {}): Promise<DataFolder> {
  const folder = await inspectDataFolder(path, settings);
  if (folder.data.results.count === 0)
    throw new SameStartError('nothing-to-analyse', { folder: 'The data folder', why: whyNothing(folder.report) });
  return folder;
}

/** As `readDataFolder`, but a folder of which no result can be used is returned too, so that its report can be shown. */
export async function inspectDataFolder(path: string, settings: ReadSettings = {}): Promise<DataFolder> {
  const tables = await readRawTables(path, { progress: settings.progress });
  for (const [name, raw] of tables) requireColumns(raw, schema[name].required);
  const log = new RejectLog();
  const raws = [...tables.values()];
  for (const raw of raws) log.takeUnreadable(raw);

  settings.progress?.(0, 1, 'checking');
  const [pupilsRaw, windowsRaw, resultsRaw] = [
    tables.get('pupils')!,
    tables.get('windows')!,
    tables.get('assessments')!,
  ];
  const { pupils, countedOnce: pupilsOnce } = readPupils(pupilsRaw, log);
  const { windows, countedOnce: windowsOnce } = readWindows(windowsRaw, log);
  const scalesRaw = tables.get('scales');
  const { scales: declared, countedOnce: scalesOnce } = scalesRaw
    ? readScales(scalesRaw, log)
    : { scales: [], countedOnce: 0 };
  const read = readResults(resultsRaw, pupils, windows, declared, log);
  const contextRaw = tables.get('context');
  const { context, countedOnce: contextOnce } = contextRaw
    ? readContext(contextRaw, pupils, log)
    : { context: [], countedOnce: 0 };
  settings.progress?.(1, 1, 'checking');

  const once = {
    pupils: pupilsOnce,
    windows: windowsOnce,
    scales: scalesOnce,
    context: contextOnce,
    assessments: read.countedOnce,
  };
  const kept = {
    pupils: pupils.count,
    windows: windows.count,
    scales: declared.length,
    context: context.length,
    assessments: read.results.count,
  };
  const counts = Object.fromEntries(
    [...tables].map(([name, raw]) => [name, tableCounts(raw, kept[name], once[name], log)]),
  );
  const data: AssessmentData = {
    pupils,
    windows,
    subjects: read.subjects,
    scales: read.scales,
    results: read.results,
    context,
    rejects: log.rows
      .map(({ row }) => row)
      .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.row - b.row)),
    fileHashes: Object.fromEntries(
      raws.flatMap(({ file, sha256, mendedBy }) => [
        [file, sha256],
        ...(mendedBy ? [[mendedBy.file, mendedBy.sha256]] : []),
      ]),
    ),
  };
  const report = dataReport(data, {
    raw: raws,
    counts,
    known: Object.fromEntries(
      Object.entries(schema).map(([name, { required, optional }]) => [
        name,
        new Set<string>([...required, ...optional]),
      ]),
    ),
    log,
    today: settings.today ?? NaN,
    assumptions: [...raws.flatMap((raw) => raw.assumptions.map((text) => `${text}.`)), ...read.assumptions],
    duplicates: { identical: read.countedOnce, byDate: read.chosenByDate, undecided: read.undecided },
  });
  return { data, report, warnings: folderWarnings(report, read.scalesInferred) };
}

function requireColumns(raw: RawTable, required: readonly string[]): void {
  for (const column of required)
    if (!rawColumn(raw, column)) throw new SameStartError('column-missing', { file: raw.file, column });
}

function tableCounts(raw: RawTable, kept: number, countedOnce: number, log: RejectLog): TableCounts {
  return {
    rows: raw.rowCount + raw.unreadable.length,
    kept,
    rejected: log.rejectedOf(raw.table),
    countedOnce,
    blank: raw.blankRows,
  };
}

function folderWarnings(report: DataReport, scalesInferred: number): Warning[] {
  const rejected = report.files.reduce((sum, file) => sum + file.rejected, 0);
  const unknown = report.files.reduce((sum, file) => sum + file.unknownColumns.length, 0);
  const warnings: Warning[] = [
    { code: 'rows-not-used', count: rejected },
    { code: 'cells-set-aside', count: report.setAside.count },
    { code: 'columns-without-meaning', count: unknown },
    { code: 'scales-inferred', count: scalesInferred },
  ];
  return warnings.filter(({ count }) => count > 0);
}

/** The first table, in the order results depend on them, of which nothing could be used: what is wrong there comes first. */
function whyNothing(report: DataReport): string {
  const files = requiredTables.map((name) => report.files.find(({ table }) => table === name)!);
  const { file, rows, reasons } = files.find(({ kept }) => kept === 0)!;
  if (rows === 0) return `${file} has no rows.`;
  const main = reasons[0];
  return main
    ? `${file} row ${main.firstRow}, ${main.column || 'the whole row'}: ${main.reason}`
    : 'no row of it can be used.';
}
