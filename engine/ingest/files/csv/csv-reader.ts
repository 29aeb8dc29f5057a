import { isNameColumn } from '../raw-table.ts';
import type { Reader } from '../reader.ts';
import { readCsvTable } from './read-csv-table.ts';
import { readTextFile } from './read-text-file.ts';

/** Separated text: a data folder's CSV in one pass of bounded memory; an export whole, its encoding and separator guessed. */
export const csvReader: Reader = {
  ending: '.csv',
  otherEndings: ['.tsv', '.txt'],
  holdsEveryTable: false,
  async readTables(path, file, { tables: [table], names, progress }) {
    return [await readCsvTable(path, file, table, { progress, keep: (column) => names || !isNameColumn(column) })];
  },
  readGrids: readTextFile,
};
