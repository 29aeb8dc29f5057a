import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeRun } from '../../../engine/runs/write-run.ts';
import { lookAfterRecord } from '../../../server/main.ts';
import { auditEntries } from '../../../server/records/audit-entries.ts';
import { withRecord } from '../../../server/records/keeping/with-record.ts';
import { holdRecord } from '../../../server/records/keeping/hold-record.ts';
import { openRecord } from '../../../server/records/open-record.ts';
import { noteDraft, releaseRun, runStandings } from '../../../server/records/run-releases.ts';
import { addPerson } from '../../../server/people/people.ts';
import { fixtureRun } from '../fixture-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'same-start-prune-runs-'));
const runs = join(folder, 'runs');
const records = join(runs, '.record');
const place = { path: join(records, 'record.db') };
const at = new Date('2026-12-10T09:00:00Z');
/** Three runs of one window, in the order they were written. */
const made: string[] = [];

beforeAll(async () => {
  const content = fixtureRun({ pupils: 4 });
  for (const engine of ['9.0.1', '9.0.2', '9.0.3'])
    made.push(basename(await writeRun({ ...content, manifest: { ...content.manifest, engine } }, runs)));
  const record = await openRecord(place);
  // Somebody else has an account: from now on runs wait for release.
  await addPerson(record, { name: 'A. Head', role: 'headteacher' });
  for (const run of made) await noteDraft(record, run, { importId: 'x', personId: 'local', at });
  await releaseRun(record, made[1], { personId: 'local', at });
  await record.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const prune = (doIt = false) => lookAfterRecord({ task: 'prune-runs', runs, records, doIt });

test('a run is withdrawn with its reason, in the audit of its school; again changes nothing', async () => {
  const task = { task: 'withdraw', runs, records, run: made[1], because: 'the wrong file' } as const;
  expect((await lookAfterRecord(task)).json).toEqual({ run: made[1], withdrawn: true });
  expect((await lookAfterRecord(task)).json).toEqual({ run: made[1], withdrawn: false });
  await expect(lookAfterRecord({ ...task, run: '2020-01-01-000000000000' })).rejects.toThrow('There is no run');
  await withRecord(place, async (record) => {
    expect((await runStandings(record)).get(made[1])).toMatchObject({ state: 'withdrawn', reason: 'the wrong file' });
    const entries = await auditEntries(record, { action: 'withdraw' }, { most: 5 });
    expect(entries.map(({ object, school }) => [object, school])).toEqual([[made[1], 'Oak Primary']]);
  });
});

test('prune shows and removes what a newer run took the place of, never the newest nor what a meeting hangs on', async () => {
  expect((await prune()).json).toEqual({ runs: made.slice(0, 2).toReversed(), done: false });
  expect(existsSync(join(runs, made[0]))).toBe(true);
  await withRecord(place, (record) =>
    record.db
      .insertInto('meeting')
      .values({
        meeting_id: 'm',
        school: 'Oak Primary',
        class: '4J',
        run_id: made[0],
        minutes: 30,
        started_at: at.toISOString(),
        started_by: 'local',
        ended_at: null,
        ended_by: null,
      })
      .execute(),
  );
  expect((await prune(true)).json).toEqual({ runs: [made[1]], done: true });
  expect(made.map((run) => existsSync(join(runs, run)))).toEqual([true, false, true]);
  expect((await prune(true)).text).toContain('no run that nobody needs');
});

test('while the pages are served neither withdraws nor removes', async () => {
  const letGo = holdRecord(place.path);
  await expect(prune(true)).rejects.toMatchObject({ code: 'record-held' });
  letGo();
});
