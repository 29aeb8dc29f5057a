import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inspectDataFolder, type DataFolder } from '../../../../engine/ingest/folder/read-data-folder.ts';
import { withFolder } from './data-folder.ts';

type Table = readonly (readonly string[])[];

const pick = (...texts: string[]) => fc.constantFrom(...texts);
const rowsOf = (cells: fc.Arbitrary<string>[], most: number) => fc.array(fc.tuple(...cells), { maxLength: most });

/** Folders with every fault a row may have, and plenty of repeated keys. */
const folders = fc.record({
  pupils: rowsOf(
    [
      pick('001', '002', '003', '004', '05', ''),
      pick('Oak', 'Elm', ''),
      pick('4', 'R', 'Year 5', '15', ''),
      pick('4K', ''),
      pick('1', 'Y', 'maybe'),
    ],
    9,
  ),
  windows: rowsOf([pick('A', 'B', 'C', ''), pick('2025-12-01', '2026-06-15', '2026-02-30', '1066-10-14')], 6),
  assessments: rowsOf(
    [
      pick('001', '002', '003', '05', '9', ''),
      pick('reading', 'Reading', 'maths', ''),
      pick('A', 'B', 'C', 'Z'),
      pick('98', '0', '101', '7B', 'EXS', ''),
      pick('', 'ngrt', 'raw', 'mystery'),
      pick('', '', '2025-12-03', '2026-06-20', '1999-01-01'),
      pick('', '', 'absent', 'floor', 'withheld', 'ill'),
      pick('', 'note'),
    ],
    25,
  ),
  scales: rowsOf([pick('raw', 'raw2'), pick('criterion', 'wrong'), pick('0', 'x'), pick('100', '-1')], 4),
});

const headers = {
  pupils: ['pupil_id', 'school', 'year_group', 'class', 'eal'],
  windows: ['window', 'date'],
  assessments: ['pupil_id', 'subject', 'window', 'score', 'scale', 'date', 'status', 'remark'],
  scales: ['scale', 'class', 'min', 'max'],
} as const;
type TableName = keyof typeof headers;

function csv(name: TableName, rows: Table, columns: readonly number[]): string {
  return [headers[name], ...rows].map((cells) => columns.map((at) => cells[at]).join(',')).join('\n') + '\n';
}

async function inspect(
  tables: Record<TableName, Table>,
  columns: (name: TableName) => readonly number[],
): Promise<DataFolder> {
  const files = Object.fromEntries(
    (Object.keys(headers) as TableName[]).map((name) => [`${name}.csv`, csv(name, tables[name], columns(name))]),
  );
  return withFolder(files, (folder) => inspectDataFolder(folder));
}

const inOrder = (name: TableName): number[] => headers[name].map((_, at) => at);

function rejectsOf({ data }: DataFolder): string[] {
  return data.rejects
    .map(({ file, column, reason, value, content }) => {
      const cells = Object.entries(JSON.parse(content) as Record<string, string>).sort(([a], [b]) => (a < b ? -1 : 1));
      return JSON.stringify([file, column, reason, value, cells]);
    })
    .sort();
}

describe('readDataFolder, whatever a folder holds', () => {
  test('loses nothing: rows in = rows kept + rejected + counted once', async () => {
    await fc.assert(
      fc.asyncProperty(folders, async (tables) => {
        const { data, report } = await inspect(tables, inOrder);
        for (const file of report.files) {
          const rows = tables[file.table as TableName].filter((cells) => cells.some((text) => text !== '')).length;
          expect(file.rows).toBe(rows);
          expect(file.kept + file.rejected + file.countedOnce).toBe(file.rows);
          expect(file.reasons.reduce((sum, { count }) => sum + count, 0)).toBe(file.rejected);
          expect(data.rejects.filter((reject) => reject.file === file.file)).toHaveLength(file.rejected);
        }
        // A row is rejected once, and every reject can be found again in the file.
        const places = data.rejects.map(({ file, row }) => `${file} ${row}`);
        expect(new Set(places).size).toBe(places.length);
        const { results } = data;
        expect(results.count).toBe(report.files.find(({ table }) => table === 'assessments')!.kept);
        const keys = Array.from({ length: results.count }, (_, row) =>
          [results.subject[row], results.pupil[row], results.window[row]].join(),
        );
        expect(new Set(keys).size).toBe(results.count);
        expect(results.firstRow.at(-1)).toBe(results.count);
      }),
      { numRuns: 150, seed: 61 },
    );
  });

  test('gives the same data for every order of rows and columns', async () => {
    const shuffled = folders.chain((tables) =>
      fc.record({
        tables: fc.constant(tables),
        again: fc.record({
          pupils: fc.shuffledSubarray(tables.pupils, { minLength: tables.pupils.length }),
          windows: fc.shuffledSubarray(tables.windows, { minLength: tables.windows.length }),
          assessments: fc.shuffledSubarray(tables.assessments, { minLength: tables.assessments.length }),
          scales: fc.shuffledSubarray(tables.scales, { minLength: tables.scales.length }),
        }),
        columns: fc.record({
          pupils: fc.shuffledSubarray(inOrder('pupils'), { minLength: 5 }),
          windows: fc.shuffledSubarray(inOrder('windows'), { minLength: 2 }),
          assessments: fc.shuffledSubarray(inOrder('assessments'), { minLength: 8 }),
          scales: fc.shuffledSubarray(inOrder('scales'), { minLength: 4 }),
        }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ tables, again, columns }) => {
        const first = await inspect(tables, inOrder);
        const second = await inspect(again, (name) => columns[name]);
        const bare = ({ data }: DataFolder) => ({ ...data, rejects: null, fileHashes: null });
        expect(bare(second)).toEqual(bare(first));
        expect(rejectsOf(second)).toEqual(rejectsOf(first));
        expect(second.report.assumptions).toEqual(first.report.assumptions);
      }),
      { numRuns: 150, seed: 62 },
    );
  });
});
