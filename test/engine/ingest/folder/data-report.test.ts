import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkCommand } from '../../../../engine/cli/check.ts';
import { dataReportHtml } from '../../../../engine/ingest/folder/report/data-report-html.ts';
import { dataReportText } from '../../../../engine/ingest/folder/report/data-report-text.ts';
import { readDataFolder } from '../../../../engine/ingest/folder/read-data-folder.ts';
import { plainFolder, readFiles, withFolder, type Files } from './data-folder.ts';

const pupils = Array.from({ length: 40 }, (_, k) => String(100 + k));
const trust: Files = {
  'pupils.csv': `pupil_id,school,year_group,class\n${pupils.map((id, k) => `${id},Oak,4,${k < 20 ? '4K' : '4L'}`).join('\n')}\n`,
  'windows.csv': 'window,date\nAut,2025-12-01\nSum,2026-06-15\n',
  'scales.csv': 'scale,class,min,max\nraw,criterion,0,500\nsas,standardised,,\n',
};
const autumn = pupils.map((id, k) => `${id},reading,Aut,${80 + k},raw,2025-12-01,`);
const rows = (...lines: readonly string[][]): Files => ({
  ...trust,
  'assessments.csv': `pupil_id,subject,window,score,scale,date,status\n${lines.flat().join('\n')}\n`,
});

describe('the data report', () => {
  test('accounts for every pupil on roll in the newest window, by subject and class', async () => {
    const summer = pupils
      .slice(0, 33)
      .map((id, k) => `${id},reading,Sum,${k < 30 ? 90 + k : ''},raw,,${k < 30 ? '' : 'absent'}`);
    const { report } = await readFiles(
      rows(autumn, summer, ['999,reading,Sum,100,raw,,', '998,Reading,Sum,100,raw,,']),
    );
    expect(report.newest!.subjects).toEqual([
      expect.objectContaining({ subject: 'reading', onRoll: 40, withoutResult: 7, notMatched: 2 }),
    ]);
    expect(dataReportText(report)).toContain(
      'Roll 40 · valid reading score 30 · 3 absent · 7 with no result · 2 results we could not match to a pupil',
    );
    expect(report.coverage).toEqual([
      {
        window: 'Sum',
        school: 'Oak',
        class: '4K',
        subject: 'reading',
        onRoll: 20,
        scored: 20,
        otherStatus: 0,
        withoutResult: 0,
      },
      {
        window: 'Sum',
        school: 'Oak',
        class: '4L',
        subject: 'reading',
        onRoll: 20,
        scored: 10,
        otherStatus: 3,
        withoutResult: 7,
      },
    ]);
    expect(report.assumptions).toEqual(['“reading”, “Reading” are read as one subject, reading.']);
  });

  test('flags a change unlike the others, uniform marks, a changed test, scores off the scale and spread dates, and leaves them in', async () => {
    const summer = pupils.map((id, k) => `${id},reading,Sum,${k === 7 ? 300 : 90 + k + (k % 5)},raw,,`);
    const maths = pupils.map(
      (id, k) => `${id},maths,Aut,${k < 20 ? 100 : 90 + k},sas,${k % 2 ? '2025-10-01' : '2026-01-20'},`,
    );
    const later = pupils.map((id, k) => `${id},maths,Sum,${k === 3 ? 499 : 80 + (k % 9)},${k === 3 ? 'sas' : 'raw'},,`);
    const { report, data } = await readFiles(rows(autumn, summer, maths, later));
    expect(data.results.count).toBe(160);
    expect(report.doubts.map(({ kind, count, examples }) => [kind, count, examples])).toEqual([
      ['implausible-change', 1, ['107: 87 to 300']],
      ['unusual-score', 1, ['103: 499']],
      ['dates-spread', 80, []],
      ['test-changed', 1, ['raw from Sum']],
      ['uniform-marks', 1, ['4K (Oak), maths, Aut: 100 × 20']],
    ]);
  });

  test('tells codes of pupils that have no meaning here, and keeps them', async () => {
    const { report, data } = await readFiles({
      ...rows(autumn),
      'pupils.csv': `pupil_id,school,year_group,sen_status,primary_need\n${pupils.map((id, k) => `${id},Oak,4,${k < 3 ? 'SEN Support' : k < 6 ? 'k' : ''},${k < 4 ? 'Dyslexia' : 'slcn'}`).join('\n')}\n`,
    });
    expect(data.pupils.senStatus.values).toEqual(['K', 'SEN SUPPORT']);
    expect(report.doubts.map(({ kind, text, count }) => [kind, text.split(':')[0], count])).toEqual([
      ['code-unknown', 'SEN status “SEN SUPPORT” is not N, K or E', 3],
      ['code-unknown', 'Primary need “DYSLEXIA” is not a code of the school census', 4],
    ]);
    expect(report.doubts[0].examples).toEqual(pupils.slice(0, 3));
  });

  test('has nothing to flag in ordinary results', async () => {
    const summer = pupils.map((id, k) => `${id},reading,Sum,${85 + k + ((k * 7) % 11)},raw,,`);
    expect((await readFiles(rows(autumn, summer))).report.doubts).toEqual([]);
  });

  test('counts a score at the floor or the ceiling among the scores', async () => {
    const summer = ['floor', 'ceiling', 'absent'].map(
      (status, k) => `${pupils[k]},reading,Sum,${status === 'absent' ? '' : 90},raw,,${status}`,
    );
    const { report } = await readFiles(rows(autumn, summer));
    expect(report.coverage[0]).toMatchObject({ class: '4K', scored: 2, otherStatus: 1, withoutResult: 17 });
  });

  test('flags no change on a test where many change much and most hardly at all', async () => {
    // 24 of 40 move by a point at most, 16 by 20: a robust spread alone would call each of the 16 a slip.
    const summer = pupils.map((id, k) => `${id},reading,Sum,${80 + k + (k % 5 < 3 ? (k % 3) - 1 : 20)},raw,,`);
    expect((await readFiles(rows(autumn, summer))).report.doubts).toEqual([]);
  });

  test('says nothing of changes where there are under thirty to tell what is usual', async () => {
    const asked = async (count: number) => {
      const summer = pupils
        .slice(0, count)
        .map((id, k) => `${id},reading,Sum,${k === 7 ? 300 : 90 + k + (k % 5)},raw,,`);
      return (await readFiles(rows(autumn, summer))).report.doubts.map(({ kind }) => kind);
    };
    expect(await asked(30)).toEqual(['implausible-change']);
    expect(await asked(29)).toEqual([]);
  });

  test('asks of a default mark in a class of eight that all have it, not in one of seven', async () => {
    const asked = async (count: number) => {
      const same = pupils.slice(0, count).map((id) => `${id},maths,Aut,100,raw,,`);
      return (await readFiles(rows(autumn, same))).report.doubts.map(({ kind }) => kind);
    };
    expect(await asked(8)).toEqual(['uniform-marks']);
    expect(await asked(7)).toEqual([]);
  });

  test('asks whether two names are one subject, unless more than one in twenty has both at once', async () => {
    const maths = pupils.map((id, k) => `${id},${k < 20 ? 'maths' : 'mathematics'},Aut,${80 + k},raw,,`);
    const both = (count: number) => pupils.slice(0, count).map((id, k) => `${id},mathematics,Aut,${70 + k},raw,,`);
    const asked = async (count: number) =>
      (await readFiles(rows(autumn, maths, both(count)))).report.doubts.map(({ kind }) => kind);
    expect(await asked(0)).toEqual(['subjects-alike']);
    expect(await asked(2)).toEqual(['subjects-alike']);
    expect(await asked(3)).toEqual([]);
  });

  test('counts as moved who came from another school since the first window, not before', async () => {
    const { report } = await readFiles({
      ...rows(autumn, [`${pupils[0]},reading,Sum,90,raw,,`]),
      'context.csv':
        'pupil_id,kind,from,to\n100,school-move,2025-09-01,\n101,school-move,2026-02-01,\n102,school-move,2025-12-01,\n',
    });
    expect(report.changes.moved).toBe(1);
  });

  test('as a page escapes every text of the files', async () => {
    const hostile = '<script>alert(1)</script>';
    const { report } = await readFiles({
      ...plainFolder,
      'pupils.csv': `pupil_id,school,year_group,class\n001,${hostile},4,4K\n002,Oak,${hostile},4K\n`,
    });
    const page = dataReportHtml(report);
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;');
  });
});

