import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { markdown } from '../../../server/pages/notebooks/markdown.ts';
import { loadNotebooks } from '../../../server/pages/notebooks/load.ts';
import { testApp, type TestApp } from '../signed-in.ts';

let server: TestApp;
beforeAll(async () => void (server = await testApp()));
afterAll(() => server.app.close());

const get = async (url: string, role: 'headteacher' | 'teacher' = 'headteacher') =>
  server.app.inject({ url, headers: { cookie: await server.signIn(role) } });

describe('notebooks', () => {
  test('are listed with the first look first, and linked from Help for leaders', async () => {
    const { body } = await get('/notebooks');
    const addresses = [...body.matchAll(/href="\/notebooks\/([a-z-]+)"/g)].map(([, name]) => name);
    expect(addresses[0]).toBe('first-look');
    expect(addresses).toContain('growth-percentile-by-hand');
    expect((await get('/help')).body).toContain('href="/notebooks"');
    expect((await get('/help', 'teacher')).body).not.toContain('href="/notebooks"');
  });

  test('each is a page with one title, its code folded, its tables and its pictures, and no script or markup of its own', async () => {
    for (const { name, title, parts } of await loadNotebooks()) {
      const { statusCode, body } = await get(`/notebooks/${name}`);
      expect(statusCode, name).toBe(200);
      expect([...body.matchAll(/<h1[^>]*>([^<]*)</g)].map(([, words]) => words)).toEqual([title]);
      const main = body.slice(body.indexOf('<main'), body.indexOf('</main>'));
      expect(main).not.toMatch(/<script|<svg|style=|\son[a-z]+=/);
      expect(main.split('<pre').length - 1).toBe(parts.filter(({ kind }) => kind === 'code').length);
      // Nothing of Markdown is left over in what is read.
      expect(main.replaceAll(/<pre[\s\S]*?<\/pre>/g, '')).not.toMatch(/\*\*|`|^#|\]\(/m);
      for (const [, source] of main.matchAll(/<img src="([^"]+)" alt="[^"]+/g)) {
        const drawn = await get(source);
        expect(drawn.headers['content-type']).toMatch(/^image\/svg\+xml/);
        expect(drawn.body).toMatch(/^<svg/);
      }
    }
  });

  test('one that is not there is not found', async () => {
    expect((await get('/notebooks/none')).statusCode).toBe(404);
    expect((await get('/notebooks/first-look/pictures/none')).statusCode).toBe(404);
    expect((await get('/notebooks/..%2fREADME')).statusCode).toBeGreaterThanOrEqual(400);
  });
});

test('markdown(text) makes text of whatever is not its own, and tells where a link leads', () => {
  const made = String(
    markdown(
      '## A <b>\n\nSee [there](javascript:x) and `a < b`, **very** *so*.\n\n- one\n- <script>\n\n| a | b |\n|---|---|\n| 1 | <i> |',
    ),
  );
  expect(made).not.toMatch(/<(b|script|i|a)[ >]/);
  expect(made).toContain('there (javascript:x) and <code>a &lt; b</code>, <strong>very</strong> <em>so</em>.');
  expect(made).toContain('<li>&lt;script&gt;</li>');
  expect(made).toMatch(/<th scope="row"[^>]*>1<\/th>\s*<td[^>]*>&lt;i&gt;<\/td>/);
});
