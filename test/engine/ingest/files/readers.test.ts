import { describe, expect, test } from 'vitest';
import { readerOf, readers } from '../../../../engine/ingest/files/readers.ts';
import { readGrids } from '../../../../engine/ingest/schools/sheet/read-grids.ts';
import { findTables } from '../../../../engine/ingest/folder/find-tables.ts';
import { join } from 'node:path';
import { withFolder } from '../folder/data-folder.ts';

describe('readerOf(file)', () => {
  test('finds the reader by the ending, whatever its case, and none for an ending that nobody reads', () => {
    for (const reader of readers)
      for (const ending of [reader.ending, ...reader.otherEndings]) {
        expect(readerOf(`marks${ending}`)).toBe(reader);
        expect(readerOf(`Marks.2026${ending.toUpperCase()}`)).toBe(reader);
      }
    expect(readerOf('marks.numbers')).toBeNull();
    expect(readerOf('csv')).toBeNull();
  });

  test('no ending belongs to two readers', () => {
    const endings = readers.flatMap(({ ending, otherEndings }) => [ending, ...otherEndings]);
    expect(new Set(endings).size).toBe(endings.length);
  });
});

test('findTables(folder) takes a table from every kind that holds one, by the reader of its ending', async () => {
  const one = readers.filter(({ holdsEveryTable }) => !holdsEveryTable);
  expect(one.length).toBeGreaterThan(1);
  for (const reader of one)
    await withFolder({ [`Pupils${reader.ending}`]: 'x', 'windows.ods': 'x' }, async (folder) => {
      const { files } = await findTables(folder);
      expect([...files]).toEqual([['pupils', { file: `Pupils${reader.ending}`, reader }]]);
    });
});

test('readGrids(path) reads a file of an ending that nobody knows as text', async () => {
  await withFolder({ 'export.dat': 'Name;Score\nAda;7\n' }, async (folder) => {
    const { grids } = await readGrids(join(folder, 'export.dat'));
    expect(grids).toEqual([
      {
        name: 'export.dat',
        rows: [
          ['Name', 'Score'],
          ['Ada', '7'],
        ],
      },
    ]);
  });
});
