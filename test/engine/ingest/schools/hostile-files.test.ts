import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { SameStartError } from '../../../../engine/errors.ts';
import { carryOut, planConversion } from '../../../../engine/ingest/schools/convert-files.ts';
import { parseDelimited, type LongCell } from '../../../../engine/ingest/files/csv/parse-delimited.ts';
import { withFolder, type Files } from '../folder/data-folder.ts';
import { convertText } from './convert-text.ts';

const seconds = 10;
const megabytes = 1 << 20;

/** Code and message of the refusal, and how long it took; fails where the file is taken. */
async function refusal(files: Files): Promise<{ code: string; message: string; took: number }> {
  return withFolder(files, async (folder) => {
    const started = performance.now();
    try {
      const plan = await planConversion(
        Object.keys(files).map((name) => join(folder, name)),
        null,
        '2026-06-20',
      );
      carryOut(plan, plan.proposal.mapping);
    } catch (error) {
      if (!(error instanceof SameStartError)) throw error;
      return { code: error.code, message: error.message, took: (performance.now() - started) / 1000 };
    }
    throw new Error('the file was taken');
  });
}

const ctf = (inner: string, before = ''): string => `<?xml version="1.0"?>${before}<CTfile>${inner}</CTfile>`;
const upn = 'R674123101121';

