import { hashFile } from '../hash-file.ts';
import { invisibleMarks } from '../invisible-marks.ts';
import { RawTableBuilder } from '../raw-table-builder.ts';
import type { Reader } from '../reader.ts';
import { readSheets } from './read-sheets.ts';

/** Workbooks: every sheet a table, its first row the header. One with macros is read like another; its macros are not looked at. */
export const workbookReader: Reader = {
  ending: '.xlsx',
  otherEndings: ['.xlsm'],
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
    const sheets = await readSheets(path, file, null);
    const grids = sheets.map(({ name, rows }) => ({
      name: sheets.length > 1 ? `${file} (${name})` : file,
      rows: rows.map((row) => row.map((cell) => cell.replace(invisibleMarks, ''))),
    }));
    return { file, grids, xml: null, assumptions: [] };
  },
};