describe('same-start check', () => {
  test('writes the rows not used so that they can be mended and fed back', async () => {
    const bad = rows(autumn.slice(0, 2), ['102,reading,Aut,9B,raw,2025-12-01,', '103,reading,Aut,88,raw,01/12/2025,']);
    await withFolder(bad, async (folder) => {
      const out = join(folder, 'mend');
      const { exitCode, text } = await checkCommand([folder, '--rejects', out, '--html', join(folder, 'report.html')]);
      expect(exitCode).toBe(0);
      expect(text).toContain('row 3, score “9B”: The score is not a number.');
      expect(await readFile(join(folder, 'report.html'), 'utf8')).toContain('<h1>Data report</h1>');
      expect(await readdir(out)).toEqual(['assessments-not-used.csv']);
      const mended = (await readFile(join(out, 'assessments-not-used.csv'), 'utf8'))
        .replace('9B', '98')
        .replace('01/12/2025', '2025-12-01');
      await writeFile(join(folder, 'assessments.csv'), mended);
      const { data } = await readDataFolder(folder);
      expect(data.rejects).toEqual([]);
      expect(data.results.score).toEqual(['98', '88']);
    });
  });

  test('says so with exit code 2 where nothing can be analysed', async () => {
    await withFolder(rows(['999,reading,Aut,98,raw,,']), async (folder) => {
      const { exitCode, text, json } = await checkCommand([folder]);
      expect(exitCode).toBe(2);
      expect(text).toContain('Nothing can be analysed');
      expect(json).toMatchObject({ usable: false, report: { files: expect.any(Array) } });
    });
  });
});

describe('windows that a slip may have made', () => {
  const windows = 'window,date\nAut,2025-12-01\nSum,2026-06-15\nFar,2062-11-20\n';
  const many = [...autumn, ...pupils.map((id, k) => `${id},reading,Sum,${90 + k},raw,2026-06-15,`)];
  const folder = (line: string): Files => ({ ...rows(many, [line]), 'windows.csv': windows });

  test('are doubted: one to come, and one of a single result where others have forty', async () => {
    const { json } = await withFolder(folder('100,reading,Far,99,raw,,'), (path) => checkCommand([path]));
    const { report } = json as { report: { doubts: { kind: string; count: number; examples: string[] }[] } };
    expect(report.doubts.filter(({ kind }) => kind.startsWith('window'))).toEqual([
      expect.objectContaining({ kind: 'window-to-come', count: 1, examples: ['Far (2062-11-20)'] }),
      expect.objectContaining({ kind: 'window-lonely', count: 1, examples: ['Far (2062-11-20)'] }),
    ]);
  });

  test('are not where none has a result, and windows of other sizes are', async () => {
    const { report } = await readFiles({ ...rows(many), 'windows.csv': windows });
    expect(report.doubts.filter(({ kind }) => kind.startsWith('window'))).toEqual([]);
  });
});
