import { writeFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsvTable } from '../../../../../engine/ingest/files/csv/read-csv-table.ts';
import type { RawTable } from '../../../../../engine/ingest/files/raw-table.ts';
import { withFolder } from '../../folder/data-folder.ts';

function rowsOf(table: RawTable): string[][] {
  return Array.from({ length: table.rowCount }, (_, row) =>
    table.columns.map(({ codes, values }) => values[codes[row]]),
  );
}

async function read(content: string | Uint8Array): Promise<RawTable> {
  return withFolder({ 't.csv': content }, (folder) => readCsvTable(join(folder, 't.csv'), 't.csv', 't'));
}

describe('readCsvTable(path, file, table)', () => {
  test('reads what DuckDB reads, cell by cell: quotes, line ends in cells, blanks, three kinds of line end', async () => {
    const instance = await DuckDBInstance.create(':memory:', { memory_limit: '256MB' });
    const connection = await instance.connect();
    // Blanks around a cell are trimmed here and kept by DuckDB, so they are compared trimmed; wholly empty rows are skipped.
    const cell = fc.oneof(
      fc.stringMatching(/^[a-z0-9 é“]{0,6}$/),
      fc.constantFrom('', 'a"b', 'x,y', 'two\nlines', '""', '0012', 'ends with "', '😀'),
    );
    const quoted = (text: string, force: boolean) =>
      force || /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    const sheets = fc.tuple(
      fc.array(fc.tuple(fc.array(cell, { minLength: 3, maxLength: 3 }), fc.boolean()), { minLength: 1, maxLength: 30 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
    );
    await fc.assert(
      fc.asyncProperty(sheets, async ([rows, lineEnd, closed]) => {
        const lines = rows.map(([cells, force]) => cells.map((text) => quoted(text, force)).join(','));
        const content = ['a,b,c', ...lines].join(lineEnd) + (closed ? lineEnd : '');
        await withFolder({ 't.csv': content }, async (folder) => {
          const path = join(folder, 't.csv');
          const table = await readCsvTable(path, 't.csv', 't');
          const options = `all_varchar=true, header=true, auto_detect=false, delim=',', quote='"', escape='"', null_padding=false, new_line='${lineEnd === '\n' ? '\\n' : '\\r\\n'}', columns={'a':'VARCHAR','b':'VARCHAR','c':'VARCHAR'}, parallel=false`;
          const expected = (await connection.runAndReadAll(`select * from read_csv('${path}', ${options})`)).getRows();
          const filled = expected
            .map((row) => row.map((value) => String(value ?? '').trim()))
            .filter((_, at) => rows[at][0].some((text) => text !== ''));
          expect(table.unreadable).toEqual([]);
          expect(rowsOf(table)).toEqual(filled);
          expect(table.rowCount + table.blankRows).toBe(rows.length);
        });
      }),
      { numRuns: 150, seed: 6 },
    );
    instance.closeSync();
  });

  test('keeps the line of data of every row where others are blank or rejected', async () => {
    const table = await read('a,b\n1,2\n\n3\n4,5\r\n,\n6,"7\n8"\r9,10');
    expect(rowsOf(table)).toEqual([
      ['1', '2'],
      ['4', '5'],
      ['6', '7\n8'],
      ['9', '10'],
    ]);
    expect([...table.rowNumbers!]).toEqual([1, 4, 6, 7]);
    expect(table.blankRows).toBe(2);
    expect(table.unreadable).toMatchObject([{ row: 3, reason: 'too-few-cells' }]);
  });

  test.each([
    ['semicolons', 'a;b\n1;2,5\n'],
    ['tabs', 'a\tb\n1\t2,5\n'],
    ['UTF-8 with its mark', '\ufeffa,b\n1,"2,5"\n'],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a,b\n1,"2,5"\n', 'utf16le')])],
  ])('reads %s', async (_, content) => {
    const table = await read(content);
    expect(table.columns.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(rowsOf(table)).toEqual([['1', '2,5']]);
  });

  test('gives the same table whatever the block a row falls across', async () => {
    const rows = Array.from(
      { length: 120_000 },
      (_, k) => `${k},"text ${k % 97}, with a comma and é",${'x'.repeat(k % 61)}`,
    );
    const content = `a,b,c\n${rows.join('\r\n')}\r\n`;
    expect(Buffer.byteLength(content)).toBeGreaterThan(5 << 20);
    const table = await read(content);
    expect(table.rowCount).toBe(rows.length);
    expect(table.unreadable).toEqual([]);
    expect(table.columns[1].values).toHaveLength(97);
    for (const k of [0, 57_331, 119_999])
      expect(table.columns.map(({ codes, values }) => values[codes[k]])).toEqual([
        String(k),
        `text ${k % 97}, with a comma and é`,
        'x'.repeat(k % 61),
      ]);
  });
});

describe('a quoted cell of 40 MB with line ends in it', () => {
  const written = async (parts: readonly string[], middle: string, use: (path: string) => Promise<void>) => {
    await withFolder({}, async (folder) => {
      const path = join(folder, 't.csv');
      const file = createWriteStream(path);
      file.write(parts[0]);
      const block = middle.repeat(Math.ceil((1 << 20) / middle.length));
      for (let k = 0; k < 40; k++) if (!file.write(block)) await once(file, 'drain');
      file.end(parts[1]);
      await once(file, 'close');
      await use(path);
      await writeFile(path, '');
    });
  };

  test.each([
    ['of prose', 'pasted text, line upon line and more.\n', '"'],
    ['of prose with doubled quotation marks', 'he said ""no"", twice\n\n', '"'],
  ])('%s is one row that is not used; the rows around it are read in bounded memory', async (_, middle, close) => {
    await written([`a,b,c\n1,2,3\n4,"`, `${close},5\n6,7,8\n`], middle, async (path) => {
      const before = process.memoryUsage.rss();
      const table = await readCsvTable(path, 't.csv', 't');
      expect(process.memoryUsage.rss() - before).toBeLessThan(90 << 20);
      expect(rowsOf(table)).toEqual([
        ['1', '2', '3'],
        ['6', '7', '8'],
      ]);
      expect(table.unreadable).toMatchObject([{ row: 2, column: 'b', reason: 'row-too-long' }]);
      expect([...table.rowNumbers!]).toEqual([1, 3]);
    });
  });

  test('that never closes is named with the lines it took in', async () => {
    await written(['a,b,c\n1,2,3\n4,"', ''], 'pasted text\n', async (path) => {
      const table = await readCsvTable(path, 't.csv', 't');
      expect(rowsOf(table)).toEqual([['1', '2', '3']]);
      expect(table.unreadable).toMatchObject([
        {
          row: 2,
          column: 'b',
          reason: 'quote-not-closed',
          value: expect.stringMatching(/^never closes; \d+ lines/),
        },
      ]);
    });
  });

  test('that holds rows is a stray quotation mark: its own line is at fault, and every other row is read', async () => {
    await written(['a,b,c\n1,2,3\n4,"5,6\n', '7,8,9\n'], '1234,5678,9012\n', async (path) => {
      const table = await readCsvTable(path, 't.csv', 't');
      expect(table.unreadable).toMatchObject([
        { row: 2, column: 'a', reason: 'quote-not-closed', cells: { a: '4', b: '"5' } },
      ]);
      expect(table.rowCount).toBeGreaterThan(2_700_000);
    });
  });
});

describe('a line of 100 MB', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['as one cell', '', ''],
    ['within quotation marks', '"', '"'],
  ];
  test.each(cases)(
    '%s is rejected with its row, the rows around it are read, memory stays bounded',
    async (_, open, close) => {
      await withFolder({}, async (folder) => {
        const path = join(folder, 't.csv');
        const file = createWriteStream(path);
        file.write(`a,b,c\n1,2,3\n4,${open}`);
        const block = 'x'.repeat(1 << 20);
        for (let k = 0; k < 100; k++) if (!file.write(block)) await once(file, 'drain');
        file.end(`${close},5\n6,7,8\n`);
        await once(file, 'close');
        const before = process.memoryUsage.rss();
        const table = await readCsvTable(path, 't.csv', 't');
        expect(process.memoryUsage.rss() - before).toBeLessThan(90 << 20);
        expect(rowsOf(table)).toEqual([
          ['1', '2', '3'],
          ['6', '7', '8'],
        ]);
        expect(table.unreadable).toMatchObject([{ row: 2, column: 'b', reason: 'row-too-long' }]);
        await writeFile(path, '');
      });
    },
  );
});

describe('a row a little longer than is read', () => {
  test.each([
    ['as one cell', 'x'.repeat(1_200_000)],
    ['within quotation marks', `"${'pasted, '.repeat(150_000)}"`],
    ['with line ends in it', `"${'pasted text\n'.repeat(100_000)}"`],
  ])('%s is rejected wherever in the file it stands', async (_, cell) => {
    for (const before of ['', '1,2,3\n'.repeat(600_000)]) {
      const table = await read(`a,b,c\n${before}4,${cell},5\n6,7,8\n`);
      const row = before.length / 6 + 1;
      expect(table.unreadable).toMatchObject([{ row, column: 'b', reason: 'row-too-long' }]);
      expect([table.rowCount, rowsOf(table).at(-1)]).toEqual([row, ['6', '7', '8']]);
    }
  });

  test('because a stray quotation mark takes in rows costs the row of the mark only', async () => {
    const rows = '1,2,3\n'.repeat(200_000);
    const table = await read(`a,b,c\n4,"5,6\n${rows}7,8",9\n1,2,3\n`);
    expect(table.unreadable.map(({ row, reason }) => [row, reason])).toEqual([[1, 'quote-not-closed']]);
    expect(table.rowCount).toBe(200_002);
  });
});

test('a file of which over a million rows are no rows is refused, with the first of them named', async () => {
  await expect(read(`a,b,c\n1,2,3\n${'4\n'.repeat(1_000_010)}`)).rejects.toMatchObject({
    code: 'too-many-rejects',
    message: expect.stringContaining(
      't.csv: more than a million rows cannot be used, the first one row 2, the whole row: The row has fewer cells',
    ),
  });
});
