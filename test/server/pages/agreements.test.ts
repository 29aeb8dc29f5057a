import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixturePupil } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { fixtureRunId, testApp, tokenOf, type TestApp } from '../signed-in.ts';

let server: TestApp;
let head: string;
beforeEach(async () => {
  server = await testApp();
  head = await server.signIn('headteacher');
});
afterEach(() => server.app.close());

async function get(url: string, cookie = head): Promise<string> {
  return (await server.app.inject({ url, headers: { cookie } })).body;
}

async function post(url: string, fields: Record<string, string>, cookie = head) {
  return server.app.inject({
    method: 'POST',
    url,
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ token: tokenOf(await get('/', cookie)), ...fields }).toString(),
  });
}

async function agree(className: string, number: number, fields: Record<string, string>): Promise<string> {
  const key = await pupilKeyOf(server, fixturePupil('Oak Primary', className, number));
  const empty = [
    'can_do',
    'tried',
    'agreed',
    'who',
    'by_when',
    'will_see',
    'note',
    'pupil_says',
    'home_says',
    'asks',
    'parent_told',
  ];
  await post(`/pupils/${key}/discussion`, {
    run: fixtureRunId,
    version: '0',
    outcome: 'change-teaching',
    considered: 'yes',
    ...Object.fromEntries(empty.map((name) => [name, ''])),
    ...fields,
  });
  return key;
}

test('what was agreed stands open, late ones first, until it is done', async () => {
  expect(await get('/actions')).toContain('Nothing is open.');
  await agree('4K', 1, { agreed: 'reading partner', who: 'Ms Patel', by_when: '2027-01-12' });
  await agree('4K', 2, { agreed: 'hearing check', who: 'Mr Roe', by_when: '2026-12-01' });
  await agree('4K', 3, { outcome: 'no-concern' });
  const page = await get('/actions');
  expect(page.indexOf('hearing check')).toBeGreaterThan(page.indexOf('Past its date'));
  expect(page.indexOf('reading partner')).toBeGreaterThan(page.indexOf('To do'));
  expect(page.indexOf('To do')).toBeGreaterThan(page.indexOf('hearing check'));
  expect(page).not.toContain('no concern');
  const id = /name="discussion"\s+value="([^"]+)"/.exec(page)![1];
  expect((await post('/actions', { discussion: id })).statusCode).toBe(303);
  expect(await get('/actions')).not.toContain('hearing check');
  expect(await get('/actions')).toContain('reading partner');
});

test('a teacher sees and ends only what was agreed for the own classes', async () => {
  await agree('4K', 1, { agreed: 'reading partner' });
  const id = /name="discussion"\s+value="([^"]+)"/.exec(await get('/actions'))![1];
  const teacher = await server.signIn('teacher', { classes: [['Oak Primary', '4J']] });
  expect(await get('/actions', teacher)).toContain('Nothing is open.');
  expect((await post('/actions', { discussion: id }, teacher)).statusCode).toBe(404);
  expect(await get('/actions')).toContain('reading partner');
});

test('the family sheet says what words.md says, with what is written, and no figure about the pupil', async () => {
  const key = await agree('4J', 1, {
    agreed: 'reading partner',
    can_do: 'explains ideas aloud',
    by_when: '2027-01-12',
  });
  const text = (await get(`/pupils/${key}/family-sheet`))
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');
  expect(text).toContain(
    'After each set of tests we look at how every pupil is getting on. We talk about those whose progress seems slower than before, or slower than pupils who started with the same score.',
  );
  expect(text).toMatch(/We would like to talk with you about Amira's reading\./);
  expect(text).toContain('One test can be a bad day.');
  expect(text).toContain('What Amira does well: Explains ideas aloud');
  expect(text).toContain('What we will try: Reading partner');
  expect(text).toContain('When we look again: 12 January 2027');
  // No file says when the pupil was born: the time counts from the day of leaving.
  expect(text).toContain('Kept until: 21 years after leaving this school.');
  const letter = text.slice(text.indexOf('After each set'), text.indexOf('Kept until'));
  expect(letter.replace('12 January 2027', '')).not.toMatch(/\d/);
});
