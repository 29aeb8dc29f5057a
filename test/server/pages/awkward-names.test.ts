import { readXlsx } from 'hucre/xlsx';
import { afterEach, expect, test } from 'vitest';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp, tokenOf, type TestApp } from '../signed-in.ts';

let server: TestApp;
afterEach(() => server.app.close());

const get = async (url: string, cookie: string) => {
  const { body, rawPayload, statusCode } = await server.app.inject({ url, headers: { cookie } });
  return { status: statusCode, body, bytes: rawPayload };
};

test('a name in characters of four bytes is shown, found and exported whole; its initial is what a reader sees as one', async () => {
  server = await testApp();
  const head = await server.signIn('headteacher');
  const key = await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 7));
  const [short, full] = ['🦊𠮷子 O\u0308', '🦊𠮷子 O\u0308zil'];
  const within = '?school=Oak%20Primary&class=4K';
  for (const page of ['/agenda', '/class-sheet', '/prepare'])
    expect((await get(page + within, head)).body, page).toContain(short);
  for (const page of [`/pupils/${key}`, `/pupils/${key}/family-sheet`])
    expect((await get(page, head)).body, page).toContain('🦊𠮷子');
  for (const name of ['🦊', '𠮷', 'ozil']) {
    const found = await server.app.inject({
      method: 'POST',
      url: '/find',
      headers: { cookie: head, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ token: tokenOf((await get('/sign-out', head)).body), name }).toString(),
    });
    expect(found.body, name).toContain(`/pupils/${key}`);
  }
  expect((await get(`/agenda.csv${within}&show=all`, head)).bytes.toString('utf8')).toContain(full);
  const { sheets } = await readXlsx((await get(`/agenda.xlsx${within}&show=all`, head)).bytes);
  expect(sheets[0].rows.map(([name]) => name)).toContain(full);
});

/** A school and classes that hold the sign which joins a school with its class. */
const [school, className] = ['Oak / Elm', '4J / 5J'];

test('a school and class whose names hold “ / ” have their pages, pictures, exports and links', async () => {
  server = await testApp({}, fixtureRun({ schools: [school, 'Ash'], classes: [className, '4K'] }));
  const head = await server.signIn('headteacher');
  const teacher = await server.signIn('teacher', { classes: [[school, className]] });
  const within = `?school=${encodeURIComponent(school)}&class=${encodeURIComponent(className)}`;
  for (const cookie of [head, teacher])
    for (const page of ['/agenda', '/class-sheet', '/prepare', '/meetings', '/register', '/agenda.csv']) {
      const { status, body } = await get(page + within, cookie);
      expect(status, page).toBe(200);
      if (page !== '/register') expect(body, page).toContain('4J / 5J');
    }
  const home = (await get('/', teacher)).body;
  expect(home).toContain('4J / 5J');
  // every link of the home page leads somewhere
  const links = [...home.matchAll(/href="(\/[^"#]*)"/g)].map(([, link]) => link.replaceAll('&amp;', '&'));
  for (const link of new Set(links)) expect((await get(link, teacher)).status, link).toBeLessThan(400);
  expect((await get('/account', teacher)).body).toContain('Oak / Elm, class 4J / 5J');
  const lists = (await get(`/explore/lists?school=${encodeURIComponent(school)}`, head)).body;
  expect(lists).toContain('4J / 5J');
  expect(lists).not.toContain('>Elm / 4J / 5J<');
});

test('a class of a school is not the class of another whose names come to the same when joined', async () => {
  server = await testApp({}, fixtureRun({ schools: [school], classes: [className] }));
  const other = await server.signIn('teacher', { classes: [['Oak', 'Elm / 4J / 5J']] });
  const key = await pupilKeyOf(server, fixturePupil(school, className, 1));
  expect((await get(`/pupils/${key}`, other)).status).toBe(404);
  expect((await get(`/agenda?school=Oak&class=${encodeURIComponent('Elm / 4J / 5J')}`, other)).status).toBe(404);
});
