import { writeXlsx } from 'hucre/xlsx';

/** A table of texts for one sheet of a workbook. */
export interface ListSheet {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Longest text of a cell (ECMA-376, as Excel reads it), and longest name of a sheet. */
const longestText = 32_767;
const longestName = 31;

/**
 * A table as a workbook (.xlsx). Every cell is text and formatted as text: an identifier keeps its leading zeros, and a note
 * that begins with “=” stays a note, even after somebody has edited the cell.
 *
 * @returns the bytes of the file
 */
export async function listWorkbook({ name, columns, rows }: ListSheet): Promise<Uint8Array> {
  const keys = columns.map((_, place) => `c${place}`);
  const texts = rows.map((row) => row.map(cellText));
  return writeXlsx({
    sheets: [
      {
        name:
          name
            .replaceAll(/[[\]:*?/\\']/g, ' ')
            .slice(0, longestName)
            .trim() || 'List',
        columns: columns.map((header, place) => ({
          header: cellText(header),
          key: keys[place],
          width: widthOf([header, ...texts.map((row) => row[place] ?? '')]),
          numFmt: '@',
        })),
        data: texts.map((row) => Object.fromEntries(keys.map((key, place) => [key, row[place] ?? '']))),
        freezePane: { rows: 1 },
      },
    ],
  });
}

/** Without the control characters that XML 1.0 cannot hold. */
function cellText(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is taken out
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').slice(0, longestText);
}

/** In characters, between 8 and 60: longer texts run over several lines when the reader widens the row. */
function widthOf(texts: readonly string[]): number {
  return Math.min(60, Math.max(8, ...texts.map((text) => text.length + 2)));
}
