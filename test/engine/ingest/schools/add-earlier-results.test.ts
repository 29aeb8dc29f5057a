import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyseFolder } from '../../../../engine/pipeline/analyse-folder.ts';
import { addEarlierResults } from '../../../../engine/ingest/schools/add-earlier-results.ts';
import { carryOut, planConversion } from '../../../../engine/ingest/schools/convert-files.ts';
import { earlierResults } from '../../../../engine/runs/earlier-results.ts';
import { openRun } from '../../../../engine/runs/open-run.ts';
import type { EarlierResults } from '../../../../engine/tables/earlier-results.ts';
import { schoolSheet } from '../../../server/school-sheet.ts';
import { withFolder } from '../folder/data-folder.ts';

const standardised = { scale: 'own test', class: 'standardised', unit: 'points', min: 60, max: null };
const earlier: EarlierResults = {
  windows: [
    { window: 'aut', date: '2025-12-01', label: 'Autumn' },
    { window: 'spr', date: '2026-03-01', label: null },
  ],
  results: [
    { pupilId: 'a', school: 'Elm', subject: 'reading', window: 'aut', score: '98', status: 'valid' },
    { pupilId: 'a', school: 'Elm', subject: 'reading', window: 'spr', score: '99', status: 'valid' },
    { pupilId: 'a', school: 'Elm', subject: 'writing', window: 'spr', score: 'EXS', status: 'valid' },
    { pupilId: 'left', school: 'Elm', subject: 'reading', window: 'aut', score: '80', status: 'valid' },
    { pupilId: 'b', school: 'Elm', subject: 'reading', window: 'aut', score: '', status: 'absent' },
  ],
  scaleOf: {
    reading: { ...standardised, higherIsBetter: true, grades: [] },
    writing: { ...standardised, scale: 'writing (scale not named)', higherIsBetter: true, grades: ['WTS', 'EXS'] },
  },
};
const files = {
  'pupils.csv': 'pupil_id,surname,school\na,"Müller, gen. X",Elm\nb,,Elm\n',
  'windows.csv': 'window,date,label\nspr,2026-03-05,Spring\n',
  'assessments.csv': 'pupil_id,subject,window,score,scale,date,status\nb,reading,spr,101,own test,,valid\n',
  'scales.csv': 'scale,class,min,max,unit,sem,reliability,higher_is_better,grades\n',
};

describe('addEarlierResults(files, earlier)', () => {
  test('adds what the new files say nothing of, for pupils on their roll, and touches nothing else', () => {
    const added = addEarlierResults(files, earlier);
    expect(added.files).toEqual({
      ...files,
      'windows.csv': 'window,date,label\nspr,2026-03-05,Spring\naut,2025-12-01,Autumn\n',
      // Reading in spring was brought anew: what was known of it before, of anybody, gives way.
      'assessments.csv':
        'pupil_id,subject,window,score,scale,date,status\nb,reading,spr,101,own test,,valid\na,reading,aut,98,own test,,valid\na,writing,spr,EXS,,,valid\nb,reading,aut,,own test,,absent\n',
      'scales.csv':
        'scale,class,min,max,unit,sem,reliability,higher_is_better,grades\nown test,standardised,60,,points,,,1,\n',
    });
    expect([added.results, added.windows.map(({ window }) => window)]).toEqual([3, ['aut', 'spr']]);
  });

  test('adds nothing where all was brought, and nothing of anybody else', () => {
    const all = addEarlierResults(files, { ...earlier, results: earlier.results.slice(1, 2) });
    expect(all).toEqual({ files, results: 0, windows: [] });
  });
});

test('a sheet of the newest window alone gives the very run that the whole sheet gives', async () => {
  await withFolder({}, async (folder) => {
    const converted = async (name: string, text: string) => {
      await writeFile(join(folder, `${name}.csv`), text);
      const plan = await planConversion([join(folder, `${name}.csv`)], null, '2026-01-20');
      expect(plan.proposal.questions).toEqual([]);
      return carryOut(plan, plan.proposal.mapping).files;
    };
    const analysed = async (name: string, text: Record<string, string>) => {
      await mkdir(join(folder, name));
      for (const [file, content] of Object.entries(text)) await writeFile(join(folder, name, file), content);
      return (await analyseFolder(join(folder, name), join(folder, `runs-${name}`))).folder;
    };
    const before = await analysed('two', await converted('before', schoolSheet({ windows: 2 })));
    const whole = await analysed('whole', await converted('all', schoolSheet({ windows: 3 })));
    const onlyNew = schoolSheet({ windows: 3 })
      .split('\r\n')
      .map((line) => line.split(',').toSpliced(6, 2).join(','))
      .join('\r\n');
    const added = addEarlierResults(await converted('new', onlyNew), await earlierResults(await openRun(before)));
    expect(added.results).toBe(80);
    const joined = await openRun(await analysed('joined', added.files));
    const all = await openRun(whole);
    for (const table of ['agenda', 'growth', 'criteria'] as const)
      expect(await joined.rows(table)).toEqual(await all.rows(table));
  });
}, 60_000);
