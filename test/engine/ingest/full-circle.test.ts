import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkCommand } from '../../../engine/cli/check.ts';
import { convertCommand } from '../../../engine/cli/convert.ts';
import { readDataFolder } from '../../../engine/ingest/folder/read-data-folder.ts';
import { readNames } from '../../../engine/ingest/folder/read-names.ts';
import { plainFolder, withFolder } from './folder/data-folder.ts';

/* Rows that were not used: written as CSV, mended as a person would in a spreadsheet, given back; all rows kept, none twice. */

describe('same-start check --rejects, mended, --mended', () => {
  const folderFiles = {
    ...plainFolder,
    'pupils.csv':
      'pupil_id,school,year_group,class,surname,forename\n001,Oak,4,4K,Sayed,Amira\n002,Oak,Year Five,5K,Okoro,Ben\n003,Oak,R,,Doe,Jo\n',
    'assessments.csv': [
      'pupil_id,subject,window,score,scale,date',
      '001,reading,Aut,98,ngrt,',
      '001,reading,Sum,1o1,ngrt,',
      '',
      '002,reading,Sum,0,raw,',
      '003,writing,Sum',
      '=1,reading,Sum,7,raw,',
      '003,reading,Sum,"9",raw,31/02/2026',
      '',
    ].join('\n'),
  };

  test('puts every row in its place: kept once, names kept, the rest of the file untouched', async () => {
    await withFolder(folderFiles, async (folder) => {
      const mend = join(folder, 'mend');
      const before = await checkCommand([folder, '--rejects', mend]);
      // Pupil 002 cannot be read, so its result has no pupil; a row too short, a date of no day, a score with a letter.
      expect(before.json).toMatchObject({ rejects: expect.objectContaining({ length: 6 }) });
      expect((await readdir(mend)).sort()).toEqual(['assessments-not-used.csv', 'pupils-not-used.csv']);
      expect(await readFile(join(mend, 'pupils-not-used.csv'), 'utf8')).not.toMatch(/Okoro|Ben/);
      const edit = async (name: string, ...changes: readonly (readonly [string, string])[]) => {
        let text = await readFile(join(mend, name), 'utf8');
        for (const [from, to] of changes) {
          expect(text).toContain(from);
          text = text.replace(from, to);
        }
        // As Excel saves it: a byte order mark and its own line ends.
        await writeFile(join(mend, name), `\ufeff${text.replaceAll('\n', '\r\n')}`);
      };
      await edit('pupils-not-used.csv', ['Year Five', '5']);
      await edit(
        'assessments-not-used.csv',
        ['1o1', '101'],
        ['003,writing,Sum,,,', '003,writing,Sum,EXS,teacher-assessment,'],
        ["'=1", '002'],
        ['31/02/2026', '2026-06-15'],
      );
      const after = await checkCommand([folder, '--mended', mend, '--rejects', join(folder, 'again')]);
      expect(after.text).toContain('rows of assessments.csv are read as mended in assessments-mended.csv');
      const { data, report } = await readDataFolder(folder);
      // 002 now has two results for one window: the one row left for a person to decide is said, both are there.
      expect(report.files.find(({ table }) => table === 'assessments')).toMatchObject({
        rows: 6,
        kept: 4,
        rejected: 2,
      });
      expect(report.files.find(({ table }) => table === 'pupils')).toMatchObject({ rows: 3, kept: 3, rejected: 0 });
      expect([...data.results.score].sort()).toEqual(['101', '9', '98', 'EXS']);
      expect((await readNames(folder)).map(({ surname }) => surname)).toEqual(['Sayed', 'Okoro', 'Doe']);
      // A second round: what was mended stays mended.
      const second = join(folder, 'again', 'assessments-not-used.csv');
      await writeFile(second, (await readFile(second, 'utf8')).replace(/002,reading,Sum,7/, '002,reading,Aut,7'));
      await checkCommand([folder, '--mended', join(folder, 'again')]);
      const whole = await readDataFolder(folder);
      expect(whole.data.rejects).toEqual([]);
      expect(whole.data.results.count).toBe(6);
      expect(Object.keys(whole.data.fileHashes)).toContain('assessments-mended.csv');
      expect(await readFile(join(folder, 'assessments.csv'), 'utf8')).toBe(folderFiles['assessments.csv']);
    });
  });

  test('refuses mended rows of another version of the file, and a row number it does not have', async () => {
    await withFolder(folderFiles, async (folder) => {
      const mend = join(folder, 'mend');
      await checkCommand([folder, '--rejects', mend]);
      const name = join(mend, 'assessments-not-used.csv');
      const text = await readFile(name, 'utf8');
      await writeFile(name, text.replace('\n2,', '\n77,'));
      await expect(checkCommand([folder, '--mended', mend])).rejects.toMatchObject({ code: 'mended-row-unknown' });
      await writeFile(name, text);
      await writeFile(join(folder, 'assessments.csv'), folderFiles['assessments.csv'].replace('98', '99'));
      await expect(checkCommand([folder, '--mended', mend])).rejects.toMatchObject({ code: 'mended-of-other-file' });
    });
  });
});

