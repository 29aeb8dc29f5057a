/** Counts of result cells: `seen` = `used` + `empty` + `notUsed`, always. */
export interface ResultCounts {
  seen: number;
  used: number;
  empty: number;
  notUsed: number;
}

/** What became of one file's rows and result cells: `rows` = `rowsRead` + `rowsLeftOut`, always; blank rows are none. */
export interface FileCounts extends ResultCounts {
  readonly file: string;
  rows: number;
  rowsRead: number;
  rowsLeftOut: number;
}

/** Counts by file, while one after the other is read. */
export class CountsByFile {
  readonly #byFile = new Map<string, FileCounts>();

  /** Counts of a file (or sheet of a workbook), by its name. */
  of(file: string): FileCounts {
    const known = this.#byFile.get(file);
    if (known) return known;
    const counts = { file, rows: 0, rowsRead: 0, rowsLeftOut: 0, seen: 0, used: 0, empty: 0, notUsed: 0 };
    this.#byFile.set(file, counts);
    return counts;
  }

  all(): readonly Readonly<FileCounts>[] {
    return [...this.#byFile.values()];
  }

  /** Result cells of all files. */
  results(): ResultCounts {
    const sum = (name: keyof ResultCounts): number => this.all().reduce((total, counts) => total + counts[name], 0);
    return { seen: sum('seen'), used: sum('used'), empty: sum('empty'), notUsed: sum('notUsed') };
  }
}
