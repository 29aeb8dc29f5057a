import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunContent } from '../../../engine/index.ts';
import { bannedWordsIn } from '../../../engine/words/kit/banned-words.ts';
import { tableOfRows } from '../../engine/tables/table-of-rows.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp, type TestApp } from '../signed-in.ts';
import { withForecasts } from '../with-forecasts.ts';

/** Targets in reading for two pupils of 4K, one of them from pupils with a similar need. */
function withTargets(content: RunContent): RunContent {
  const of = { subject: 'reading', date: '2027-12-04' };
  const first = { typical: 95, aspirational: 101, exceptional: 109 };
  const chanceOfFirst = { typical_chance: 0.5, aspirational_chance: 0.2, exceptional_chance: 0.05 };
  const fourth = { typical: 93, aspirational: 99, exceptional: 107 };
  const chanceOfFourth = { typical_chance: 0.46, aspirational_chance: 0.31, exceptional_chance: 0.12 };
  const pupil = (number: number) => ({ ...of, pupil_id: fixturePupil('Oak Primary', '4K', number) });
  const targets = tableOfRows('targets', [
    { ...pupil(1), ...first, ...chanceOfFirst, peers: 282, need_matched: false },
    { ...pupil(4), ...fourth, ...chanceOfFourth, peers: 16, need_matched: true },
  ]);
  return { ...content, tables: { ...content.tables, targets } };
}

let server: TestApp;
let head: string;
beforeAll(async () => {
  server = await testApp({}, withTargets(fixtureRun()));
  head = await server.signIn('headteacher');
});
afterAll(() => server.app.close());

async function get(url: string, cookie = head) {
  return server.app.inject({ url, headers: { cookie } });
}

test('the targets of a class: three figures a pupil, how many get this far, and from whom they come', async () => {
  const { body, statusCode } = await get('/targets?school=Oak%20Primary&class=4K');
  expect(statusCode).toBe(200);
  const text = body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
  expect(text).toContain('For December 2027');
  expect(text).toContain(
    'Amira H 104 101 95 (about 5 in 10) 101 (about 2 in 10) 109 (about 1 in 20) how 282 pupils of the year group moved from each start',
  );
  expect(text).toContain('16 pupils in other schools with the same start and a similar need');
  expect(text).toContain('too little to go on for a target');
  expect(text).toContain('A person does, with the pupil and the parents.');
  expect(bannedWordsIn(text)).toEqual([]);
});

test('each row of the picture leads to its pupil, and is drawn for a phone where asked', async () => {
  const { body, headers } = await get('/targets/picture?school=Oak%20Primary&class=4K');
  expect(headers['content-type']).toContain('image/svg+xml');
  expect(body).toContain(`/pupils/${await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 1))}`);
  expect(body).toContain('aria-label="Amira H: now 101. Typical 95, aspirational 101, exceptional 109."');
  const width = (svg: string) => Number(/ width="(\d+)"/.exec(svg)![1]);
  expect(width((await get('/targets/picture?class=4K&narrow=1')).body)).toBeLessThan(width(body));
});

test('a class without targets says why', async () => {
  const { body } = await get('/targets?school=Oak%20Primary&class=4J');
  expect(body).toContain('No targets can be worked out for this class');
  expect(body).not.toContain('<figure');
});

test('beside what is offered stands what pupils with a similar need came to', async () => {
  const pupils = [1, 4].map((number) => fixturePupil('Oak Primary', '4K', number));
  const both = await testApp({}, withForecasts(withTargets(fixtureRun()), pupils));
  const cookie = await both.signIn('headteacher');
  const { statusCode, body } = await both.app.inject({ url: '/targets?class=4K', headers: { cookie } });
  expect(statusCode).toBe(200);
  expect(body).toContain(
    'Half of 16 pupils in other schools with the same start and a similar need had 93 or better by December 2027.',
  );
  await both.app.close();
});
