import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRecord } from '../../../server/records/open-record.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp, type TestApp } from '../signed-in.ts';
import { visitor, type Visitor } from '../visitor.ts';

const school = 'Oak Primary';
let server: TestApp;
let senco: Visitor;
let clock: Date;
let one: string;
beforeEach(async () => {
  clock = new Date('2026-12-10T09:00:00Z');
  server = await testApp({ now: () => clock });
  senco = visitor(server.app, { cookie: await server.signIn('senco', { school }) });
  one = await pupilKeyOf(server, fixturePupil(school, '4K', 9));
});
afterEach(() => server.app.close());

const entry = {
  status: 'K',
  from_on: '2026-12-10',
  difficulty: 'needs time to answer',
  entry_provision: 'small group',
  decided_by: 'Ms Okafor',
  told_on: '2026-12-08',
  told_by: 'Ms Khan',
  told_how: 'in a talk',
};
const needs = { need_1: 'SLCN', need_2: '', need_3: '', note_1: 'needs pictures', note_2: '', note_3: '' };
const leaving = {
  left_on: '2026-12-10',
  left_because: 'the gap has closed',
  left_told_on: '2026-12-09',
  left_told_by: 'Ms Khan',
  watch_until: '2027-03-10',
};
const rows = () => server.record.db.selectFrom('register_entry').selectAll().orderBy('from_on').execute();
const page = async (url = `/register/${one}`) => textOf((await senco.get(url)).body);
const textOf = (body: string) =>
  body
    .slice(body.indexOf('<main'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const enter = (fields: Record<string, string> = {}, who = senco) =>
  who.send(`/register/${one}/entry`, { ...entry, ...fields }, '/register');

describe('entering, changing and leaving take one form each', () => {
  test('an entry brings its needs, and a change puts entry and needs right and keeps what stood before', async () => {
    expect((await enter(needs)).status).toBe(303);
    expect(await page()).toContain(
      'speech, language and communication (communication and interaction): needs pictures',
    );
    clock = new Date('2026-12-14T09:00:00Z');
    const changed = await enter({ ...needs, need_1: 'HI', note_1: '', decided_by: 'Ms Ahmed', seen: '1' });
    expect(changed.status).toBe(303);
    expect(await rows()).toMatchObject([{ decided_by: 'Ms Ahmed', version: 2, status: 'K' }]);
    const text = await page();
    expect(text).toContain(
      'Put right by S. Khan. Before, it said: SEN Support since 10 December 2026, decided by Ms Okafor',
    );
    expect(text).toContain('Need, until 14 December 2026: speech, language');
  });

  test('another status on the same day was a mistake; from a later day it is a new entry; from an earlier one it is refused', async () => {
    await enter();
    expect((await enter({ status: 'E', seen: '1' })).status).toBe(303);
    expect(await rows()).toMatchObject([{ status: 'E', from_on: '2026-12-10', left_on: null }]);
    const early = await enter({ status: 'K', from_on: '2026-12-09', seen: '2' });
    expect([early.status, textOf(early.body)]).toEqual([422, expect.stringContaining('begins after the one before')]);
    clock = new Date('2027-02-01T09:00:00Z');
    await enter({ status: 'K', from_on: '2027-02-01', seen: '2' });
    expect(await rows()).toMatchObject([
      { status: 'E', left_on: '2027-02-01', moved_to: 'K' },
      { status: 'K', left_on: null },
    ]);
  });

  test.each([
    ['before the pupil came', { left_on: '2026-12-09' }, 'before the pupil came onto the register'],
    ['still to come', { left_on: '2026-12-11' }, 'still to come'],
    ['in no calendar', { left_on: '2026-02-30' }, 'no day of the calendar'],
    ['told in the future', { left_told_on: '2026-12-20' }, 'on a day that is still to come'],
    ['to look again before leaving', { watch_until: '2026-12-01' }, 'comes after leaving'],
  ])(
    'a day of leaving that is %s is refused with a sentence, and what was typed stays',
    async (_what, days, sentence) => {
      await enter();
      const answer = await senco.send(`/register/${one}/leave`, { ...leaving, ...days }, '/register');
      expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringContaining(sentence)]);
      expect(answer.body).toContain('the gap has closed');
      expect(await rows()).toMatchObject([{ left_on: null, version: 1 }]);
    },
  );

  test.each([
    ['told in the future', { told_on: '2026-12-11', from_on: '2026-12-20' }, 'on a day that is still to come'],
    ['years ahead', { from_on: '2062-12-10' }, 'more than a year ahead'],
    ['in no calendar', { told_on: '2026-02-30' }, 'no day of the calendar'],
    ['left out without need', { told_on: '', past: 'yes' }, 'the school’s file says nothing of it'],
  ])(
    'a day of entering that is %s is refused with a sentence, and what was typed stays',
    async (_what, days, sentence) => {
      const answer = await enter(days);
      expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringContaining(sentence)]);
      expect(answer.body).toContain('needs time to answer');
      expect(await rows()).toEqual([]);
    },
  );

  test('a day may be typed as it is written in England', async () => {
    expect((await enter({ told_on: '8/12/2026', from_on: '10.12.2026' })).status).toBe(303);
    expect(await rows()).toMatchObject([{ told_on: '2026-12-08', from_on: '2026-12-10' }]);
  });

  test('the last change is taken back: a correction, a leaving, a new status, the entry itself', async () => {
    const undo = async () => {
      const newest = (await rows()).find((row) => row.left_on === null) ?? (await rows()).at(-1)!;
      const form = { entry: newest.entry_id, seen: String(newest.version) };
      return (await senco.send(`/register/${one}/undo`, form, '/register')).status;
    };
    await enter();
    await enter({ decided_by: 'Ms Ahmed', seen: '1' });
    expect(await undo()).toBe(303);
    expect(await rows()).toMatchObject([{ decided_by: 'Ms Okafor', version: 3 }]);
    await senco.send(`/register/${one}/leave`, leaving, '/register');
    expect(await page()).toContain('Take leaving back');
    expect(await undo()).toBe(303);
    expect(await rows()).toMatchObject([{ left_on: null, left_because: null, left_by: null }]);
    clock = new Date('2026-12-12T09:00:00Z');
    await enter({ status: 'E', from_on: '2026-12-11', seen: '5' });
    expect(await rows()).toHaveLength(2);
    expect(await undo()).toBe(303);
    expect(await rows()).toMatchObject([{ status: 'K', left_on: null, moved_to: null }]);
    const [entered] = await rows();
    const stale = { entry: entered.entry_id, seen: '1' };
    expect((await senco.send(`/register/${one}/undo`, stale, '/register')).status).toBe(422);
    clock = new Date('2027-01-10T09:00:00Z');
    expect(await page()).not.toContain('Take the last change back');
  });
});

