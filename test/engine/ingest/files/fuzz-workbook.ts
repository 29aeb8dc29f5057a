import { writeOds } from 'hucre/ods';
import { writeXlsx } from 'hucre/xlsx';

/** A workbook of a school with what workbooks are beside their cells, and what must come of it. Synthetic pupils. */
export interface FuzzWorkbook {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Scores that stand on a hidden sheet only: none may be read. */
  readonly hiddenScores: readonly string[];
  /** Formulas without a stored result, on sheets that are shown: each is a cell that is not used, or no result's. */
  readonly notCalculated: number;
}

const upns = ['B801200005001', 'R674123101121', 'P207000016049'];
const tabs = ['Autumn 1 2025', 'Spring 2 2026', 'Summer 2026', 'Sheet1', 'Marks', 'Y4 – Robins'];
const entries = ['98', '<70', 'abs', '8:05', 'EXS', '', '#N/A', '12.5', 'X', '130+', 'TRUE', '="1"', '85*', '60%'];

/** Hidden sheets, cells merged downwards, times of day, formulas without results; now and then as an OpenDocument workbook. */
export async function fuzzWorkbook(random: () => number): Promise<FuzzWorkbook> {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)];
  const isOds = random() < 0.25;
  const hiddenScores: string[] = [];
  let notCalculated = 0;
  const count = 1 + Math.floor(random() * 3);
  const sheets = Array.from({ length: count }, (_, number) => {
    const hidden = !isOds && number > 0 && random() < 0.4;
    const cells = new Map<string, { formula: string }>();
    const rows: (string | number | Date | null)[][] = [
      ['UPN', 'Year', 'School', 'Reading SAS', 'Reading age', 'Maths SAS'],
    ];
    for (const [at, upn] of upns.entries()) {
      const secret = `${141 + number * 3 + at}`;
      if (hidden) hiddenScores.push(secret);
      const age = random() < 0.5 ? new Date(Date.UTC(1899, 11, 30, 8, Math.floor(random() * 12))) : pick(entries);
      rows.push([upn, 4, 'Elm', hidden ? Number(secret) : pick(entries), isOds ? '8:05' : age, 70 + at]);
      if (!isOds && !hidden && random() < 0.3) {
        cells.set(`${at + 1},5`, { formula: 'D2+1' });
        rows[at + 1][5] = null;
        notCalculated++;
      }
    }
    const merges =
      random() < 0.4
        ? [{ startRow: 1, endRow: 2 + Math.floor(random() * 2), startCol: 1 + Math.floor(random() * 2), endCol: 1 }]
        : [];
    for (const merge of merges) merge.endCol = merge.startCol;
    if (random() < 0.3) rows.unshift([pick(['Elm Primary', 'Autumn 2 2025', '']), null]);
    const shifted = rows.length > upns.length + 1;
    return {
      name: `${pick(tabs)} ${number}`,
      rows,
      ...(shifted ? {} : { cells, merges }),
      ...(hidden ? { hidden: true } : {}),
      shifted,
      lost: cells.size,
    };
  });
  // Where a title was put above, the places of formulas and merged cells are others, so that there are none.
  notCalculated -= sheets.filter(({ shifted }) => shifted).reduce((sum, { lost }) => sum + lost, 0);
  const bytes = await (isOds
    ? writeOds({ sheets: sheets.map(({ name, rows }) => ({ name, rows })) })
    : writeXlsx({ sheets }));
  return { name: isOds ? 'school.ods' : 'school.xlsx', bytes, hiddenScores, notCalculated };
}
