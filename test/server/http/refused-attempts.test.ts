import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashPassphrase } from '../../../server/people/passphrase-hash.ts';
import { addPerson } from '../../../server/people/people.ts';
import { openRecord, type SchoolRecord } from '../../../server/records/open-record.ts';
import { testApp, type TestApp } from '../signed-in.ts';
import { visitor } from '../visitor.ts';

let record: SchoolRecord;
let server: TestApp;
let khan: string;
let clock: Date;
beforeEach(async () => {
  clock = new Date('2026-12-10T09:00:10Z');
  record = await openRecord({ path: ':memory:' });
  server = await testApp({ record, now: () => clock });
  const passwordHash = await hashPassphrase('purple kettle on ice');
  khan = await addPerson(record, { name: 'K', role: 'senco', school: 'Oak Primary', signInName: 'khan', passwordHash });
});
afterEach(async () => {
  await server.app.close();
  await record.close();
});

const attempt = async (name: string, address?: string) =>
  (
    await visitor(server.app, address === undefined ? {} : { address }).send('/sign-in', {
      name,
      passphrase: 'a guess at it',
      to: '/',
    })
  ).status;

async function lines() {
  const rows = await record.db
    .selectFrom('audit')
    .select(['object', 'detail', 'school', 'person_id'])
    .where('action', '=', 'sign-in-waits')
    .orderBy('entry')
    .execute();
  return rows.map(({ detail, ...row }) => ({ ...row, ...(JSON.parse(detail) as Record<string, unknown>) }));
}

test('refused attempts are one line a subject and minute, with their number', async () => {
  for (let turn = 0; turn < 5; turn += 1) expect(await attempt('khan')).toBe(422);
  for (let turn = 0; turn < 12; turn += 1) expect(await attempt('khan')).toBe(429);
  for (let turn = 0; turn < 5; turn += 1) expect(await attempt('nobody')).toBe(422);
  for (let turn = 0; turn < 3; turn += 1) expect(await attempt('nobody', '10.5.0.1')).toBe(429);
  expect(await lines()).toEqual([]);
  clock = new Date('2026-12-10T09:01:05Z');
  expect(await attempt('khan', '10.5.0.2')).toBe(429);
  await expect.poll(lines).toHaveLength(2);
  expect(await lines()).toEqual([
    {
      object: khan,
      school: 'Oak Primary',
      person_id: null,
      why: 'name-must-wait',
      from: 'several networks',
      attempts: 12,
      minute: '2026-12-10T09:00Z',
    },
    {
      object: 'unknown name',
      school: null,
      person_id: null,
      why: 'name-must-wait',
      from: '10.5.0.1',
      attempts: 3,
      minute: '2026-12-10T09:00Z',
    },
  ]);
  await server.app.close();
  expect((await lines()).at(-1)).toMatchObject({ object: khan, from: '10.5.0.2', attempts: 1 });
});

test('a network that must wait is named, and a flood from many adds a hundred lines and one', async () => {
  for (let turn = 0; turn < 33; turn += 1) await attempt(`name${turn}`, '10.6.0.1');
  for (let network = 0; network < 300; network += 1)
    for (let turn = 0; turn < 2; turn += 1)
      server.app.noteRefused({ object: '/sign-in', why: 'too-many-requests', from: `10.7.${network}.${turn}` });
  for (let turn = 0; turn < 5; turn += 1)
    server.app.noteRefused({ object: '/sign-in', why: 'too-many-requests', from: `2001:db8:0:1::${turn}` });
  await server.app.close();
  const all = await lines();
  expect(all[0]).toMatchObject({ object: '/sign-in', why: 'too-many-requests', from: '10.6.0.1', attempts: 3 });
  expect(all).toHaveLength(101);
  expect(all.at(-1)).toMatchObject({ from: 'other networks' });
  expect(all.reduce((sum, one) => sum + Number((one as { attempts?: unknown }).attempts), 0)).toBe(3 + 600 + 5);
});

test('lines that cannot be written wait for the next minute', async () => {
  server.app.noteRefused({ object: '/sign-in', why: 'too-many-requests', from: '10.8.0.1' });
  await sql`create trigger full before insert on audit begin select raise(abort, 'the disk is full'); end`.execute(
    record.db,
  );
  clock = new Date('2026-12-10T09:01:00Z');
  server.app.noteRefused({ object: '/sign-in', why: 'too-many-requests', from: '10.8.0.2' });
  await new Promise((done) => setTimeout(done, 20));
  await sql`drop trigger full`.execute(record.db);
  await server.app.close();
  expect((await lines()).map((one) => (one as { from?: unknown }).from)).toEqual(['10.8.0.1', '10.8.0.2']);
});
