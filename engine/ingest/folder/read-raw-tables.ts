import { join } from 'node:path';
import { SameStartError } from '../../errors.ts';
import { csvReader } from '../files/csv/csv-reader.ts';
import type { RawTable } from '../files/raw-table.ts';
import { findMended, findTables, requiredTables, tableNames, type TableFile, type TableName } from './find-tables.ts';
import { readMendedRows } from './read-mended-rows.ts';

export interface RawReadSettings {
  readonly progress?: ((done: number, of: number, what: string) => void) | undefined;
  /** Only these tables are read. */
  readonly only?: readonly TableName[];
  /** True: names of people are read too (for the record). */
  readonly names?: boolean;
}

/** Reads the tables of a data folder as text columns, whatever their files' kinds. Errors: those of the readers, `file-missing`. */
export async function readRawTables(folder: string, settings: RawReadSettings = {}): Promise<Map<TableName, RawTable>> {
  const names = settings.names === true;
  const wanted = settings.only ?? tableNames;
  const found = await findTables(folder, wanted);
  const read = ({ file, reader }: TableFile, of: readonly TableName[]): Promise<readonly RawTable[]> => {
    const progress = (done: number, all: number): void => settings.progress?.(done, all, `reading ${of.join(', ')}`);
    return reader.readTables(join(folder, file), file, { tables: of, names, progress });
  };
  const sheets = found.workbook ? await read(found.workbook, wanted) : [];
  const tables = new Map<TableName, RawTable>();
  const mended = await findMended(folder);
  for (const table of wanted) {
    const file = found.files.get(table);
    const raw = file ? (await read(file, [table]))[0] : sheets.findLast((sheet) => sheet.table === table);
    if (raw) tables.set(table, await mendedTable(raw, folder, mended.get(table)));
    else if (requiredTables.includes(table))
      throw new SameStartError('file-missing', { file: `${table}.csv`, folder: 'the data folder' });
  }
  return tables;
}

/** The table with the rows of its file of mended rows, where there is one, put in. */
async function mendedTable(raw: RawTable, folder: string, file: string | undefined): Promise<RawTable> {
  if (file === undefined) return raw;
  const [rows] = await csvReader.readTables(join(folder, file), file, { tables: [raw.table], names: true });
  return { ...readMendedRows(raw, rows), mendedBy: { file, sha256: rows.sha256 } };
}
