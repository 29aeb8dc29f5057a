import { crc32, deflateRawSync } from 'node:zlib';
import { writeOds } from 'hucre/ods';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { convertText } from './convert-text.ts';
import { readMisread } from './read-misread.ts';

/* What a workbook is beside its cells: sheets nobody sees, cells merged downwards, formulas nobody has calculated, a password. */

const [amira, ben] = ['B801200005001', 'R674123101121'];
const heading = ['UPN', 'School', 'Year', 'Autumn 2 2025/26 Reading SAS'];
const rowsOf = (...scores: (string | number | null)[]) => [
  heading,
  ...scores.map((score, at) => [[amira, ben][at], 'Elm', 4, score]),
];
const notesOf = ({ report }: Awaited<ReturnType<typeof convertText>>) => report.notes.map(({ text }) => text);

describe('a hidden sheet', () => {
  test('with last year’s marks is skipped, and said', async () => {
    const read = await readMisread('hidden-sheet');
    expect(read.proposal.questions).toEqual([]);
    expect(read.results.map(({ score }) => score)).toEqual(Array.from({ length: 10 }, (_, at) => String(90 + at)));
    expect(notesOf(read)).toContainEqual(expect.stringContaining('(OLD draft) is a hidden sheet and is not read'));
  });

  test('that only a macro can show is skipped too', async () => {
    const read = await convertText({
      'a.xlsx': await writeXlsx({
        sheets: [
          { name: 'Now', rows: rowsOf(90, 91) },
          { name: 'Old', rows: rowsOf(70, 71), veryHidden: true },
        ],
      }),
    });
    expect(read.results.map(({ score }) => score)).toEqual(['90', '91']);
    expect(notesOf(read)).toContainEqual(expect.stringContaining('(Old) is a hidden sheet'));
  });

  test('of an OpenDocument workbook likewise', async () => {
    const table = (name: string, style: string, score: number): string =>
      `<table:table table:name="${name}" table:style-name="${style}">${[heading, [amira, 'Elm', '4', String(score)]]
        .map(
          (cells) =>
            `<table:table-row>${cells.map((cell) => `<table:table-cell office:value-type="string"><text:p>${cell}</text:p></table:table-cell>`).join('')}</table:table-row>`,
        )
        .join('')}</table:table>`;
    const style = (name: string, shown: boolean): string =>
      `<style:style style:name="${name}" style:family="table"><style:table-properties table:display="${shown}"/></style:style>`;
    const content = `<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:automatic-styles>${style('ta1', true)}${style('ta2', false)}</office:automatic-styles><office:body><office:spreadsheet>${table('Now', 'ta1', 90)}${table('Old', 'ta2', 70)}</office:spreadsheet></office:body></office:document-content>`;
    const read = await convertText({
      'a.ods': zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': content }),
    });
    expect(read.results.map(({ score }) => score)).toEqual(['90']);
    expect(notesOf(read)).toContainEqual(expect.stringContaining('(Old) is a hidden sheet'));
  });
});

test('an OpenDocument workbook is read like one of Excel, times of day as well', async () => {
  const rows = [
    ['UPN', 'School', 'Year', 'Autumn 2 2025/26 Maths SAS', 'Autumn 2 2025/26 Reading age'],
    [amira, 'Elm', 4, 98, '8:05'],
  ];
  const { results, proposal } = await convertText({ 'a.ods': await writeOds({ sheets: [{ name: 'A', rows }] }) });
  expect(proposal.questions).toEqual([]);
  expect(results.map(({ subject, score }) => `${subject} ${score}`)).toEqual(['mathematics 98', 'reading 101']);
});

