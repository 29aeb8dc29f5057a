import { inflateRawSync } from 'node:zlib';
import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { listWorkbook } from '../../../../engine/words/rows/list-workbook.ts';

const columns = ['Pupil', 'Identifier', 'Agreed'];
const rows = [
  ['Zoë <O’Neill>', '0012345', '=HYPERLINK("http://x","y")'],
  ['@SUM(A1)', '1e5', '+44 & more\u0000'],
  ['', '2026-12-04', '-1'],
];

/** The parts of a ZIP archive as text, read by its local headers: independent of the library that wrote it. */
function partsOf(bytes: Uint8Array): Map<string, string> {
  const archive = Buffer.from(bytes);
  const parts = new Map<string, string>();
  const end = archive.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [method, size] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field));
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = archive.subarray(start, start + size);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    parts.set(name, (method === 0 ? content : inflateRawSync(content)).toString('utf8'));
    at += 46 + nameLength + extra + comment;
  }
  return parts;
}

test('listWorkbook(sheet) writes what a spreadsheet reads back cell for cell', async () => {
  const { sheets } = await readXlsx(await listWorkbook({ name: '4K [list]', columns, rows }));
  expect(sheets[0].name).toBe('4K  list');
  const text = sheets[0].rows.map((row) => row.map((cell) => String(cell ?? '')));
  expect(text).toEqual([columns, ...rows.map((row) => row.map((cell) => cell.replace('\u0000', '')))]);
});

test('listWorkbook(sheet) writes texts only: no formula, no number, and cells that stay text when they are edited', async () => {
  const parts = partsOf(await listWorkbook({ name: 'List', columns, rows }));
  const sheet = parts.get('xl/worksheets/sheet1.xml')!;
  expect(sheet).not.toMatch(/<f[ >]/);
  const cells = sheet.match(/<c [^>]*>/g)!;
  expect(cells.length).toBeGreaterThanOrEqual(11);
  for (const cell of cells) expect(cell).toMatch(/ t="(?:s|inlineStr)"/);
  // Every cell below the headings carries the format “@”, by which a spreadsheet takes what is typed as text.
  const styles = parts.get('xl/styles.xml')!;
  expect(styles).toContain('formatCode="@"');
  for (const cell of cells.filter((one) => !/ r="[A-C]1"/.test(one))) expect(cell).toMatch(/ s="1"/);
});

test('listWorkbook(sheet) of nobody has its headings', async () => {
  const { sheets } = await readXlsx(await listWorkbook({ name: '', columns, rows: [] }));
  expect(sheets[0].rows[0]).toEqual(columns);
});
