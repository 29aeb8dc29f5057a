import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixturePupil } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { fixtureRunId, testApp, tokenOf, type TestApp } from '../signed-in.ts';

let server: TestApp;
let head: string;
let clock: Date;
beforeEach(async () => {
  clock = new Date('2026-12-10T09:00:00Z');
  server = await testApp({ now: () => clock });
  head = await server.signIn('headteacher');
});
afterEach(() => server.app.close());

const key = (number: number) => pupilKeyOf(server, fixturePupil('Oak Primary', '4K', number));

async function get(url: string, cookie = head): Promise<string> {
  return (await server.app.inject({ url, headers: { cookie } })).body;
}

async function post(url: string, fields: Record<string, string>, cookie = head) {
  const token = tokenOf(await get('/', cookie));
  return server.app.inject({
    method: 'POST',
    url,
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ token, run: fixtureRunId, ...fields }).toString(),
  });
}

const agreed = {
  version: '0',
  outcome: 'extra-help',
  can_do: 'explains ideas aloud',
  tried: '',
  agreed: 'reading partner',
  who: 'Ms Khan',
  by_when: '2027-01-12',
  will_see: 'reads on at home',
  considered: 'yes',
  note: '',
  pupil_says: '',
  home_says: '',
  asks: '',
  parent_told: '',
};

describe('what a meeting agrees', () => {
  test('is saved, shown on the pupil page and the list, and “save and next” opens the next pupil', async () => {
    const [first, second] = [await key(1), await key(2)];
    const answer = await post(`/pupils/${first}/discussion`, { ...agreed, go: 'next' });
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toContain(`/pupils/${second}?`);
    expect(await get(String(answer.headers.location))).toContain('Saved for');
    const page = await get(`/pupils/${first}`);
    expect(page).toContain('“explains ideas aloud”');
    expect(page).toContain('by 12 January 2027');
    expect(page).toMatch(/value="extra-help"\s+checked/);
    const list = await get('/agenda?school=Oak%20Primary&class=4K');
    expect(list).toMatch(/<strong>extra help \(not SEN\)<\/strong\s*>/);
    expect(list).toContain('Ms Khan, by 12 January 2027');
  });

  test('needs one outcome of the list, and parents told before SEN Support starts', async () => {
    const first = await key(1);
    const { outcome: _none, ...without } = agreed;
    const missing = await post(`/pupils/${first}/discussion`, without);
    expect(missing.statusCode).toBe(422);
    expect(missing.body).toContain('Choose one outcome');
    expect(missing.body).toContain('value="reading partner"');
    const untold = await post(`/pupils/${first}/discussion`, {
      ...agreed,
      outcome: 'start-sen-support',
    });
    expect(untold.statusCode).toBe(422);
    expect(untold.body).toContain('Parents are told before SEN Support starts.');
    expect((await post(`/pupils/${first}/discussion`, { ...agreed, outcome: 'give up' })).statusCode).toBe(400);
    expect(await server.record.db.selectFrom('discussion').selectAll().execute()).toEqual([]);
  });

  test('of two people saving the same pupil loses neither text', async () => {
    const first = await key(1);
    await post(`/pupils/${first}/discussion`, agreed);
    const other = await server.signIn('senco');
    const late = await post(`/pupils/${first}/discussion`, { ...agreed, agreed: 'phonics group' }, other);
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('reading partner');
    expect(late.body).toContain('value="phonics group"');
    expect(late.body).toContain('name="version" value="1"');
    const both = await post(
      `/pupils/${first}/discussion`,
      { ...agreed, version: '1', agreed: 'reading partner and phonics group' },
      other,
    );
    expect(both.statusCode).toBe(303);
    const versions = await server.record.db.selectFrom('discussion_version').select('content').execute();
    expect(versions.map(({ content }) => (JSON.parse(content) as { agreed: string }).agreed)).toEqual([
      'reading partner',
      'reading partner and phonics group',
    ]);
  });

  test('can be taken back for ten minutes by whoever saved it, and not later', async () => {
    const first = await key(1);
    await post(`/pupils/${first}/discussion`, agreed);
    expect((await post(`/pupils/${first}/undo`, {}, await server.signIn('senco'))).statusCode).toBe(400);
    clock = new Date('2026-12-10T09:10:00Z');
    expect((await post(`/pupils/${first}/undo`, {})).statusCode).toBe(303);
    expect((await server.record.db.selectFrom('discussion').select('outcome').execute())[0].outcome).toBeNull();
    await post(`/pupils/${first}/discussion`, { ...agreed, version: '2' });
    clock = new Date('2026-12-10T09:20:01Z');
    expect((await post(`/pupils/${first}/undo`, {})).statusCode).toBe(400);
    expect((await server.record.db.selectFrom('discussion').select('outcome').execute())[0].outcome).toBe('extra-help');
  });

  test('is written in the audit without a name, with the evidence as it stood', async () => {
    await post(`/pupils/${await key(1)}/discussion`, agreed);
    const [entry] = await server.record.db
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'save-discussion')
      .execute();
    expect(entry.object).toBe(fixturePupil('Oak Primary', '4K', 1));
    expect(entry.detail).not.toContain('Amira');
    const [row] = await server.record.db.selectFrom('discussion').select('evidence').execute();
    expect(JSON.parse(row.evidence)).toMatchObject({
      section: 'discuss-first',
      subjects: { reading: { 'slower-than-peers': { verdict: 'met', likelihood: 'likely' } } },
    });
  });

  test('is refused for a pupil of another class, without the form’s token, and to a governor', async () => {
    const teacher = await server.signIn('teacher', { classes: [['Oak Primary', '4J']] });
    const first = await key(1);
    expect((await post(`/pupils/${first}/discussion`, agreed, teacher)).statusCode).toBe(404);
    expect((await post(`/pupils/${first}/add`, { reason: 'x', source: 'teacher' }, teacher)).statusCode).toBe(404);
    expect((await post(`/pupils/${first}/discussion`, { ...agreed, token: 'x' })).statusCode).toBe(403);
    const governor = await server.signIn('governor');
    const token = /name="token" value="([^"]+)"/.exec(await get('/sign-out', governor))![1];
    const refused = await post(`/pupils/${first}/discussion`, { ...agreed, token }, head);
    expect(refused.statusCode).toBe(403);
  });
});