describe('formulas whose results are not stored', () => {
  test('are not empty cells: each is listed with what to do', async () => {
    const read = await readMisread('formulas-no-cache');
    expect(read.proposal.questions).toEqual([]);
    expect(read.report.results).toEqual({ seen: 20, used: 10, empty: 0, notUsed: 10 });
    expect(read.report.unused[0].reason).toBe(
      'The cell holds a formula whose result is not stored in the file. Open the workbook in Excel, save it, and bring it again.',
    );
    expect(notesOf(read)).toContainEqual(expect.stringContaining('10 formulas without a stored result'));
  });

  test('in the column of numbers identify nobody', async () => {
    const cells = new Map([['1,0', { formula: '"B80120"&"0005001"' }]]);
    const rows = rowsOf(95, 96).map((row) => [...row]);
    rows[1][0] = null;
    const { results, report } = await convertText({
      'a.xlsx': await writeXlsx({ sheets: [{ name: 'A', rows, cells }] }),
    });
    expect(results.map(({ pupil_id }) => pupil_id)).toEqual([ben]);
    expect(report.byFile).toMatchObject([{ rowsRead: 1, rowsLeftOut: 1 }]);
  });
});

test('a cell merged downwards is of every row it covers; so is a heading of two rows', async () => {
  const rows = [
    ['UPN', 'School', 'Year', 'Class', 'Autumn 2 2025/26', null],
    [null, null, null, null, 'Reading SAS', 'Maths SAS'],
    [amira, 'Elm', 4, '4K', 98, 99],
    [ben, null, null, null, 100, 101],
  ];
  const down = (column: number, from: number, to: number) => ({
    startRow: from,
    endRow: to,
    startCol: column,
    endCol: column,
  });
  const merges = [
    ...[0, 1, 2, 3].map((column) => down(column, 0, 1)),
    ...[1, 2, 3].map((column) => down(column, 2, 3)),
    { startRow: 0, endRow: 0, startCol: 4, endCol: 5 },
  ];
  const read = await convertText({ 'a.xlsx': await writeXlsx({ sheets: [{ name: 'A', rows, merges }] }) });
  expect(read.proposal.questions).toEqual([]);
  expect(read.pupils.map((pupil) => `${pupil['school']} ${pupil['class']} ${pupil['year_group']}`)).toEqual([
    'Elm 4K 4',
    'Elm 4K 4',
  ]);
  expect(read.results.map(({ subject, score }) => `${subject} ${score}`).sort()).toEqual([
    'mathematics 101',
    'mathematics 99',
    'reading 100',
    'reading 98',
  ]);
  expect(notesOf(read)).toContainEqual(expect.stringContaining('has merged cells'));
});

describe('what cannot be opened is told with what to do:', () => {
  test('a password', async () => {
    await expect(readMisread('password-xlsx')).rejects.toMatchObject({
      code: 'workbook-protected',
      message: expect.stringContaining('Save a copy without the password'),
    });
    const rows = rowsOf(90);
    const encryption = { password: 'secret', spinCount: 1000 };
    const bytes = await writeXlsx({ sheets: [{ name: 'A', rows }], encryption });
    await expect(convertText({ 'a.xlsx': bytes })).rejects.toMatchObject({ code: 'workbook-protected' });
  });

  test('an encrypted OpenDocument workbook', async () => {
    const bytes = zip({
      mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
      'META-INF/manifest.xml': '<m><manifest:encryption-data/></m>',
      'content.xml': 'x',
    });
    await expect(convertText({ 'a.ods': bytes })).rejects.toMatchObject({ code: 'workbook-protected' });
  });

  test.each(['a.xls', 'a.xlsx', 'a.csv'])('a workbook of Excel 97 to 2003, as %s', async (name) => {
    const bytes = Buffer.alloc(1024);
    Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
    await expect(convertText({ [name]: bytes })).rejects.toMatchObject({
      code: 'workbook-old',
      message: expect.stringContaining('save it as “Excel Workbook (.xlsx)”'),
    });
  });
});

/** A zip archive of text files, as other programs write it. */
function zip(files: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const packed = deflateRawSync(text);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(Buffer.from(text)), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(Buffer.byteLength(text), 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed]);
    const entry = Buffer.alloc(46);
    entry.write('PK\x01\x02', 'latin1');
    entry.writeUInt16LE(20, 4);
    fields.copy(entry, 6);
    entry.writeUInt32LE(offset, 42);
    directory.push(Buffer.concat([entry, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}
