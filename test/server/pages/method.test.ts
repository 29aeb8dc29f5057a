import { afterAll, beforeAll, expect, test } from 'vitest';
import { bannedWordsIn } from '../../../engine/words/kit/banned-words.ts';
import { readingEase } from '../../documents/reading-ease.ts';
import { fixturePupil } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp, type TestApp } from '../signed-in.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.app.close());

async function bodyOf(url: string, role: 'governor' | 'headteacher' = 'governor'): Promise<string> {
  const answer = await server.app.inject({
    url,
    headers: { cookie: await server.signIn(role, { school: 'Oak Primary' }) },
  });
  expect(answer.statusCode, url).toBe(200);
  return answer.body;
}

/** What is read aloud: headings and paragraphs, each a sentence or more. */
const spoken = (body: string): string =>
  [
    ...body
      .slice(body.indexOf('<main'), body.indexOf('</main>'))
      .matchAll(/<(?:h1|h2|p)\b[^>]*>([\s\S]*?)<\/(?:h1|h2|p)>/g),
  ]
    .map(([, text]) =>
      text
        .replaceAll(/<[^>]+>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    )
    .map((text) => (/[.?!:]$/.test(text) ? text : `${text}.`))
    .join(' ');

test('the page for parents and governors is short, plain English, and judges no child', async () => {
  const text = spoken(await bodyOf('/method'));
  const { words, ease, grade } = readingEase(text);
  expect(words).toBeGreaterThan(300);
  expect(words).toBeLessThanOrEqual(500);
  expect(grade).toBeLessThanOrEqual(8);
  expect(ease).toBeGreaterThanOrEqual(60);
  expect(bannedWordsIn(text)).toEqual([]);
  const longest = text.split(/(?<=[.?!])\s/).map((sentence) => sentence.split(' ').length);
  expect(Math.max(...longest)).toBeLessThanOrEqual(30);
});

test('a harder page would be found out', () => {
  const { grade, ease } = readingEase(
    'Identification of disproportionate representation necessitates consideration of contextual characteristics alongside attainment trajectories.',
  );
  expect(grade).toBeGreaterThan(8);
  expect(ease).toBeLessThan(60);
});

test('Help, the governors’ page and the family sheet lead to it', async () => {
  const sheet = `/pupils/${await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 1))}/family-sheet`;
  expect(await bodyOf('/help')).toContain('href="/method"');
  expect(await bodyOf('/governor')).toContain('href="/method"');
  expect(await bodyOf(sheet, 'headteacher')).toContain('href="/method"');
});