describe('same-start convert, its not-used file mended and given again', () => {
  const [amira, ben] = ['B801200005001', 'R674123101121'];
  const sheet = [
    'Oakfield Primary,,,,,',
    ',,,,Autumn 2 2025/26,',
    'UPN,Legal Surname,Reg,School,Reading SAS,Maths SAS',
    `${amira},Sayed,4K,Oak,98,1o3`,
    `${ben},"=Okoro, B",4K,Oak,o5,97`,
    ',Doe,4K,Oak,91,92',
  ].join('\n');

  test('puts the rows in their places: every cell used, nothing twice, until nothing is left to mend', async () => {
    await withFolder({ 'export.csv': sheet }, async (folder) => {
      const out = join(folder, 'out');
      const first = await convertCommand([join(folder, 'export.csv'), '--out', out, '--yes']);
      expect(first.json).toMatchObject({ report: { results: { seen: 6, used: 2, empty: 0, notUsed: 4 } } });
      expect(first.text).toContain('Mend them in not-used-export.csv');
      const mend = join(out, 'not-used-export.csv');
      const rows = await readFile(mend, 'utf8');
      expect(rows.split('\n')).toHaveLength(5);
      await writeFile(mend, rows.replace('1o3', '103').replace('o5', 'abs').replace(',Doe', 'A80120000501A,Doe'));
      const second = await convertCommand([
        join(folder, 'export.csv'),
        mend,
        '--out',
        out,
        '--mapping',
        join(out, 'mapping.json'),
      ]);
      expect(second.json).toMatchObject({
        converted: true,
        questions: [],
        report: { results: { seen: 6, used: 6, notUsed: 0 } },
      });
      const { data, report } = await readDataFolder(out);
      expect(data.rejects).toEqual([]);
      expect([data.results.count, report.duplicates.identical]).toEqual([6, 0]);
      // The apostrophe before what looks like a formula comes and goes.
      expect(await readFile(join(out, 'pupils.csv'), 'utf8')).toContain(`"'=Okoro, B"`);
      // The mended file is still needed for the next conversion of the same export.
      expect(await readdir(out)).toContain('not-used-export.csv');
      const alone = await convertCommand([mend, '--out', join(folder, 'alone'), '--yes']);
      expect(alone.json).toMatchObject({ report: { results: { seen: 6, used: 6, notUsed: 0 } } });
    });
  });

  test('refuses mended rows of another version of the export', async () => {
    await withFolder({ 'export.csv': sheet }, async (folder) => {
      const out = join(folder, 'out');
      await convertCommand([join(folder, 'export.csv'), '--out', out, '--yes']);
      await writeFile(join(folder, 'export.csv'), sheet.replace('98', '99'));
      await expect(
        convertCommand([join(folder, 'export.csv'), join(out, 'not-used-export.csv'), '--out', out, '--yes']),
      ).rejects.toMatchObject({ code: 'mended-of-other-file' });
    });
  });

  test('OneRoster’s results too', async () => {
    const files = {
      'users.csv': `sourcedId,status,role,givenName,familyName,identifier,grades,orgSourcedIds\nu1,active,student,Amira,Sayed,${amira},04,o1\n`,
      'academicSessions.csv':
        'sourcedId,status,title,type,startDate,endDate,schoolYear\ns1,active,Spring 2026,term,2026-01-05,2026-03-27,2026\n',
      'lineItems.csv': 'sourcedId,status,title,academicSessionSourcedId\nl1,active,Reading SAS,s1\n',
      'results.csv':
        'sourcedId,status,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,textScore\nr1,active,l1,u9,fully graded,97,2026-03-12,\n',
    };
    await withFolder(files, async (folder) => {
      const out = join(folder, 'out');
      const paths = Object.keys(files).map((name) => join(folder, name));
      await convertCommand([...paths, '--out', out, '--yes']);
      const mend = join(out, 'not-used-results.csv');
      await writeFile(mend, (await readFile(mend, 'utf8')).replace('u9', 'u1'));
      const again = await convertCommand([...paths, mend, '--out', out, '--yes']);
      expect(again.json).toMatchObject({ report: { results: { seen: 1, used: 1, notUsed: 0 } } });
    });
  });
});
