import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { joinMended } from '../../../../engine/ingest/folder/join-mended.ts';
import { inspectDataFolder } from '../../../../engine/ingest/folder/read-data-folder.ts';
import { rejectsCsv } from '../../../../engine/ingest/files/csv/rejects-csv.ts';
import { plainFolder, withFolder } from './data-folder.ts';

test('joinMended(earlier, later) keeps what was mended first when the rest is mended later', async () => {
  const assessments =
    'pupil_id,subject,window,score,scale\n001,reading,Aut,98,ngrt\n001,reading,Sum,1o1,ngrt\n004,reading,Sum,90,ngrt\n002,reading,Sum,0,raw\n';
  await withFolder({ ...plainFolder, 'assessments.csv': assessments }, async (folder) => {
    const notUsed = async () => {
      const { data } = await inspectDataFolder(folder);
      return rejectsCsv(data.rejects, data.fileHashes)['assessments.csv'] ?? '';
    };
    const mended = join(folder, 'assessments-mended.csv');
    await writeFile(mended, (await notUsed()).replace('1o1', '101'));
    const rest = await notUsed();
    expect(rest).not.toContain('101');
    await writeFile(mended, joinMended(await readFile(mended, 'utf8'), rest.replace('004', '003')));
    const { data } = await inspectDataFolder(folder);
    expect(data.rejects).toEqual([]);
    expect(data.results.count).toBe(4);
  });
});

test('joinMended(earlier, later) refuses what does not say where its rows belong', () => {
  expect(() => joinMended('a\n1\n', 'not_used_row\n2\n')).toThrow(/not_used_row/);
});
