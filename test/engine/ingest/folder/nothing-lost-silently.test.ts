import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkCommand } from '../../../../engine/cli/check.ts';
import { convertCommand } from '../../../../engine/cli/convert.ts';
import { readDataFolder } from '../../../../engine/ingest/folder/read-data-folder.ts';
import { withFolder, type Files } from './data-folder.ts';

/*
 * Two losses known from the field, told again: 11 % of a school's pupils lost because a subject was spelt two ways, and 1,052
 * records dropped for a misspelt code without a word. Here every one is used or named.
 */

const pupils = Array.from({ length: 100 }, (_, k) => `P${1000 + k}`);
const misspelt = new Set(pupils.filter((_, k) => k % 9 === 0).slice(0, 11));

describe('a subject spelt two ways for 11 of 100 pupils', () => {
  const long = (wrong: string): string =>
    [
      'Adno,School,Year Group,Reg,Aspect,Result Set,Result',
      ...pupils.flatMap((id, k) =>
        ['Autumn 2 2024/25', 'Autumn 2 2025/26'].map(
          (window) => `${id},Elm,5,5E,${misspelt.has(id) ? wrong : 'Reading'} SAS,${window},${85 + (k % 30)}`,
        ),
      ),
    ].join('\n');

  test.each([
    ['a known other name', 'Eng: Rdg'],
    ['capitals and blanks', ' READING '],
  ])('%s is the same subject and asks nothing', async (_, wrong) => {
    await withFolder({ 'a.csv': long(wrong) }, async (folder) => {
      const result = await convertCommand([join(folder, 'a.csv'), '--out', join(folder, 'out')]);
      expect(result).toMatchObject({ exitCode: 0, json: { questions: [], report: { subjects: ['reading'] } } });
      const { report } = await readDataFolder(join(folder, 'out'));
      expect(report.newest!.subjects).toMatchObject([{ subject: 'reading', onRoll: 100, withoutResult: 0 }]);
    });
  });

  test('a slip of the pen is asked, never dropped: accepted it is the subject it looks like, and the report says so', async () => {
    await withFolder({ 'a.csv': long('Readng') }, async (folder) => {
      const asked = await convertCommand([join(folder, 'a.csv'), '--out', join(folder, 'asked')]);
      expect(asked).toMatchObject({
        exitCode: 2,
        json: {
          questions: [{ of: 'Readng SAS', as: 'subject reading', reason: expect.stringContaining('written like') }],
        },
      });
      const result = await convertCommand([join(folder, 'a.csv'), '--out', join(folder, 'out'), '--yes']);
      expect(result).toMatchObject({ json: { report: { subjects: ['reading'], results: { seen: 200, used: 200 } } } });
      expect(result.text).toContain('Readng SAS');
    });
  });

  test('in the heading of a wide sheet too', async () => {
    const sheet = `Adno,School,Reg,Autumn 2 2024/25 Reading SAS,Autumn 2 2025/26 Readng SAS\n${pupils.map((id, k) => `${id},Elm,5E,${85 + (k % 30)},${86 + (k % 30)}`).join('\n')}\n`;
    await withFolder({ 'a.csv': sheet }, async (folder) => {
      const asked = await convertCommand([join(folder, 'a.csv'), '--out', join(folder, 'asked')]);
      expect(asked).toMatchObject({ exitCode: 2, json: { questions: [{ of: 'Autumn 2 2025/26 Readng SAS' }] } });
      const result = await convertCommand([join(folder, 'a.csv'), '--out', join(folder, 'out'), '--yes']);
      expect(result).toMatchObject({ json: { report: { subjects: ['reading'], results: { used: 200, notUsed: 0 } } } });
    });
  });

  test('in a data folder is named as a doubt; every result is there', async () => {
    const folderOf = (wrong: string): Files => ({
      'pupils.csv': `pupil_id,school,year_group,class\n${pupils.map((id) => `${id},Elm,5,5E`).join('\n')}\n`,
      'windows.csv': 'window,date\nAut,2025-12-01\n',
      'assessments.csv': `pupil_id,subject,window,score,scale\n${pupils.map((id, k) => `${id},${misspelt.has(id) ? wrong : 'reading'},Aut,${85 + (k % 30)},ngrt`).join('\n')}\n`,
    });
    for (const wrong of ['readng', 'rdg'])
      await withFolder(folderOf(wrong), async (folder) => {
        const { text, json } = await checkCommand([folder]);
        expect(json).toMatchObject({
          report: { doubts: [{ kind: 'subjects-alike', count: 11 }], files: [{}, {}, { rows: 100, kept: 100 }] },
        });
        expect(text).toContain('may be one subject under two names');
      });
    await withFolder(folderOf('READING'), async (folder) => {
      expect((await checkCommand([folder])).json).toMatchObject({ report: { doubts: [] } });
    });
    await withFolder(folderOf('mathematics'), async (folder) => {
      expect((await checkCommand([folder])).json).toMatchObject({ report: { doubts: [] } });
    });
  });
});

