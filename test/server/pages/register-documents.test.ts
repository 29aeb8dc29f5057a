import { afterAll, beforeAll, expect, test } from 'vitest';
import { bannedWordsIn } from '../../../engine/words/kit/banned-words.ts';
import { enterOnRegister } from '../../../server/records/register/register.ts';
import { setReviewDate } from '../../../server/records/settings/review-dates.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { testApp, tokenOf, type TestApp } from '../signed-in.ts';

const school = 'Oak Primary';
let server: TestApp;
let senco: string;
let teacher: string;
beforeAll(async () => {
  server = await testApp({}, fixtureRun({ schools: [school, 'Elm Primary'] }));
  senco = await server.signIn('senco', { school });
  teacher = await server.signIn('teacher', { school, classes: [[school, '4K']] });
  const words = { difficulty: 'x', provision: 'y', decided_by: 'z', told_on: '2026-01-01', told_by: 'z', told_how: '' };
  const deed = { personId: 'local', at: new Date('2026-12-10T09:00:00Z') };
  for (let n = 1; n <= 8; n += 1) {
    const pupil = { school, pupilId: fixturePupil(school, '4K', n) };
    await enterOnRegister(
      server.record,
      pupil,
      { status: 'K', from_on: n === 1 ? '2026-10-01' : '2026-01-10', ...words },
      deed,
    );
  }
});
afterAll(() => server.app.close());

const textOf = (body: string) =>
  body
    .slice(body.indexOf('<main'))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
const get = async (url: string, cookie = senco) => server.app.inject({ url, headers: { cookie } });

async function post(fields: Record<string, string>) {
  const url = '/register/documents';
  const token = tokenOf((await get(url)).body);
  const payload = new URLSearchParams({ token, school, document: 'sen-policy', seen: '0', ...fields }).toString();
  const headers = { cookie: senco, 'content-type': 'application/x-www-form-urlencoded' };
  return server.app.inject({ method: 'POST', url, headers, payload });
}

test('a day of review is set with who and when, its history stands, and two people lose nothing', async () => {
  expect(textOf((await get('/register/documents')).body)).toContain('No day of review is set.');
  expect((await post({ review_on: '1/9/2027' })).statusCode).toBe(303);
  const late = await post({ review_on: '2/9/2027' });
  expect(late.statusCode).toBe(422);
  expect(late.body).toContain('value="2/9/2027"');
  expect(textOf(late.body)).toContain('Somebody else has set another day meanwhile');
  for (const seen of ['1', '1']) expect((await post({ seen, review_on: '2027-10-01' })).statusCode).toBe(303);
  const text = textOf((await get('/register/documents')).body);
  expect(text).toContain('SEN policy Next review: 1 October 2027.');
  expect(text).toMatch(/1 October 2027: set on \d+ \w+ \d{4} by \S.* 1 September 2027: set on/);
  const lines = await server.record.db
    .selectFrom('audit')
    .selectAll()
    .where('action', '=', 'set-review-date')
    .execute();
  expect(lines.map((line) => [line.object, line.school])).toEqual([
    ['sen-policy', school],
    ['sen-policy', school],
  ]);
});

test.each([
  ['1/2/2020', 'this one is past'],
  ['31/2/2027', 'Write the day of the next review'],
  ['', 'Write the day of the next review'],
  ['2207-09-01', 'check the year'],
])('a day that cannot be is said at its box: %s', async (review_on, sentence) => {
  const answer = await post({ document: 'information-report', review_on });
  expect(answer.statusCode).toBe(422);
  expect(textOf(answer.body)).toContain(sentence);
  expect(answer.body).toContain('href="#information-report-review_on"');
  expect(answer.body).toContain(`value="${review_on}"`);
});

test('once its day has come the home of a SENCO and the register say so, and no teacher’s', async () => {
  const due = 'SEN information report: review was due on 1 March 2026';
  expect(textOf((await get('/register')).body)).not.toContain(due);
  const change = { document: 'information-report', seen: 0, reviewOn: '2026-03-01' } as const;
  const deed = { personId: 'local', at: new Date('2025-03-01T09:00:00Z') };
  await setReviewDate(server.record, { school, ...change }, deed);
  await setReviewDate(server.record, { school: 'Elm Primary', ...change, reviewOn: '2026-02-01' }, deed);
  for (const url of ['/', '/register']) {
    const text = textOf((await get(url)).body);
    expect(text, url).toContain(due);
    expect(text, url).not.toContain('1 February 2026');
    expect(textOf((await get(url, teacher)).body), url).not.toContain('review was due');
  }
  expect(textOf((await get('/register/documents')).body)).toContain('Next review: 1 March 2026. past its date');
});

test('the draft of the report leaves out what is small, and leads to the page governors are shown', async () => {
  const { body } = await get('/register/documents');
  const text = textOf(body);
  expect(text).toMatch(/8 pupils are on the SEN register on \d+ December 2026\./);
  // One came in the term: neither that nor anything it follows from is told.
  expect(text).not.toContain('came onto it');
  expect(text).toContain('Numbers of fewer than 6 pupils');
  expect(body).toContain('for=governors');
  expect(bannedWordsIn(text)).toEqual([]);
});
