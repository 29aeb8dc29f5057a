import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localPerson } from '../../server/people/people.ts';
import { newSignInToken } from '../../server/people/sign-in-tokens.ts';
import { dataApp, type DataApp } from '../server/data-app.ts';
import { axeViolations, look, startBrowser, watchedPage } from './browser.ts';

/* An order of grades is dragged, an entry nobody knows is told, and what is kept of both is seen, changed and forgotten. */

let browser: Browser;
let server: DataApp;
let address: string;
beforeAll(async () => {
  server = await dataApp({}, { now: () => new Date('2026-12-01T09:00:00Z') });
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.end();
});

const grades = ['acorn', 'oak', 'sapling', 'seed'];
const file = (): string => {
  const rows = Array.from(
    { length: 12 },
    (_, at) => `K${1001 + at},Elm,4,4K,${at === 0 ? 'X' : 90 + at},${grades[at % 4]}`,
  );
  return `Pupil ID,School,Year Group,Class,Reading SAS,Writing\n${rows.join('\n')}\n`;
};

async function bring(page: Page, name: string): Promise<void> {
  writeFileSync(join(server.folder, name), file());
  await page.goto(`${address}/data`);
  await page.getByLabel('Files from the school’s systems').setInputFiles(join(server.folder, name));
  await page.getByRole('button', { name: 'Upload these files' }).click();
}
const orderOf = (page: Page) =>
  page
    .locator('ol.grades')
    .first()
    .locator('select')
    .evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value));

test('grades are dragged into their order, a code is told, and what is kept is changed and forgotten', async () => {
  const { context, page, complaints } = await watchedPage(browser, address, { viewport: { width: 1280, height: 900 } });
  const found: string[] = [];
  const seen = async (name: string) => {
    found.push(...(await axeViolations(page)).map((violation) => `${name}: ${violation}`));
    await look(page, `answers-${name}`);
  };
  await page.goto(`${address}/sign-in/${await newSignInToken(server.record, await localPerson(server.record), 5)}`);
  await bring(page, 'autumn-2026.csv');
  await page.getByRole('heading', { name: 'A few questions' }).waitFor();

  // The words say no order: they are picked once, then dragged.
  for (const [place, grade] of grades.entries()) await page.locator('ol.grades select').nth(place).selectOption(grade);
  await page.locator('ol.grades li').nth(3).dragTo(page.locator('ol.grades li').nth(0));
  expect(await orderOf(page)).toEqual(['seed', 'acorn', 'oak', 'sapling']);
  await page.locator('ol.grades li').nth(3).dragTo(page.locator('ol.grades li').nth(2));
  expect(await orderOf(page)).toEqual(['seed', 'acorn', 'sapling', 'oak']);
  await page
    .getByRole('group', { name: /what does X \(1 result\) stand for/ })
    .getByLabel('absent')
    .check();
  await seen('questions');
  await page.getByRole('button', { name: 'Read the files with these answers' }).click();
  await page.getByRole('heading', { name: 'What was found' }).waitFor();
  expect(await page.locator('main').innerText()).toContain('24 results in the files: all will be analysed.');

  // What is kept for the next files: another order, by dragging, and the code is forgotten.
  await page.goto(`${address}/data/answers`);
  await seen('kept');
  const row = page.getByRole('row', { name: /grades seed, acorn, sapling, oak/ });
  expect(await row.innerText()).toContain('seed < acorn < sapling < oak');
  await row.locator('li').nth(0).dragTo(row.locator('li').nth(1));
  expect(await row.locator('select[data-order]').inputValue()).toBe('order');
  await page.getByLabel('entry x').selectOption('forget');
  await page.getByRole('button', { name: 'Keep these answers instead' }).click();
  await page.getByRole('row', { name: /grades acorn, seed, sapling, oak/ }).waitFor();
  expect(await page.locator('main').innerText()).not.toContain('entry x');

  // The next file asks for its term and the forgotten code, and not for the order.
  await bring(page, 'spring-2027.csv'.replace('2027', '2026'));
  await page.getByRole('heading', { name: 'A few questions' }).waitFor();
  expect(await page.locator('ol.grades').count()).toBe(0);
  expect(await page.getByRole('group', { name: /what does X/ }).count()).toBe(1);
  await page
    .getByRole('group', { name: /what does X/ })
    .getByLabel('working below the test')
    .check();
  await page.getByRole('button', { name: 'Read the files with these answers' }).click();
  await page.getByRole('heading', { name: 'What was found' }).waitFor();
  await page.getByRole('link', { name: 'See, change or print every answer' }).click();
  await seen('of-the-files');
  expect(await page.locator('main').innerText()).toContain('acorn < seed < sapling < oak');
  expect(found).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
}, 240_000);
