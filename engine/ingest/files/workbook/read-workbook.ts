import { hashFile } from '../hash-file.ts';
import { RawTableBuilder } from '../raw-table-builder.ts';
import { isNameColumn, type RawTable } from '../raw-table.ts';
import { readSheets } from './read-sheets.ts';

/** Reads the tables of a data folder that are sheets of one workbook, by lower-case sheet name; a sheet's first row is its header. */
export async function readWorkbook(
  path: string,
  file: string,
  names: readonly string[],
  keep = (column: string): boolean => !isNameColumn(column),
): Promise<Map<string, RawTable>> {
  const sheets = await readSheets(path, file, names);
  const sha256 = await hashFile(path, file);
  const tables = new Map<string, RawTable>();
  for (const { name, rows } of sheets) {
    const table = name.toLowerCase();
    const shown = `${file} (sheet ${name})`;
    const header = [...(rows[0] ?? [])];
    while (header.at(-1)?.trim() === '') header.pop();
    const builder = new RawTableBuilder(header, shown, keep);
    for (const row of rows.slice(1)) builder.addRow((column) => row[column] ?? '');
    tables.set(table, builder.finish(table, shown, sha256));
  }
  return tables;
}
