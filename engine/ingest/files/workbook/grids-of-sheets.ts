import type { SourceFile } from '../grid.ts';
import { invisibleMarks } from '../invisible-marks.ts';
import type { SheetText } from './workbook-worker.ts';

/** A workbook's sheets as a school's export; hidden ones are skipped, and what is not plain text in the others is said. */
export function gridsOfSheets(sheets: readonly SheetText[], file: string): SourceFile {
  const shown = sheets.filter(({ hidden }) => !hidden);
  const filled = shown.filter(({ rows }) => rows.some((row) => row.some((cell) => cell !== '')));
  const nameOf = ({ name }: SheetText): string => (sheets.length > 1 ? `${file} (${name})` : file);
  const said = (count: (sheet: SheetText) => number, what: (sheet: SheetText) => string): string[] =>
    shown.filter((sheet) => count(sheet) > 0).map(what);
  return {
    file,
    grids: (filled.length > 0 ? filled : shown).map((sheet) => ({
      name: nameOf(sheet),
      ...(sheets.length > 1 ? {} : { tab: sheet.name }),
      rows: sheet.rows.map((row) => row.map((cell) => cell.replace(invisibleMarks, ''))),
    })),
    xml: null,
    assumptions: [
      ...sheets
        .filter(({ hidden }) => hidden)
        .map((sheet) => `${nameOf(sheet)} is a hidden sheet and is not read. Show it in the workbook if it is to be.`),
      ...said(
        (sheet) => sheet.notCalculated,
        (sheet) =>
          `${nameOf(sheet)} holds ${sheet.notCalculated} formula${sheet.notCalculated === 1 ? '' : 's'} without a stored result. Open the workbook in Excel, save it, and bring it again.`,
      ),
      ...said(
        (sheet) => sheet.filledDown,
        (sheet) => `${nameOf(sheet)} has merged cells: ${sheet.filledDown} rows have the text of the cell above.`,
      ),
      ...said(
        (sheet) => sheet.times,
        (sheet) =>
          `${nameOf(sheet)} holds ${sheet.times} times of day (8:05), which is what Excel makes of ages; in a column of ages they are years and months.`,
      ),
    ],
  };
}
