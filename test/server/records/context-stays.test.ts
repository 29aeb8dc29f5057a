import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../../engine/cli/run.ts';
import { serve } from '../../../server/main.ts';
import { openRecord } from '../../../server/records/open-record.ts';
import { pupilContexts } from '../../../server/records/pupils/pupil-context.ts';

let folder: string;
let runs: string;
const key = 'a'.repeat(64);

/** Days and words found nowhere but in what is known of the pupils. */
const secrets = [/2018-0[1-9]-23/, /2026-02-17/, /2025-04-29/, /2024-10-08/, /SEMH/, /school-move/, /\b61\.75\b/];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'context-'));
  runs = join(folder, 'runs');
  const data = join(folder, 'data');
  mkdirSync(data);
  const pupils = Array.from({ length: 40 }, (_, place) => `p${String(place + 1).padStart(2, '0')}`);
  const write = (name: string, lines: readonly string[]) => writeFileSync(join(data, name), `${lines.join('\n')}\n`);
  write('pupils.csv', [
    'pupil_id,school,year_group,class,surname,forename,date_of_birth,sen_status,sen_since,primary_need,joined_on,attendance,eal',
    ...pupils.map(
      (id, place) => `${id},Oak,4,4K,Hussain,Amira,2018-0${(place % 9) + 1}-23,K,2025-04-29,SEMH,2024-10-08,61.75,1`,
    ),
  ]);
  write('windows.csv', ['window,date', 'a,2025-12-05', 'b,2026-12-04']);
  write('context.csv', ['pupil_id,kind,from,to', ...pupils.map((id) => `${id},school-move,2026-02-17,`)]);
  write('assessments.csv', [
    'pupil_id,subject,window,score,scale',
    ...pupils.flatMap((id, place) =>
      ['a', 'b'].map((window, later) => `${id},reading,${window},${85 + ((place * 7 + later * 11) % 31)},standardised`),
    ),
    // Rejected rows are kept whole in the run: none of theirs is context.
    'p01,reading,b,not a mark,standardised',
  ]);
  write('scales.csv', ['scale,class,min,max,sem,reliability', 'standardised,standardised,69,141,4.74,0.9']);
  await runCommand([data, '--out', runs, '--format', 'parquet,csv'], {
    progress: () => undefined,
    announce: () => undefined,
    loadServer: () => Promise.reject(new Error('not here')),
  } as never);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what is known of pupils beside their results', () => {
  test('is in no file of a run', () => {
    const files = readdirSync(runs, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(csv|json)$/.test(name));
    expect(files.length).toBeGreaterThan(10);
    for (const name of files) {
      const text = readFileSync(join(runs, name), 'utf8');
      for (const secret of secrets) expect(text, `${name}: ${secret}`).not.toMatch(secret);
    }
  });

  test('is taken into the encrypted record when the pages start with the data folder, and cannot be read from its file', async () => {
    const records = join(folder, 'record');
    const served = await serve({ runs, host: '127.0.0.1', port: 0, data: join(folder, 'data'), records, key });
    await served.close();
    for (const name of readdirSync(records))
      for (const secret of [...secrets, /Hussain/])
        expect(readFileSync(join(records, name), 'latin1'), name).not.toMatch(secret);
    const record = await openRecord({ path: join(records, 'record.db'), key });
    expect((await pupilContexts(record, [{ school: 'Oak', pupilId: 'p01' }])).get('p01')).toEqual({
      school: 'Oak',
      pupilId: 'p01',
      dateOfBirth: '2018-01-23',
      senStatus: 'K',
      senSince: '2025-04-29',
      primaryNeed: 'SEMH',
      joinedOn: '2024-10-08',
      attendancePercent: 61.75,
      englishAdditional: true,
      sex: '',
      pupilPremium: null,
      facts: [{ kind: 'school-move', from: '2026-02-17', to: null }],
    });
    await record.close();
  });
});
