import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { glossary, trajectoryChart } from '../../../engine/index.ts';
import { bannedWordsIn } from '../../../engine/words/kit/banned-words.ts';
import { pictureKey } from '../../../server/html/pictures/picture-key.ts';
import { addPerson, localPerson } from '../../../server/people/people.ts';
import { roles } from '../../../server/people/permissions.ts';
import { newSignInToken } from '../../../server/people/sign-in-tokens.ts';
import { firstSteps } from '../../../server/pages/help/first-steps.ts';
import { amira } from '../../engine/charts/example-charts.ts';
import { fixturePupil } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { runsInMemory, testApp, type TestApp } from '../signed-in.ts';

const aim = { from: { date: '2026-12-04', value: 98 }, to: { date: '2027-12-04', value: 104 } };

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.app.close());

const get = (url: string, cookie = '', { app } = server) => app.inject({ url, headers: { cookie } });

describe('help', () => {
  test('is there before any data, says how it works, and home and “how” lead to it', async () => {
    const empty = await testApp({ runs: runsInMemory() });
    for (const role of roles) {
      const cookie = await empty.signIn(role);
      const help = await get('/help', cookie, empty);
      expect(help.statusCode, role).toBe(200);
      expect(help.body).toContain('id="how-it-works"');
      expect((await get('/', cookie, empty)).body).toContain('href="/help"');
      expect((await get('/how', cookie, empty)).headers.location).toBe('/help#how-it-works');
    }
    await empty.app.close();
  });

  test.each(roles)('has first steps for a %s, each of which the role may open', async (role) => {
    const cookie = await server.signIn(role, {
      school: 'Oak Primary',
      ...(role === 'teacher' ? { classes: [['Oak Primary', '4K'] as const] } : {}),
    });
    const { body } = await get('/help', cookie);
    for (const { href, text } of firstSteps[role]) {
      expect(body).toContain(`href="${href}"`);
      expect(body.replace(/\s+/g, ' ')).toContain(text.slice(0, 30));
      expect((await get(href, cookie)).statusCode, `${role} ${href}`).toBe(200);
    }
  });

  test('has every term that a page links to, and every term is linked from a page', async () => {
    const cookie = await server.signIn('headteacher');
    const trust = await server.signIn('trust-lead');
    const key = await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 1));
    const pages = [
      ...['/', '/agenda?class=4K', `/pupils/${key}`, '/register', '/monitoring', '/data'].map((url) =>
        get(url, cookie),
      ),
      get('/', trust),
      // The results made up here have no fan and no targets.
      Promise.resolve({ body: pictureKey([{ chart: trajectoryChart({ ...amira, aim }) }]).markup }),
    ];
    const linked = new Set(
      (await Promise.all(pages)).flatMap(({ body }) =>
        [...body.matchAll(/href="\/help#([a-z-]+)"/g)].map(([, name]) => name),
      ),
    );
    const { body } = await get('/help', cookie);
    const known = [...body.matchAll(/<div[^>]* id="([a-z-]+)"/g)].map(([, name]) => name);
    expect(known).toEqual(Object.keys(glossary));
    expect([...linked].filter((name) => !known.includes(name))).toEqual([]);
    expect(known.filter((name) => !linked.has(name))).toEqual([]);
  });

  test('uses no word that judges a child', async () => {
    const { body } = await get('/help', await server.signIn('senco'));
    expect(bannedWordsIn(body.slice(body.indexOf('<main')).replace(/<[^>]+>/g, ' '))).toEqual([]);
  });
});

describe('a sign-in link that does not work', () => {
  const said = async (token: string) => {
    const { statusCode, body } = await get(`/sign-in/${token}`);
    expect(statusCode).toBe(401);
    return body.slice(body.indexOf('<main'));
  };

  test('tells staff, whose link is too old, to sign in or ask the headteacher, and nothing about the machine', async () => {
    const personId = await addPerson(server.record, { name: 'Ms Roe', role: 'teacher', signInName: 'roe' });
    const text = await said(await newSignInToken(server.record, personId, -1, 'passphrase'));
    expect(text).toContain('ask the headteacher for a new link');
    expect(text).toContain('sign in with your sign-in name');
    expect(text).not.toMatch(/start it again|start Same Start/i);
  });

  test('tells whoever started the server to start it again', async () => {
    const token = await newSignInToken(server.record, await localPerson(server.record), 5);
    expect((await get(`/sign-in/${token}`)).statusCode).toBe(303);
    expect(await said(token)).toContain('start it again, and open the new address it prints');
  });

  test('tells whoever has half a link both', async () => {
    const text = await said('abcdefghijklmnopqrstuvwxyzABCDEF');
    expect(text).toContain('copy the whole of it');
    expect(text).toContain('ask the headteacher');
  });
});
