import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bannedWordsIn } from '../../../engine/words/kit/banned-words.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { withForecasts } from '../with-forecasts.ts';
import { testApp, tokenOf, type TestApp } from '../signed-in.ts';

const school = 'Oak Primary';
const amira = fixturePupil(school, '4K', 1);
const sana = fixturePupil(school, '4K', 6);

let server: TestApp;
let head: string;
let key: string;
beforeAll(async () => {
  server = await testApp(
    {},
    withForecasts(
      fixtureRun(),
      [1, 2, 3, 4, 5, 6].map((number) => fixturePupil(school, '4K', number)),
    ),
  );
  head = await server.signIn('headteacher');
  key = await pupilKeyOf(server, amira);
});
afterAll(() => server.app.close());

const textOf = (body: string) => body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

async function page(url: string, cookie = head) {
  const { body } = await server.app.inject({ url, headers: { cookie } });
  return textOf(body);
}

async function post(url: string, fields: Record<string, string>, cookie = head) {
  const { body } = await server.app.inject({ url: `/targets/${key}`, headers: { cookie } });
  return server.app.inject({
    method: 'POST',
    url,
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ token: tokenOf(body), run: '2026-12-04-0123456789ab', ...fields }).toString(),
  });
}

const form = { subject: 'reading', until: 'year', level: 'aspirational', reason: 'loves books', seen: '' };
const held = () => server.record.db.selectFrom('pupil_target').selectAll().where('pupil_id', '=', amira).execute();
const seen = async () => (await held()).find(({ ended_at }) => ended_at === null)?.target_id ?? '';

/** Whether the aim line leads to the chosen target: as the pupil's page describes the picture, and in the picture. */
async function drawn(): Promise<boolean[]> {
  const asked = [`/pupils/${key}`, `/pupils/${key}/picture?subject=reading`];
  const bodies = await Promise.all(
    asked.map(async (url) => (await server.app.inject({ url, headers: { cookie: head } })).body),
  );
  return bodies.map((body) => body.includes('Ahead: chosen target 108 (Jul 2027).'));
}

describe('one pupil', () => {
  test('is offered the aspirational target first, records it with a reason, and it stands on the pages', async () => {
    const offered = await server.app.inject({ url: `/targets/${key}`, headers: { cookie: head } });
    expect(offered.body).toMatch(/value="aspirational"\s+checked/);
    expect(textOf(offered.body)).toContain('aspirational: 108 (about 2 in 10)');
    expect((await post(`/targets/${key}`, form)).statusCode).toBe(303);
    expect(await held()).toMatchObject([
      { subject: 'reading', date: '2027-07-02', level: 'aspirational', score: 108, reason: 'loves books' },
    ]);
    // The engine's own chance: half a point before the 80th percentile.
    expect((await held())[0].chance).toBeCloseTo(0.21, 1);
    const said = '108 or better by July 2027 (aspirational)';
    for (const url of [`/targets/${key}`, `/pupils/${key}`, `/targets?class=4K`]) {
      const text = await page(url);
      expect(text, url).toContain(said);
      expect(text, url).toContain(
        'Of pupils like this, about 2 in 10 get this far; when it was chosen, about 2 in 10.',
      );
      expect(bannedWordsIn(text)).toEqual([]);
    }
    expect(await drawn()).toEqual([true, true]);
    expect(await page(`/class-sheet?class=4K`)).toContain('108 by July 2027 (about 2 in 10)');
    const lines = await server.record.db
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'record-target')
      .execute();
    expect(lines).toMatchObject([{ object: amira, school }]);
  });

  test('an own score is held to the test, and nothing typed is lost', async () => {
    const own = { ...form, level: 'other', seen: await seen() };
    for (const [score, sentence] of [
      ['many', 'Write the score as a number from 60 to 140.'],
      ['200', '200 is no score of this test: write one from 60 to 140.'],
      ['101.5', 'Scores of this test are whole numbers'],
    ]) {
      const answer = await post(`/targets/${key}`, { ...own, score });
      expect(answer.statusCode).toBe(422);
      expect(textOf(answer.body)).toContain(sentence);
      expect(answer.body).toContain(`value="${score}"`);
      expect(answer.body).toContain('value="loves books"');
    }
    expect(textOf((await post(`/targets/${key}`, { ...form, reason: ' ', seen: await seen() })).body)).toContain(
      'Write why this target, in a few words.',
    );
    expect(await held()).toHaveLength(1);
  });

  test('of two people who change it one is told, and both can be taken back', async () => {
    const first = await seen();
    expect((await post(`/targets/${key}`, { ...form, level: 'exceptional', seen: first })).statusCode).toBe(303);
    const late = await post(`/targets/${key}`, { ...form, level: 'other', score: '111', seen: first });
    expect(late.statusCode).toBe(422);
    expect(textOf(late.body)).toContain('Somebody else has changed this target meanwhile');
    expect(late.body).toContain('value="111"');
    expect(textOf(late.body)).toContain('116 or better by July 2027 (exceptional)');
    expect((await post(`/targets/${key}/undo`, { target: await seen() })).statusCode).toBe(303);
    expect(await seen()).toBe(first);
    expect((await post(`/targets/${key}/undo`, { target: first })).statusCode).toBe(303);
    expect(await seen()).toBe('');
    expect(await drawn()).toEqual([false, false]);
    expect((await post(`/targets/${key}/undo`, { target: first })).statusCode).toBe(422);
    expect(await page(`/targets/${key}`)).toContain('taken back by S. Khan');
  });

  test('a day the results do not forecast is refused in a sentence', async () => {
    const answer = await post(`/targets/${key}`, { ...form, subject: 'maths' });
    expect(answer.statusCode).toBe(422);
    expect(textOf(answer.body)).toContain('These results forecast no score for this day');
    const other = await pupilKeyOf(server, fixturePupil(school, '4J', 1));
    expect(await page(`/targets/${other}`)).toContain('so no target can be recorded');
  });
});

test('the aspirational target for a whole class is signed once, and leaves what is recorded as it is', async () => {
  expect((await post(`/targets/${key}`, { ...form, level: 'typical' })).statusCode).toBe(303);
  expect(await page('/targets?class=4K&subject=reading')).toContain(
    'for the 5 pupils of 4K who have none for this day',
  );
  const sign = { school, class: '4K', subject: 'reading', until: 'year', reason: 'high for all' };
  const unsigned = await post('/targets/class', sign);
  expect(unsigned.statusCode).toBe(422);
  expect(textOf(unsigned.body)).toContain('Say that you have looked at the targets');
  expect(unsigned.body).toContain('value="high for all"');
  expect((await post('/targets/class', { ...sign, checked: 'yes' })).statusCode).toBe(303);
  const all = await server.record.db.selectFrom('pupil_target').selectAll().where('ended_at', 'is', null).execute();
  expect(all).toHaveLength(6);
  expect(all.find(({ pupil_id }) => pupil_id === amira)?.level).toBe('typical');
  expect(all.find(({ pupil_id }) => pupil_id === sana)).toMatchObject({ level: 'aspirational', score: 108 });
  expect(await page('/targets?class=4K')).not.toContain('The aspirational target for all of them');
});