describe('two people', () => {
  test('who changes an entry that somebody changed meanwhile is told, keeps what was typed and may save it over', async () => {
    const head = visitor(server.app, { cookie: await server.signIn('headteacher', { school }) });
    await enter();
    await enter({ difficulty: 'the head’s words', seen: '1' }, head);
    const late = await enter({ difficulty: 'the SENCO’s words', seen: '1' });
    expect([late.status, textOf(late.body)]).toEqual([
      422,
      expect.stringContaining('Someone else has changed this entry'),
    ]);
    expect(late.body).toContain('the SENCO’s words');
    expect(late.body).toContain('name="seen" value="2"');
    expect(await rows()).toMatchObject([{ difficulty: 'the head’s words' }]);
    expect((await enter({ difficulty: 'the SENCO’s words', seen: '2' })).status).toBe(303);
  });

  test('who was taken off by somebody else meanwhile is not entered again by a change', async () => {
    await enter();
    await senco.send(`/register/${one}/leave`, leaving, '/register');
    const late = await enter({ difficulty: 'my words', seen: '1' });
    expect([late.status, late.body]).toEqual([422, expect.stringContaining('my words')]);
    expect(await rows()).toMatchObject([{ left_on: '2026-12-10' }]);
  });
});

test('for a pupil who is not in the newest results any more the page says so and gives back what was typed', async () => {
  const answer = await senco.send(`/register/${'x'.repeat(16)}/entry`, entry, '/register');
  expect(answer.status).toBe(404);
  expect(textOf(answer.body)).toMatch(/Nothing was saved.*“needs time to answer”.*“small group”/);
});