test('a pupil added by a person is on the list with the reason and among those to step through', async () => {
  const [last, added] = [await key(7), await key(9)];
  expect(await get(`/pupils/${added}`)).toContain('to the meeting');
  const answer = await post(`/pupils/${added}/add`, { reason: 'forgets number facts', source: 'teacher' });
  expect(answer.statusCode).toBe(303);
  const list = await get('/agenda?school=Oak%20Primary&class=4K');
  expect(list).toContain('id="added"');
  expect(list).toContain('“forgets number facts” (teacher)');
  expect(list.split(`href="/pupils/${added}"`)).toHaveLength(2);
  expect(await get(`/pupils/${last}`)).toContain(`href="/pupils/${added}"`);
  expect(await get(`/pupils/${added}`)).toContain('8 of 8');
});

test('the list as CSV has names and what was agreed, and no cell that a spreadsheet would run', async () => {
  await post(`/pupils/${await key(1)}/discussion`, { ...agreed, agreed: '=HYPERLINK("x","y")', who: '@SUM(A1)' });
  const { body, headers } = await server.app.inject({
    url: '/agenda.csv?school=Oak%20Primary&class=4K',
    headers: { cookie: head },
  });
  expect(headers['content-type']).toContain('text/csv');
  const lines = body.trim().split('\r\n');
  expect(lines).toHaveLength(13);
  expect(lines[1]).toContain('Amira Hussain,Oak Primary,4K,Discuss first,new,');
  expect(lines[1]).toContain(`"'=HYPERLINK(""x"",""y"")",'@SUM(A1),2027-01-12`);
  const [entry] = await server.record.db.selectFrom('audit').selectAll().where('action', '=', 'export-list').execute();
  expect(entry.detail).toContain('"pupils":12');
});
