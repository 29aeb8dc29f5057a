import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serve } from '../../../server/main.ts';
import { runHeading } from '../../../server/runs/run-heading.ts';
import { openRecord } from '../../../server/records/open-record.ts';
import { pupilNames } from '../../../server/records/pupils/pupil-names.ts';
import { fixtureRun } from '../fixture-run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'same-start-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('serve(settings) takes the names of a data folder into the encrypted record, and its address signs in once', async () => {
  writeFileSync(
    join(folder, 'pupils.csv'),
    'pupil_id,school,year_group,class,surname,forename\np1,Oak,4,4K,Hussain,Amira\np2,Oak,4,4K,Brown,Tom\n',
  );
  const records = join(folder, 'record');
  const served = await serve({ runs: join(folder, 'runs'), host: '127.0.0.1', port: 0, data: folder, records });
  const signIn = async () => (await fetch(served.signInUrl, { redirect: 'manual' })).status;
  expect(served.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect([await signIn(), await signIn()]).toEqual([303, 401]);
  await served.close();
  const record = await openRecord({ path: join(records, 'record.db') });
  expect([...(await pupilNames(record)).values()][0]).toEqual({
    school: 'Oak',
    pupilId: 'p1',
    forename: 'Amira',
    surname: 'Hussain',
  });
  await record.close();
});

test('runHeading(run) says the month once where the window’s label is the month', () => {
  const { manifest } = fixtureRun();
  const labelled = (label: string | null) =>
    runHeading({
      manifest: { ...manifest, windows: manifest.windows.map((one) => ({ ...one, label })) },
    }).heading;
  expect(labelled('December 2026')).toBe('Results of December 2026');
  expect(labelled('Autumn results')).toBe('Autumn results, December 2026');
  expect(labelled(null)).toBe('Results of December 2026');
});