test('twenty people who write at once lose nothing in a record on the disk', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'same-start-register-'));
  const record = await openRecord({ path: join(folder, 'record.db') });
  const crowded = await testApp({ record, now: () => clock }, fixtureRun({ pupils: 20 }));
  try {
    const people = await Promise.all(
      Array.from({ length: 20 }, async () =>
        visitor(crowded.app, { cookie: await crowded.signIn('senco', { school }) }),
      ),
    );
    const keys = await Promise.all(people.map((_, n) => pupilKeyOf(crowded, fixturePupil(school, '4K', n + 1))));
    const own = await Promise.all(
      people.map((person, n) =>
        person.send(`/register/${keys[n]}/entry`, { ...entry, difficulty: `words of ${n}` }, '/register'),
      ),
    );
    expect(own.map(({ status }) => status)).toEqual(people.map(() => 303));
    const kept = await record.db.selectFrom('register_entry').select('difficulty').execute();
    expect(new Set(kept.map(({ difficulty }) => difficulty))).toEqual(new Set(people.map((_, n) => `words of ${n}`)));
    // All of them change one and the same entry: one stands, and every other gets back what was typed.
    const same = await Promise.all(
      people.map((person, n) =>
        person.send(`/register/${keys[0]}/entry`, { ...entry, difficulty: `change of ${n}`, seen: '1' }, '/register'),
      ),
    );
    const saved = same.flatMap(({ status }, n) => (status === 303 ? [n] : []));
    expect(saved).toHaveLength(1);
    for (const [n, { status, body }] of same.entries())
      if (n !== saved[0]) expect([status, body]).toEqual([422, expect.stringContaining(`change of ${n}`)]);
    const lines = await record.db.selectFrom('audit').select('entry').where('action', '=', 'enter-register').execute();
    expect(lines).toHaveLength(21);
  } finally {
    await crowded.app.close();
    await record.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('the table of the register', () => {
  test('is kept by its reader as it is shown, under a name, for nobody else, until they forget it', async () => {
    const choice = { school, class: '4K', show: 'no-plan', need: '', sort: '-since' };
    const nameless = await senco.send('/register/choices', { ...choice, name: ' ' }, '/register');
    expect([nameless.status, textOf(nameless.body)]).toEqual([422, expect.stringContaining('Give the choice a name.')]);
    const kept = await senco.send('/register/choices', { ...choice, name: '4K without a plan' }, '/register');
    expect([kept.status, kept.location]).toEqual([
      303,
      '/register?school=Oak%20Primary&class=4K&show=no-plan&sort=-since',
    ]);
    const { body } = await senco.get('/register');
    expect(body).toContain('4K without a plan');
    const [, link] = /href="([^"]+)"\s*>4K without a plan/.exec(body)!;
    expect(textOf((await senco.get(link.replaceAll('&amp;', '&'))).body)).toContain('1 pupil shown.');
    const head = visitor(server.app, { cookie: await server.signIn('headteacher', { school }) });
    expect((await head.get('/register')).body).not.toContain('4K without a plan');
    const [, id] = /name="choice"\s+value="([^"]+)"/.exec(body)!;
    await head.send('/register/choices/forget', { choice: id }, '/register');
    expect((await senco.get('/register')).body).toContain('4K without a plan');
    await senco.send('/register/choices/forget', { choice: id }, '/register');
    expect((await senco.get('/register')).body).not.toContain('4K without a plan');
  });

  test('goes out as CSV and workbook as it is shown, with formulas disarmed and its line in the audit', async () => {
    await enter({ ...needs, difficulty: '@SUM(A1)' });
    const csv = (await senco.get('/register.csv?show=K&sort=-name')).body;
    expect(csv).toContain(`'@SUM(A1)`);
    expect(csv).toMatch(/,SEN Support,2026-12-10,yes,"?speech, language and communication"?,,,/);
    const { rawPayload } = await server.app.inject({ url: '/register.xlsx?show=K', headers: { cookie: senco.cookie } });
    const cells = (await readXlsx(rawPayload)).sheets[0].rows.flat();
    // A cell of a workbook is marked as text: it is read back as it was typed, and never worked out.
    expect(cells).toContain('@SUM(A1)');
    const lines = await server.record.db
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'export-register')
      .execute();
    expect(lines.map(({ school: of, detail }) => [of, JSON.parse(detail)])).toMatchObject([
      [school, { format: 'csv', show: 'K', pupils: 3 }],
      [school, { format: 'xlsx' }],
    ]);
  });

  test('lists what is to be done: untouched for a term, reviews soon due, needs missing', async () => {
    await enter();
    expect(await page('/register?show=no-needs')).toContain('1 pupil shown.');
    expect(await page('/register?show=untouched')).toContain('0 pupils shown.');
    clock = new Date('2027-04-10T09:00:00Z');
    expect(await page('/register?show=untouched')).toContain('1 pupil shown.');
    const plan = { start_on: '2027-04-10', review_on: '2027-04-25', hoped_for: 'reads on', plan_provision: 'partner' };
    await senco.send(`/register/${one}/plan`, plan, '/register');
    expect(await page('/register?show=untouched')).toContain('0 pupils shown.');
    expect(await page('/register?show=due-soon')).toContain('1 pupil shown.');
    await senco.send(`/register/${one}/needs`, needs, '/register');
    expect(await page('/register?show=no-needs')).toContain('0 pupils shown.');
    expect(await page('/register?need=SLCN')).toContain('1 pupil shown.');
    expect(await page('/register?need=HI')).toContain('0 pupils shown.');
  });
});
