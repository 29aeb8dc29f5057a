import { expect, test } from 'vitest';
import { html } from '../../../server/html/html.ts';
import { pageBytes } from '../../../server/html/page-bytes.ts';

test('pageBytes(page) is the page in UTF-8, short or long, and stays what it was when the next is written', () => {
  const short = html`<p>“Zoë” ▽ 𝒳</p>`;
  const long = html`<p>${'▽'.repeat(400_000)}</p>`;
  const [first, second, third] = [short, html`<p>another page, a longer one</p>`, long].map(pageBytes);
  expect(first.toString('utf8')).toBe(short.markup);
  expect(second.toString('utf8')).toBe('<p>another page, a longer one</p>');
  expect(third.toString('utf8')).toBe(long.markup);
  expect(pageBytes(html``).length).toBe(0);
  expect(pageBytes(html`<p>${'half \uD83D'}</p>`).toString('utf8')).toBe('<p>half \uFFFD</p>');
});
