import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRecord, type SchoolRecord } from '../../../server/records/open-record.ts';
import { keepPupilNames, pupilNames } from '../../../server/records/pupils/pupil-names.ts';
import { fixturePupil } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { fixtureRunId, testApp, tokenOf, type TestApp } from '../signed-in.ts';

const folder = mkdtempSync(join(tmpdir(), 'record-on-disk-'));
let record: SchoolRecord;
let server: TestApp;
beforeAll(async () => {
  record = await openRecord({ path: join(folder, 'record.db') });
  server = await testApp({ record });
});
afterAll(async () => {
  await server.app.close();
  await record.close();
  rmSync(folder, { recursive: true });
});

const pragma = async (name: string) =>
  Object.values((await sql`pragma ${sql.raw(name)}`.execute(record.db)).rows[0] as object)[0] as unknown;

describe('the record on the disk', () => {
  test('holds no name in the clear, in none of its files, nor does SQLite put anything aside in one', async () => {
    await keepPupilNames(record, [
      { school: 'Oak Primary', pupilId: 'p1', forename: 'Zebulonia', surname: 'Quixotebury' },
    ]);
    const files = readdirSync(folder);
    expect(files).toContain('record.db-wal');
    for (const file of files) expect(readFileSync(join(folder, file)).includes('Zebulonia'), file).toBe(false);
    expect([await pragma('journal_mode'), await pragma('synchronous'), await pragma('temp_store')]).toEqual([
      'wal',
      2,
      2,
    ]);
  });

  test('has strict tables only', async () => {
    const { rows } = await sql<{ name: string }>`
      select name from pragma_table_list where type = 'table' and strict = 0 and schema = 'main'`.execute(record.db);
    const own = rows.map(({ name }) => name).filter((name) => !/^(sqlite|kysely)_/.test(name));
    expect(own).toEqual([]);
  });
});

test('a copy of the folder opens elsewhere with its key, and says what to put back without it', async () => {
  const [from, to] = [join(folder, 'from'), join(folder, 'to')];
  const amira = { school: 'Oak Primary', pupilId: 'p1', forename: 'Amira', surname: 'Hussain' };
  const first = await openRecord({ path: join(from, 'record.db') });
  await keepPupilNames(first, [amira]);
  await first.close();
  cpSync(from, to, { recursive: true });
  const second = await openRecord({ path: join(to, 'record.db') });
  expect([...(await pupilNames(second)).values()]).toEqual([amira]);
  await second.close();
  rmSync(join(to, 'record.db.key'));
  await expect(openRecord({ path: join(to, 'record.db') })).rejects.toThrow('Put back the key file');
  await expect(openRecord({ path: join(to, 'record.db'), key: 'ab'.repeat(32) })).rejects.toThrow('Put back the key');
  // Neither try made another key or touched the file.
  cpSync(join(from, 'record.db.key'), join(to, 'record.db.key'));
  await (await openRecord({ path: join(to, 'record.db') })).close();
});

test('a disk that fills up within a change is what is told, and not that SQLite had taken the change back by itself', async () => {
  const change = record.db.transaction().execute(async (transaction) => {
    // What SQLite does where a page cannot be written out; see “disk full” of `npm run test:faults` for a real disk.
    await sql`rollback`.execute(transaction);
    throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
  });
  await expect(change).rejects.toMatchObject({ code: 'SQLITE_FULL' });
  expect(await pragma('user_version')).toBeDefined();
});

test('where the record cannot be written, pages are still read, and a save says what is wrong and what to do', async () => {
  const cookie = await server.signIn('headteacher');
  const key = await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 9));
  const page = () => server.app.inject({ url: `/pupils/${key}`, headers: { cookie } });
  const token = tokenOf((await page()).body);
  const before = Date.now() - 2 * 60_000;
  await record.db.updateTable('session').set({ seen_at: before }).execute();
  await sql`pragma query_only = on`.execute(record.db);
  expect((await page()).statusCode).toBe(200);
  const save = () =>
    server.app.inject({
      method: 'POST',
      url: `/pupils/${key}/add`,
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ token, run: fixtureRunId, reason: 'forgets', source: 'teacher' }).toString(),
    });
  const refused = await save();
  expect(refused.statusCode).toBe(503);
  expect(refused.body).toMatch(/could not be saved[\s\S]*disk[\s\S]*go back/);
  await sql`pragma query_only = off`.execute(record.db);
  expect((await save()).statusCode).toBe(303);
});

test('one more reason for a pupil to be talked about does not take the place of a colleague’s; one’s own does', async () => {
  const [teacher, senco] = [
    await server.signIn('teacher', { classes: [['Oak Primary', '4K']] }),
    await server.signIn('senco'),
  ];
  const key = await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 10));
  const add = async (cookie: string, reason: string) => {
    const { body } = await server.app.inject({ url: '/', headers: { cookie } });
    const form = { token: tokenOf(body), run: fixtureRunId, reason, source: 'teacher' };
    return server.app.inject({
      method: 'POST',
      url: `/pupils/${key}/add`,
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(form).toString(),
    });
  };
  for (const [cookie, reason] of [
    [teacher, 'forgets numbers'],
    [teacher, 'forgets number facts'],
    [senco, 'hearing check is due'],
    [senco, 'hearing check is due'],
  ] as const)
    expect((await add(cookie, reason)).statusCode).toBe(303);
  const [row] = await record.db
    .selectFrom('added_pupil')
    .selectAll()
    .where('pupil_id', '=', fixturePupil('Oak Primary', '4K', 10))
    .execute();
  expect(row.reason).toBe('forgets number facts; hearing check is due');
});
