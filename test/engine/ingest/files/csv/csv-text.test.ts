import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvText } from '../../../../../engine/ingest/files/csv/csv-text.ts';
import { withoutApostrophe } from '../../../../../engine/ingest/values/without-apostrophe.ts';

const cellOf = (text: string): string => csvText(['x'], [[text]]).slice('x\n'.length, -1);

describe('csvText(header, rows)', () => {
  test.each([
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(A1)',
    ' =1+1',
    '\u00a0=1+1',
    '＝1+1',
    '-',
    '--5',
    '-3.5=x',
    '+44 20 7946 0000',
    '-x',
  ])('disarms “%s”, which a spreadsheet would work out', (text) => {
    expect(cellOf(text)).toBe(`'${text}`);
  });

  test.each(['\t=1+1', '\r=1+1', '\n=1+1', '\tx', '  \t@x'])('disarms %j, white space in front or not', (text) => {
    expect(cellOf(text).replace(/^"|"$/g, '')).toBe(`'${text}`);
  });

  test.each([
    '-3.5',
    '+2',
    '-0.25',
    '-.5',
    '-1,234.5',
    '-3,5',
    '-5%',
    '-1e-7',
    ' -3.5',
    '104',
    '2026-01-31',
    'Amira-Jo',
    'a=b',
    '',
  ])('leaves “%s” as it is: a number stays one', (text) => {
    expect(cellOf(text).replace(/^"|"$/g, '')).toBe(text);
  });

  test('never lets a sign that begins a formula come first, whatever stands before or after it', () => {
    const sign = fc.constantFrom('=', '+', '-', '@');
    const space = fc.string({ unit: fc.constantFrom(' ', '\t', '\r', '\n', '\u00a0', '\u0000'), maxLength: 4 });
    fc.assert(
      fc.property(space, sign, fc.string(), (before, begin, after) => {
        const cell = cellOf(`${before}${begin}${after}`).replace(/^"/, '');
        const number = /^\s*[+-][\d.,]+(e[+-]?\d+)?\s*%?\s*"?$/i.test(cell);
        expect(cell.startsWith("'") || number).toBe(true);
      }),
    );
  });

  test('puts before a formula only what withoutApostrophe(text) takes away again', () => {
    const text = fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', '＝', '1', '.', 'x', ' ', '\u00a0', '\t'),
      maxLength: 6,
    });
    fc.assert(fc.property(text, (written) => withoutApostrophe(cellOf(written)) === written));
  });

  test('quotes what RFC 4180 quotes, and drops control characters', () => {
    expect(
      csvText(
        ['a', 'b'],
        [
          ['x,y', 'say "so"'],
          ['1\u0000', 'two\nlines'],
        ],
      ),
    ).toBe('a,b\n"x,y","say ""so"""\n1,"two\nlines"\n');
  });

  test('begins with the mark of UTF-8 and ends its lines as spreadsheets do, where they are the readers', () => {
    expect(csvText(['a'], [['é']], { forSpreadsheets: true })).toBe('\u{FEFF}a\r\né\r\n');
  });
});
