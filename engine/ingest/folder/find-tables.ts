import { readdir } from 'node:fs/promises';
import { extname } from 'node:path';
import { SameStartError } from '../../errors.ts';
import { byCodeUnit } from '../../tables/text-column.ts';
import type { Reader } from '../files/reader.ts';
import { readerOf, readers } from '../files/readers.ts';

export const tableNames = ['pupils', 'windows', 'assessments', 'scales', 'context'] as const;
export type TableName = (typeof tableNames)[number];
/** Tables without which nothing can be analysed. */
export const requiredTables: readonly TableName[] = ['pupils', 'windows', 'assessments'];

export interface TableFile {
  /** Name of the file in the folder. */
  readonly file: string;
  readonly reader: Reader;
}

/** Ways a table may lie in a data folder; a workbook (any name, .xlsx) holds the tables that have no file of their own. */
export interface FoundTables {
  readonly files: ReadonlyMap<TableName, TableFile>;
  readonly workbook: TableFile | null;
}

const endingsOf = (holdsEveryTable: boolean): string[] =>
  readers.filter((reader) => reader.holdsEveryTable === holdsEveryTable).map(({ ending }) => ending);
const fileEndings = endingsOf(false);
const workbookEndings = endingsOf(true);

/** Looks which files of a data folder hold the tables `wanted`. Errors: `folder-missing`, `folder-unreadable`, `file-twice`. */
export async function findTables(folder: string, wanted: readonly TableName[] = tableNames): Promise<FoundTables> {
  const names = await namesIn(folder);
  const files = new Map<TableName, TableFile>();
  for (const table of wanted) {
    const matches = names
      .filter((name) => fileEndings.some((ending) => name.toLowerCase() === table + ending))
      .sort(byCodeUnit);
    if (matches.length > 1) throw new SameStartError('file-twice', { file: table, files: matches.join(', ') });
    if (matches.length === 0) continue;
    files.set(table, { file: matches[0], reader: readerOf(matches[0])! });
  }
  // Excel keeps a hidden lock file "~$name.xlsx" beside an open workbook.
  const workbooks = names
    .filter((name) => workbookEndings.includes(extname(name).toLowerCase()) && !name.startsWith('~$'))
    .sort(byCodeUnit);
  const lacking = wanted.filter((table) => !files.has(table));
  if (workbooks.length > 1 && lacking.some((table) => requiredTables.includes(table)))
    throw new SameStartError('file-twice', { file: 'The workbook', files: workbooks.join(', ') });
  // Of several workbooks beside whole tables none is ours; a single one may hold the scales or the context.
  const [workbook] = lacking.length > 0 && workbooks.length === 1 ? workbooks : [];
  return { files, workbook: workbook === undefined ? null : { file: workbook, reader: readerOf(workbook)! } };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    if (code === 'ENOENT') throw new SameStartError('folder-missing', { path: folder }, { cause });
    const why = code === 'ENOTDIR' ? 'it is a file' : code === 'EACCES' ? 'you may not open it (EACCES)' : code;
    throw new SameStartError('folder-unreadable', { path: folder, why }, { cause });
  }
}

/** Names of the files of mended rows (`assessments-mended.csv`) in a data folder, by the table they belong to. */
export async function findMended(folder: string): Promise<Map<TableName, string>> {
  const names = await readdir(folder);
  return new Map(
    tableNames.flatMap((table) => {
      const name = names.find((each) => each.toLowerCase() === mendedName(table));
      return name === undefined ? [] : [[table, name] as const];
    }),
  );
}

/** Name under which mended rows of a table lie in the data folder. */
export function mendedName(table: string): string {
  return `${table}-mended.csv`;
}
