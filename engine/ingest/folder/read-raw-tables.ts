import { join } from 'node:path';
import { SameStartError } from '../../errors.ts';
import { readArrowTable } from '../files/arrow/read-arrow-table.ts';
import { readCsvTable } from '../files/csv/read-csv-table.ts';
import { findMended, findTables, requiredTables, tableNames, type TableName } from './find-tables.ts';
import { readMendedRows } from './read-mended-rows.ts';
import { readParquetTable } from '../files/parquet/read-parquet-table.ts';
import { isNameColumn, type RawTable } from '../files/raw-table.ts';
import { readWorkbook } from '../files/workbook/read-workbook.ts';

export interface RawReadSettings {
  readonly progress?: ((done: number, of: number, what: string) => void) | undefined;
  /** Only these tables are read. */
  readonly only?: readonly TableName[];
  /** True: names of people are read too (for the record). */
  readonly names?: boolean;
}

/** Reads the tables of a data folder as text columns, whatever their files' kinds. Errors: those of the readers, `file-missing`. */
export async function readRawTables(folder: string, settings: RawReadSettings = {}): Promise<Map<TableName, RawTable>> {
  const keep = (column: string): boolean => settings.names === true || !isNameColumn(column);
  const wanted = settings.only ?? tableNames;
  const found = await findTables(folder, wanted);
  const sheets = found.workbook
    ? await readWorkbook(join(folder, found.workbook), found.workbook, wanted, keep)
    : new Map<string, RawTable>();
  const tables = new Map<TableName, RawTable>();
  const mended = await findMended(folder);
  for (const table of wanted) {
    const file = found.files.get(table);
    const progress = (done: number, of: number): void => settings.progress?.(done, of, `reading ${table}`);
    if (file?.kind === 'csv')
      tables.set(table, await readCsvTable(join(folder, file.file), file.file, table, { progress, keep }));
    else if (file?.kind === 'parquet')
      tables.set(table, await readParquetTable(join(folder, file.file), file.file, table, keep));
    else if (file?.kind === 'arrow')
      tables.set(table, await readArrowTable(join(folder, file.file), file.file, table, settings.names === true));
    else if (sheets.has(table)) tables.set(table, sheets.get(table)!);
    else if (requiredTables.includes(table))
      throw new SameStartError('file-missing', { file: `${table}.csv`, folder: 'the data folder' });
    const raw = tables.get(table);
    const repair = mended.get(table);
    if (raw && repair) {
      const rows = await readCsvTable(join(folder, repair), repair, table, { keep: () => true });
      tables.set(table, { ...readMendedRows(raw, rows), mendedBy: { file: repair, sha256: rows.sha256 } });
    }
  }
  return tables;
}
