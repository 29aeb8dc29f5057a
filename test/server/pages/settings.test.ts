import { afterAll, beforeAll, expect, test } from 'vitest';
import { schoolSettings } from '../../../engine/index.ts';
import { resolvePolicy } from '../../../engine/policy.ts';
import { policyOver, statedPolicy } from '../../../server/records/settings/stated-policy.ts';
import { fixtureRun } from '../fixture-run.ts';
import { testApp, tokenOf, type TestApp } from '../signed-in.ts';

const schools = ['Elm Primary', 'Oak Primary'];
let server: TestApp;
let head: string;
let oak: string;
let lead: string;
beforeAll(async () => {
  server = await testApp({}, fixtureRun({ schools }));
  head = await server.signIn('headteacher');
  oak = await server.signIn('headteacher', { school: 'Oak Primary' });
  lead = await server.signIn('trust-lead');
});
afterAll(() => server.app.close());

const textOf = (body: string) => body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const get = (url: string, cookie: string) => server.app.inject({ url, headers: { cookie } });

async function post(fields: Record<string, string>, cookie: string) {
  const token = tokenOf((await get('/settings', cookie)).body);
  return server.app.inject({
    method: 'POST',
    url: '/settings',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ token, ...fields }).toString(),
  });
}

test('each setting has a plain name, meaning, range, default, where it comes from, and its name in the file', async () => {
  const text = textOf((await get('/settings', head)).body);
  expect(text).toContain(
    'How sure “likely” is A question is answered “likely”, and the pupil is listed, from this chance on (1 is certain). From 0 to 1; default 0.75. Now 0.75 (the default). In the file: criteria.met',
  );
  for (const { key, name, meaning } of schoolSettings()) {
    expect(name, key).not.toBe(key);
    expect(meaning, key).not.toContain('Default');
  }
  expect(text).toContain('Results that are released stay as they are.');
});

test('a preview names whom it would have listed to those who see names, and saves nothing', async () => {
  const fields = { school: '', seen: '0', does: 'preview', 'criteria.met': '0.5', 'list.capacity': '3' };
  const text = textOf((await post(fields, head)).body);
  expect(text).toMatch(/Listed: \d+ more.*; \d+ fewer.* To be discussed first: \d+ more/);
  expect(text).toContain('Nothing is saved yet.');
  expect(await server.record.db.selectFrom('policy_setting').selectAll().execute()).toEqual([]);
  const seen = textOf((await post(fields, lead)).body);
  expect(seen).not.toMatch(/Amira|Hussain/);
  // Small counts are told to nobody who sees no names.
  const one = { school: '', seen: '0', does: 'preview', 'list.capacity': '1' };
  expect(textOf((await post(one, head)).body)).toMatch(/To be discussed first: 0 more; 8 fewer: /);
  expect(textOf((await post(one, lead)).body)).toContain('To be discussed first: 0 more; 8 fewer.');
  const ofOak = { ...one, school: 'Oak Primary' };
  expect(textOf((await post(ofOak, head)).body)).toMatch(/To be discussed first: 0 more; 4 fewer: /);
  expect(textOf((await post(ofOak, lead)).body)).toContain('To be discussed first: 0 more; fewer than 6 fewer.');
});

test('a preview says which settings list nobody else, and which only the next results can tell of', async () => {
  const base = { school: '', seen: '0', does: 'preview' };
  const others = { 'criteria.notMet': '0.1', 'criteria.slowerThanPeers.percentile': '20' };
  const text = textOf((await post({ ...base, ...others }, head)).body);
  expect(text).toContain('These list nobody more and nobody fewer: How sure “no sign of it” is.');
  expect(text).toMatch(/shows with the next analysis only, .*: Slower than same start: among the slowest of 100\./);
  expect(text).not.toMatch(/\d more/);
  // Under what was answered “no sign of it” the results do not tell who could be listed.
  const low = { 'criteria.met': '0.15', 'criteria.notMet': '0.1' };
  const under = textOf((await post({ ...base, ...low }, head)).body);
  expect(under).toMatch(/next analysis only, .*: How sure “likely” is\./);
  expect(textOf((await post(base, head)).body)).toContain('These settings are the same as now.');
});

test('what does not hold is said at its box, and nothing typed is lost', async () => {
  const base = { school: '', seen: '0', does: 'save', because: 'agreed by all' };
  for (const [key, value, sentence] of [
    ['criteria.met', '7', 'criteria.met'],
    ['list.capacity', 'many', 'list.capacity'],
    ['criteria.notMet', '0.9', 'must be below criteria.met'],
  ]) {
    const answer = await post({ ...base, [key]: value }, head);
    expect(answer.statusCode, key).toBe(422);
    expect(textOf(answer.body)).toContain(sentence);
    expect(answer.body).toContain(`value="${value}"`);
    expect(answer.body).toContain('value="agreed by all"');
  }
  const unknown = await post(
    { school: '', seen: '0', does: 'file', because: 'x', file: '{"criteria":{"mett":0.7}}' },
    head,
  );
  expect(unknown.statusCode).toBe(422);
  expect(textOf(unknown.body)).toContain('criteria.mett');
  expect(await server.record.db.selectFrom('policy_setting').selectAll().execute()).toEqual([]);
});

test('the trust’s and a school’s settings make the file the command takes; two people, and taking back', async () => {
  const all = { school: '', seen: '0', does: 'save', because: 'agreed by all', 'criteria.met': '0.8' };
  expect((await post(all, lead)).statusCode).toBe(303);
  const late = await post({ ...all, 'criteria.met': '0.9' }, head);
  expect(late.statusCode).toBe(422);
  expect(textOf(late.body)).toContain('Somebody else has changed these settings meanwhile');
  expect(late.body).toContain('value="0.9"');
  const own = { school: 'Oak Primary', seen: '0', does: 'save', because: 'two teachers', 'list.capacity': '3' };
  expect((await post(own, oak)).statusCode).toBe(303);
  const file: unknown = JSON.parse((await get('/settings/policy.json', head)).body);
  expect(file).toEqual({ criteria: { met: 0.8 }, schools: { 'Oak Primary': { list: { capacity: 3 } } } });
  expect(resolvePolicy(file).criteria.met).toBe(0.8);
  // What a file of the last results stated besides stays; what the pages set goes over it.
  const carried = resolvePolicy({ profile: 'long-list', baseline: { targetWeeks: 40 } });
  const next = policyOver(carried, await statedPolicy(server.record))!;
  expect(next).toMatchObject({ baseline: { targetWeeks: 40 }, criteria: { met: 0.8 }, list: { capacity: 6 } });
  expect((await post({ school: '', seen: '1', does: 'undo' }, head)).statusCode).toBe(303);
  expect(policyOver(next, await statedPolicy(server.record))!.criteria.met).toBe(0.75);
  const history = textOf((await get('/settings', head)).body);
  expect(history).toContain('taken back: “agreed by all”” Nothing is stated any more.');
  expect(history).toContain('“agreed by all” How sure “likely” is: 0.8.');
  const lines = await server.record.db.selectFrom('audit').select('action').where('object', '=', 'settings').execute();
  expect(lines.map(({ action }) => action)).toEqual([
    'change-settings',
    'change-settings',
    'download-settings',
    'undo-settings',
  ]);
});

test('a head of one school sees and changes that one only', async () => {
  expect((await get('/settings?school=Elm%20Primary', oak)).statusCode).toBe(404);
  expect((await post({ school: '', seen: '2', does: 'undo' }, oak)).statusCode).toBe(404);
  expect(textOf((await get('/settings', oak)).body)).toContain('Settings: Oak Primary');
});