describe('1,052 records under a misspelt code', () => {
  const many = Array.from({ length: 3000 }, (_, k) => `P${10_000 + k}`);

  test('in a school’s export are listed each, counted by reason, and read once the code is in the mapping', async () => {
    const sheet = `Adno,School,Year Group,Reg,Autumn 2 2025/26 Reading SAS\n${many.map((id, k) => `${id},Elm,5,5E,${k < 1052 ? 'Abesnt' : 85 + (k % 30)}`).join('\n')}\n`;
    await withFolder({ 'a.csv': sheet }, async (folder) => {
      const out = join(folder, 'out');
      const { text, json } = await convertCommand([join(folder, 'a.csv'), '--out', out, '--yes']);
      expect(json).toMatchObject({
        report: { results: { seen: 3000, used: 1948, empty: 0, notUsed: 1052 }, unused: { length: 1052 } },
      });
      expect(text).toContain('3000 results in the files: 1948 will be analysed, 1052 will not.');
      expect(text).toContain('1052 × Not a number, a known grade or a known code.');
      expect(text).toContain('a.csv row 2, Autumn 2 2025/26 Reading SAS “Abesnt”');
      const { mapping } = json as { mapping: { codes: Record<string, string> } };
      const { writeFile } = await import('node:fs/promises');
      await writeFile(
        join(folder, 'mapping.json'),
        JSON.stringify({ ...mapping, codes: { ...mapping.codes, abesnt: 'absent' } }),
      );
      const again = await convertCommand([
        join(folder, 'a.csv'),
        '--out',
        out,
        '--mapping',
        join(folder, 'mapping.json'),
      ]);
      expect(again.json).toMatchObject({ questions: [], report: { results: { used: 3000, notUsed: 0 } } });
    });
  });

  test('in a data folder are rejected with the reason, their number and their share; the rest is read', async () => {
    const files: Files = {
      'pupils.csv': `pupil_id,school,year_group,class\n${many.map((id) => `${id},Elm,5,5E`).join('\n')}\n`,
      'windows.csv': 'window,date\nAut,2025-12-01\n',
      'assessments.csv': `pupil_id,subject,window,score,scale,status\n${many.map((id, k) => `${id},reading,Aut,${85 + (k % 30)},ngrt,${k < 1052 ? 'vaild' : 'valid'}`).join('\n')}\n`,
    };
    await withFolder(files, async (folder) => {
      const { text, json } = await checkCommand([folder]);
      expect(json).toMatchObject({ rejects: { length: 1052 } });
      expect(text).toContain('3,000 rows read · 1,948 used (64.9 %) · 1,052 not used (35.1 %)');
      expect(text).toContain('1,052 × (35.1 %) first row 1, status “vaild”: The status is not one of valid');
      expect(text).toContain('5E (Elm), reading: 1948 of 3000 (64.9 %)');
    });
  });
});
