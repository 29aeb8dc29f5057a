import { hashFile } from '../hash-file.ts';
import { RawTableBuilder } from '../raw-table-builder.ts';
import type { Reader } from '../reader.ts';
import { gridsOfSheets } from './grids-of-sheets.ts';
import { readSheets } from './read-sheets.ts';

/** Workbooks of Excel and OpenDocument: every sheet a table, its first row the header. Macros are not looked at. */
export const workbookReader: Reader = {
  ending: '.xlsx',
  otherEndings: ['.xlsm', '.ods'],
  holdsEveryTable: true,
  async readTables(path, file, wanted) {
    const sheets = await readSheets(path, file, wanted.tables);
    const sha256 = await hashFile(path, file);
    return sheets.map(({ name, rows }) => {
      const shown = `${file} (sheet ${name})`;
      const header = [...(rows[0] ?? [])];
      while (header.at(-1)?.trim() === '') header.pop();
      const builder = new RawTableBuilder(header, shown, wanted.names);
      for (const row of rows.slice(1)) builder.addRow((column) => row[column] ?? '');
      return builder.finish(name.toLowerCase(), shown, sha256);
    });
  },
  async readGrids(path, file) {
    return gridsOfSheets(await readSheets(path, file, null), file);
  },
};
