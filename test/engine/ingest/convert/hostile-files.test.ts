import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { SameStartError } from '../../../../engine/errors.ts';
import { carryOut, planConversion } from '../../../../engine/ingest/convert/convert-files.ts';
import { withFolder, type Files } from '../data-folder.ts';

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
    expect(await refusal({ 'a.xls': old })).toMatchObject({ code: 'file-not-text' });
    expect(await refusal({ 'a.csv': 'UPN,\u0007Reading\n' })).toMatchObject({ code: 'file-not-text' });
  });
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
