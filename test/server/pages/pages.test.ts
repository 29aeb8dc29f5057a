import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localPerson } from '../../../server/people/people.ts';
import { newSignInToken } from '../../../server/people/sign-in-tokens.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp, tokenOf, type TestApp } from '../signed-in.ts';

let server: TestApp;
let head: string;
beforeAll(async () => {
  server = await testApp();
  head = await server.signIn('headteacher');
});
afterAll(() => server.app.close());

async function get(url: string, cookie = head) {
  return server.app.inject({ url, headers: { cookie } });
}

async function pupilKey(className: string, number: number): Promise<string> {
  return pupilKeyOf(server, fixturePupil('Oak Primary', className, number));
}

describe('pages for a signed-in headteacher', () => {
  test('home names the window, the classes and the doubt', async () => {
    const { statusCode, body } = await get('/');
    expect(statusCode).toBe(200);
    expect(body).toContain('Autumn results, December 2026');
    expect(body).toContain('/class-sheet?school=Oak%20Primary&amp;class=4K');
    expect(body).toMatch(/6 pupils are listed; about 2 of them are probably there by test luck alone/);
  });

  test('a class’s list has its sections in order and each sentence with the forename', async () => {
    const { body } = await get('/agenda?school=Oak%20Primary&class=4K');
    const places = [
      'discuss-first',
      'discuss-if-time',
      'supported',
      'monitoring',
      'not-measured',
      'eased',
      'not-listed',
    ].map((id) => body.indexOf(`id="${id}"`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(body).toContain(
      'Reading: Amira has likely made slower progress than three in every four pupils who had the same score in December 2025.',
    );
    expect(body).toContain('Tested: maths 11/12, reading 11/12, writing 11/12.');
    expect(body).not.toContain('This pupil');
  });

  test('filters keep what was asked for, and an empty choice says so', async () => {
    const supported = await get('/agenda?school=Oak%20Primary&class=4K&section=supported');
    expect(supported.body.match(/<section/g)).toHaveLength(1);
    const none = await get('/agenda?school=Oak%20Primary&class=4K&year=6');
    expect(none.body).toContain('No pupil fits this choice');
  });

  test('a name with markup in it is shown as text', async () => {
    const { body } = await get('/agenda?school=Oak%20Primary&class=4K');
    expect(body).toContain('&lt;b&gt;Leo&lt;/b&gt; &quot;');
    expect(body).not.toContain('<b>Leo');
  });

  test('the pupil page answers why the pupil is on the list, and opens each of the four questions', async () => {
    const { body, statusCode } = await get(`/pupils/${await pupilKey('4K', 1)}`);
    expect(statusCode).toBe(200);
    for (const words of [
      'In short',
      'The four questions',
      'slower than same start?',
      'slower than before?',
      'gap still there?',
      'gap growing?',
      'cannot say: bands only',
      'no large gap',
    ])
      expect(body).toContain(words);
    expect(body).toContain('Of 100 pupils who had the same score, about 14 made less progress.');
    expect(body).toContain(
      'Compared with pupils who had the same reading score in December 2025. Worked out from 412 Year 4 pupils in 1 school',
    );
    expect(body).toContain('Middle pupil of 4K: 44 of 100');
    expect(body).toContain('A reason to talk, not a judgement.');
  });

  test('the pupil page says what became of an earlier listing, and nothing where there was none', async () => {
    const page = async (number: number) => (await get(`/pupils/${await pupilKey('4K', number)}`)).body;
    expect(await page(2)).toContain('Listed again: progress since December 2025 is still slow.');
    expect(await page(7)).toContain('No longer listed: progress is back in line.');
    expect(await page(1)).not.toMatch(/Listed again|No longer listed/);
  });

  test('“Why is X not listed?” gives every answer', async () => {
    const { body } = await get(`/pupils/${await pupilKey('4K', 9)}/why`);
    expect(body).toContain('is not listed: none of the four questions came out “likely” in any subject.');
  });

  test('a pupil is found by a part of the name, whatever the case and accents, and the name is in no address', async () => {
    const { body: page } = await get('/');
    const found = await server.app.inject({
      method: 'POST',
      url: '/find',
      headers: { cookie: head, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ token: tokenOf(page), name: 'zoe o' }).toString(),
    });
    expect(found.statusCode).toBe(200);
    expect(found.body).toContain('Zoë O’Neill-Featherstonehaugh-Cholmondeley');
    expect(found.body).not.toMatch(/href="[^"]*(?:Zoë|Zo%C3%AB|Neill)/);
  });

  test('the class sheet has everyone of the class once', async () => {
    const { body } = await get('/class-sheet?school=Oak%20Primary&class=4K');
    const text = body.replace(/<[^>]+>/g, ' ');
    for (const name of ['Amira H', 'Tom B', 'Ida P', 'Sana M', '🦊𠮷子 O\u0308', 'Pupil23 S'])
      expect(text.split(name)).toHaveLength(2);
    expect(text).toContain('Not tested: Sana M (absent).');
    expect(text).toContain('CONFIDENTIAL: hand back');
  });

  test('the class sheets of every class of a school are printed at once, each on paper of its own', async () => {
    const { body } = await get('/class-sheet?school=Oak%20Primary');
    expect(body.match(/class="sheet__class"/g)).toHaveLength(2);
    expect(body.match(/<h1[^>]*>\s*4[JK]/g)).toHaveLength(2);
    expect((await get('/agenda?school=Oak%20Primary')).body).toContain('Class sheets of every class to print');
  });

  test('every page with names is kept by no cache and loads nothing from elsewhere', async () => {
    for (const url of [
      '/',
      '/agenda',
      '/class-sheet?class=4K',
      `/pupils/${await pupilKey('4K', 1)}`,
      '/explore',
      '/how',
    ]) {
      const { headers, body, statusCode } = await get(url);
      expect(statusCode, url).toBe(200);
      expect(headers['cache-control'], url).toBe('no-store');
      expect(headers['content-security-policy'], url).toContain("default-src 'none'");
      expect(headers['content-security-policy'], url).not.toContain('unsafe');
      expect(body, url).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\//);
      expect(body, url).not.toMatch(/ style="| on[a-z]+="|<script(?! type="module" src)/);
    }
  });
});

