import type { SourceFile } from './grid.ts';
import type { RawTable } from './raw-table.ts';

/**
 * One kind of file, read in two ways: as the tables of a data folder, whose names and columns are known, and as a school's own
 * export, of which nothing is supposed. Whoever adds a kind writes one such object and enters it in `readers`.
 */
export interface Reader {
  /** How a file of a data folder ends: `.csv`. Lower case. */
  readonly ending: string;
  /** How exports of the same kind may end besides. */
  readonly otherEndings: readonly string[];
  /** True: one file of any name holds the tables of a data folder, a sheet each; else a file is named after its table. */
  readonly holdsEveryTable: boolean;
  /** Those of the tables wanted that the file holds. Errors: `file-unreadable`, `file-damaged` and those of its header. */
  readTables(path: string, file: string, wanted: TablesWanted): Promise<readonly RawTable[]>;
  /** The whole file as text cells, columns with names of people too. Errors: `file-unreadable`, `file-damaged`, `file-not-text`. */
  readGrids(path: string, file: string): Promise<SourceFile>;
}

export interface TablesWanted {
  /** Lower case; for a file that holds one table, its name. */
  readonly tables: readonly string[];
  /** True: columns with names of people are read too. */
  readonly names: boolean;
  /** Called as bytes are read, where the kind of file allows it. */
  readonly progress?: ((bytesDone: number, bytesOf: number) => void) | undefined;
}