describe('same-start convert refuses, in bounded time and with its reason', () => {
  test('a line of 120 MB, in and out of quotation marks', async () => {
    const line = Buffer.alloc(120 * megabytes, 'a');
    const plain = await refusal({ 'a.csv': line });
    expect(plain).toMatchObject({ code: 'file-damaged', message: expect.stringContaining('characters') });
    line[0] = 34;
    const quoted = await refusal({ 'a.csv': line });
    expect(quoted.code).toBe('file-damaged');
    expect(Math.max(plain.took, quoted.took)).toBeLessThan(seconds);
  }, 60_000);

  test('10,000 columns', async () => {
    const { code, message } = await refusal({
      'a.csv': `UPN,${Array.from({ length: 10_000 }, (_, k) => `c${k}`).join(',')}\n${upn}\n`,
    });
    expect(code).toBe('file-damaged');
    expect(message).toContain('more than 1000 cells');
  });

  test.each([
    ['billion laughs', ctf('&b;', '<!DOCTYPE CTfile [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'), 'document type'],
    ['an external entity', ctf('&a;', '<!DOCTYPE CTfile [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), 'document type'],
    ['an entity that nothing declares', ctf('&a;'), 'broken'],
    ['elements without end', ctf('<a>'.repeat(100_000)), 'nested too deeply'],
    ['a million elements outside any pupil', ctf('<a/>'.repeat(1_000_000)), 'elements'],
    [
      'a million elements in one pupil',
      ctf(`<CTFpupilData><Pupil>${'<a/>'.repeat(1_000_000)}</Pupil></CTFpupilData>`),
      'elements',
    ],
    ['a text of 120 MB', ctf(`<Header>${'x'.repeat(120 * megabytes)}</Header>`), 'longer than 1 MB'],
    ['half a file', ctf(`<CTFpupilData><Pupil><UPN>${upn}</UPN></Pupil>`).slice(0, -9), 'broken'],
    ['another kind of XML', '<html><body/></html>', 'not a Common Transfer File'],
  ])(
    'XML: %s',
    async (_, xml, why) => {
      const { code, message, took } = await refusal({ 'a.xml': xml });
      expect(code).toBe('file-damaged');
      expect(message).toContain(why);
      expect(took).toBeLessThan(seconds);
    },
    60_000,
  );

  test('half a workbook, an old binary workbook, and text with control characters', async () => {
    const whole = await writeXlsx({
      sheets: [
        {
          name: 'a',
          rows: [
            ['UPN', 'Reading'],
            [upn, 98],
          ],
        },
      ],
    });
    expect(await refusal({ 'a.xlsx': whole.subarray(0, whole.length / 2) })).toMatchObject({ code: 'file-damaged' });
    const old = Buffer.from('d0cf11e0a1b11ae1000000000000', 'hex');
    expect(await refusal({ 'a.xls': old })).toMatchObject({ code: 'workbook-old' });
    expect(await refusal({ 'a.csv': 'UPN,\u0007Reading\n' })).toMatchObject({ code: 'file-not-text' });
  });
});

describe('a cell too long to be kept costs itself, not its file', () => {
  const head = 'UPN,Class,School,Notes,Autumn 2025/26 Reading SAS\nB801200005001,4K,Elm,ok,99\n';
  test.each([
    ['plain', `${upn},4K,Elm,${'x'.repeat(30 * megabytes)},98\n`],
    [
      'quoted, with line ends and doubled quotation marks',
      `${upn},4K,Elm,"${'pasted ""text"" line\n'.repeat(1_500_000)}",98\n`,
    ],
  ])('%s: its row, column and length are listed, every result is read', async (_, row) => {
    await withFolder({ 'a.csv': `${head}${row}A80120000501A,4K,Elm,ok,97\n` }, async (folder) => {
      const plan = await planConversion([join(folder, 'a.csv')], null, '2026-06-20');
      const { report, mend } = carryOut(plan, plan.proposal.mapping);
      expect(report.results).toEqual({ seen: 3, used: 3, empty: 0, notUsed: 0 });
      expect(report.unused).toMatchObject([{ row: 3, column: 'Notes', reason: expect.stringContaining('Shorten it') }]);
      expect(mend['not-used-a.csv'].length).toBeLessThan(1000);
    });
  });

  test('a stray quotation mark before rows takes none of them in', async () => {
    const rows = Array.from({ length: 5000 }, (_, k) => `P${k},4K,Elm,,${80 + (k % 40)}`).join('\n');
    await withFolder({ 'a.csv': `${head}${upn},4K,Elm,"oops,98\n${rows}\n` }, async (folder) => {
      const plan = await planConversion([join(folder, 'a.csv')], null, '2026-06-20');
      const { report } = carryOut(plan, plan.proposal.mapping);
      expect(report.results.used).toBe(5002);
    });
  });
});

test('control characters beyond the first lines are taken out and said; more than a text holds are refused', async () => {
  const rows = Array.from({ length: 300 }, (_, k) => `P${1000 + k},4K,Elm,98`).join('\n');
  const text = `UPN,Class,School,Autumn 2025/26 Reading SAS\n${rows}\n${upn},4\u0007K,Elm\u001b[31m,9\u00018\n`;
  await withFolder({ 'a.csv': text }, async (folder) => {
    const plan = await planConversion([join(folder, 'a.csv')], null, '2026-06-20');
    const { files, report } = carryOut(plan, plan.proposal.mapping);
    expect(report.results.used).toBe(301);
    expect(report.notes.map((note) => note.text)).toContain('a.csv holds control characters (3); they are taken out.');
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(Object.values(files).join('')).not.toMatch(/[\u0000-\u0008\u000e-\u001f]/);
  });
  const many = await refusal({ 'a.csv': `${text}${'\u0001'.repeat(20_000)}` });
  expect(many).toMatchObject({ code: 'file-not-text', message: expect.stringContaining('20003 control characters') });
});

test('names that are those of every object’s own properties are just names', async () => {
  const file = `UPN,School,Class,constructor,__proto__,Autumn 2025/26 Reading SAS\n${upn},__proto__,4K,1,2,98\n`;
  await withFolder({ 'a.csv': file }, async (folder) => {
    const plan = await planConversion([join(folder, 'a.csv')], null, '2026-06-20');
    const { files, report } = carryOut(plan, plan.proposal.mapping);
    expect(report.results).toEqual({ seen: 1, used: 1, empty: 0, notUsed: 0 });
    expect(files['pupils.csv']).toContain('__proto__');
  });
});

test('a cell of millions of doubled quotation marks costs little memory, and every other row is read', () => {
  const head = 'UPN,School,Year Group,Autumn 2 Reading SAS\n';
  const long: LongCell[] = [];
  const text = `${head}B801200005001,Elm,4,98\nR674123101121,"${'x""'.repeat(4_000_000)}",4,97\nP207000016049,Elm,4,96\n`;
  const before = process.memoryUsage().heapUsed;
  const rows = parseDelimited(text, long);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 << 20);
  expect(long).toEqual([{ row: 2, column: 1, characters: 8_000_000 }]);
  expect(rows).toHaveLength(4);
  expect(rows[2].slice(2)).toEqual(['4', '97']);
});

test('marks that nobody sees do not make a number another one, in text and in a workbook', async () => {
  const rows = [
    ['UPN', 'School', 'Year Group', 'Autumn 2 Reading SAS'],
    ['B801200005001\u200b', 'Elm\u202e', '4', '\u00a098\u200b'],
  ];
  const csv = rows.map((row) => row.join(',')).join('\n');
  for (const [name, content] of [
    ['a.csv', csv],
    ['a.xlsx', await writeXlsx({ sheets: [{ name: 'Sheet1', rows }] })],
  ] as const) {
    const { pupils, results } = await convertText({ [name]: content });
    expect(pupils).toMatchObject([{ pupil_id: 'B801200005001', school: 'Elm' }]);
    expect(results).toMatchObject([{ score: '98' }]);
  }
});

test.each([
  ['an archive of files', 'all.zip', Buffer.from('PK\u0003\u0004rest'), 'unpack it'],
  [
    'a web page called a workbook',
    'marks.xls',
    '<html><table><tr><td>UPN</td></tr></table></html>',
    'save it as .xlsx',
  ],
  ['a control character', 'a.csv', 'UPN,School\nB801200005001,El\u001bm\n', 'row 2 holds a control character'],
  [
    'a million attributes',
    'a.xml',
    `<CTfile ${Array.from({ length: 200_000 }, (_, k) => `a${k}=""`).join(' ')}/>`,
    'attributes',
  ],
])('%s is refused with what to do', async (_, name, content, why) => {
  await expect(convertText({ [name]: content })).rejects.toThrow(why);
});

test('a workbook with macros is read as a workbook', async () => {
  const rows = [
    ['UPN', 'School', 'Year Group', 'Autumn 2 Reading SAS'],
    ['B801200005001', 'Elm', '4', 98],
  ];
  const { results } = await convertText({ 'a.xlsm': await writeXlsx({ sheets: [{ name: 'Sheet1', rows }] }) });
  expect(results).toMatchObject([{ score: '98' }]);
});
