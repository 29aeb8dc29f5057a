import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDataFolder } from '../../../../engine/ingest/folder/read-data-folder.ts';
import { rejectsTable } from '../../../../engine/runs/tables/rejects-table.ts';
import { withFolder } from '../../ingest/folder/data-folder.ts';
import { writeRun } from '../../../../engine/runs/write-run.ts';
import { madeUpRun } from '../made-up-run.ts';

const windows = 'window,date\nA,2025-12-01\n';
const secrets = ['foster care', 'OX1 4RT', '2016-05-31', 'hearing aids', 'SEMH'];

test('rejectsTable(rejects) repeats of a row not used what finds it and what is compared, and no free text', async () => {
  const files = {
    'pupils.csv': `pupil_id,school,year_group,date_of_birth,primary_need,postcode,notes\nP1,Elm,99,2016-05-31,SEMH,OX1 4RT,foster care\nP2,Elm,4,,,,\n`,
    'windows.csv': windows,
    'assessments.csv':
      'pupil_id,subject,window,score,teacher_comment\nP2,reading,A,many,hearing aids\nP9,reading,A,87,foster care\nP2,reading,A,100,\n',
  };
  await withFolder(files, async (folder) => {
    const { data } = await readDataFolder(folder);
    const { columns, rows } = rejectsTable(data.rejects);
    expect(rows).toBeGreaterThanOrEqual(2);
    const all = Object.values(columns).flatMap(({ values }) =>
      Array.from(values as ArrayLike<string | number>, String),
    );
    for (const secret of secrets)
      expect(
        all.filter((text) => text.includes(secret)),
        secret,
      ).toEqual([]);
    const contents = Array.from(columns.content.values as ArrayLike<string>, (text) => JSON.parse(text) as object);
    expect(contents).toContainEqual({ pupil_id: 'P2', subject: 'reading', window: 'A', score: 'many' });
    // The whole row is at hand to be mended, in the school's own file and in what `check --rejects` writes beside it.
    expect(data.rejects.some(({ content }) => content.includes('foster care'))).toBe(true);
  });
});

test('a run is for whoever wrote it: folders 0700, files 0600', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rights-'));
  const runs = join(folder, 'runs');
  await writeRun(madeUpRun(20), runs, { formats: ['parquet', 'csv'] });
  const inside = readdirSync(runs, { recursive: true, withFileTypes: true });
  expect(inside.length).toBeGreaterThan(10);
  for (const entry of inside) {
    const mode = statSync(join(entry.parentPath, entry.name)).mode & 0o777;
    expect(mode.toString(8), entry.name).toBe(entry.isDirectory() ? '700' : '600');
  }
  expect((statSync(runs).mode & 0o777).toString(8)).toBe('700');
  rmSync(folder, { recursive: true });
});