test('explore offers only year groups and subjects in which enough pupils were measured, and says so where none is', async () => {
  const { body: few } = await explored(5);
  expect(few).toContain('it needs two results of a subject');
  expect(few).not.toContain('<img');
  const { body } = await explored(30);
  expect(body).toMatch(/<option value="maths" {2}?selected/);
  expect(body).toContain('value="reading"');
  expect(body).not.toContain('value="writing"');
});

async function explored(pupils: number) {
  const own = await testApp({}, fixtureRun({ pupils }));
  const answer = await own.app.inject({ url: '/explore', headers: { cookie: await own.signIn('headteacher') } });
  await own.app.close();
  return answer;
}

describe('pages that say what to do', () => {
  test('a class that does not exist', async () => {
    const { statusCode, body } = await get('/agenda?school=Oak%20Primary&class=9Z');
    expect(statusCode).toBe(404);
    expect(body).toContain('Classes you can open are listed on the home page.');
  });

  test('a pupil of another class is as unknown to a teacher as one who does not exist', async () => {
    const teacher = await server.signIn('teacher', { classes: [['Oak Primary', '4J']] });
    const other = await get(`/pupils/${await pupilKey('4K', 1)}`, teacher);
    const nobody = await get('/pupils/AAAAAAAAAAAAAAAA', teacher);
    expect([other.statusCode, nobody.statusCode]).toEqual([404, 404]);
    const plain = (page: string) => page.replace(/value="[^"]+"/g, '');
    expect(plain(other.body)).toBe(plain(nobody.body));
    expect(other.body).toContain('add the dates');
    expect((await get(`/pupils/${await pupilKey('4J', 1)}`, teacher)).statusCode).toBe(200);
  });

  test('no runs yet', async () => {
    const empty = await testApp({
      runs: { list: () => Promise.resolve([]), open: () => Promise.reject(new Error('none')) },
    });
    const cookie = await empty.signIn('headteacher');
    const { statusCode, body } = await empty.app.inject({ url: '/', headers: { cookie } });
    expect(statusCode).toBe(200);
    expect(body).toContain('npx same-start run data');
    const lists = await empty.app.inject({ url: '/agenda', headers: { cookie } });
    expect([lists.statusCode, lists.body]).toEqual([404, expect.stringContaining('There is nothing to show yet')]);
    await empty.app.close();
  });

  test('a run that is half there', async () => {
    const half = await testApp({
      runs: {
        list: () =>
          Promise.resolve([
            {
              id: '2026-12-04-aaaaaaaaaaaa',
              windowDate: '2026-12-04',
              state: 'unreadable',
              problem: 'growth.parquet is missing.',
            },
          ]),
        open: () => Promise.reject(new Error('half')),
      },
    });
    const cookie = await half.signIn('headteacher');
    const { statusCode, body } = await half.app.inject({ url: '/', headers: { cookie } });
    expect(statusCode).toBe(409);
    expect(body).toContain('growth.parquet is missing.');
    expect(body).toContain('run the same files again');
    await half.app.close();
  });

  test('a wrong Host header', async () => {
    const { statusCode, body } = await server.app.inject({ url: '/', headers: { host: 'evil.example', cookie: head } });
    expect(statusCode).toBe(400);
    expect(body).not.toContain('Amira');
  });

  test('a change without the form’s token', async () => {
    const { statusCode } = await server.app.inject({
      method: 'POST',
      url: '/find',
      headers: { cookie: head, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'name=Amira',
    });
    expect(statusCode).toBe(403);
  });

  test('a sign-in address works once', async () => {
    const token = await newSignInToken(server.record, await localPerson(server.record), 5);
    expect((await server.app.inject(`/sign-in/${token}`)).statusCode).toBe(303);
    expect((await server.app.inject(`/sign-in/${token}`)).statusCode).toBe(401);
    expect((await server.app.inject('/')).statusCode).toBe(401);
  });
});

test('a request that never ends is not waited for without end', () => {
  // Where no proxy stands in front, a few hundred of them would be all it takes.
  expect(server.app.server.requestTimeout).toBeGreaterThan(60_000);
  expect(server.app.server.requestTimeout).toBeLessThan(3_600_000);
});
