import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { csvText, inspectDataFolder, rejectsCsv, type ConversionReport, type DataReport } from '../../engine/index.ts';

export interface NotUsedFile {
  readonly file: string;
  readonly rows: number;
  /** How it comes back: beside the data folder’s table of that name, among the school’s files, or not. */
  readonly back: { readonly table: string } | 'files' | null;
}

export interface ImportReport {
  readonly report: DataReport;
  /** Where files were converted: what came of their cells; cells listed up to 200. */
  readonly conversion: ConversionReport | null;
  /** Files of rows that were not used, to be mended. */
  readonly notUsed: readonly NotUsedFile[];
  readonly usable: boolean;
  /** Results of windows analysed before that were put beside those in the files. */
  readonly earlier: { readonly results: number; readonly windows: readonly { readonly date: string }[] } | null;
}

const cellsFile = 'cells-not-used.csv';

/**
 * Reads the data folder as an analysis would and says what it holds; rows that cannot be used are written as CSV to be mended.
 *
 * @param converted what the conversion of the school's own files says, where the folder was made of them
 */
export async function checkDataFolder(
  folder: { readonly dataFolder: string; readonly notUsed: string },
  converted: { report: ConversionReport; mend: Record<string, string> } | null,
  progress: (what: string) => void,
): Promise<ImportReport> {
  const { data, report } = await inspectDataFolder(folder.dataFolder, {
    progress: (done, of, what) => progress(`Checking: ${what}, ${Math.floor((100 * done) / Math.max(1, of))} %`),
  });
  await emptied(folder.notUsed);
  const notUsed: NotUsedFile[] = [];
  for (const [file, text] of Object.entries(rejectsCsv(data.rejects, data.fileHashes))) {
    const name = `${basename(file).replace(/[^\p{L}\p{N}_-]/gu, '_')}-not-used.csv`;
    await writeFile(join(folder.notUsed, name), text, { mode: 0o600 });
    const rows = data.rejects.filter((reject) => reject.file === file).length;
    const of = report.files.find((one) => one.file === file)?.table;
    notUsed.push({ file: name, rows, back: of === undefined ? null : { table: of } });
  }
  const conversion = converted?.report ?? null;
  for (const [name, text] of Object.entries(converted?.mend ?? {})) {
    await writeFile(join(folder.notUsed, name), text, { mode: 0o600 });
    // A header first, a line feed last; cells of a school's sheet hold no line ends worth speaking of.
    notUsed.push({ file: name, rows: text.split('\n').length - 2, back: 'files' });
  }
  // What stands in no sheet (a transfer file) can only be listed.
  if (conversion?.unused.some(({ file }) => /\.xml$/i.test(file))) {
    const columns = ['file', 'row', 'column', 'value', 'reason'] as const;
    const rows = conversion.unused.map((cell) => columns.map((column) => String(cell[column])));
    await writeFile(join(folder.notUsed, cellsFile), csvText(columns, rows), { mode: 0o600 });
    notUsed.push({ file: cellsFile, rows: rows.length, back: null });
  }
  return {
    report,
    conversion: conversion === null ? null : { ...conversion, unused: conversion.unused.slice(0, 200) },
    notUsed,
    usable: data.results.count > 0,
    earlier: null,
  };
}

/** An empty folder of that path, whatever was in it. */
export async function emptied(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
}
