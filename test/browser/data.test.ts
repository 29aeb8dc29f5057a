import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localPerson } from '../../server/people/people.ts';
import { newSignInToken } from '../../server/people/sign-in-tokens.ts';
import { dataApp, type DataApp } from '../server/data-app.ts';
import { schoolSheet } from '../server/school-sheet.ts';
import { axeViolations, look, startBrowser, watchedPage } from './browser.ts';

let browser: Browser;
let server: DataApp;
let address: string;
beforeAll(async () => {
  server = await dataApp();
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.end();
});

const wide = (page: { evaluate<T>(script: () => T): Promise<T> }) =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);

test('a workbook of the school becomes the list of a class: questions, report, analysis, what changed, release; without scripts too', async () => {
  const { context, page, complaints } = await watchedPage(browser, address, {
    viewport: { width: 1280, height: 900 },
  });
  const found: string[] = [];
  const seen = async (name: string) => {
    found.push(...(await axeViolations(page)).map((violation) => `${name}: ${violation}`));
    await look(page, `data-${name}`);
    await page.setViewportSize({ width: 400, height: 850 });
    if (await wide(page)) found.push(`${name}: wider than the screen`);
    await look(page, `data-${name}-400`);
    await page.setViewportSize({ width: 1280, height: 900 });
  };
  const bring = async (name: string, content: Buffer | string) => {
    const path = join(server.folder, name);
    writeFileSync(path, content);
    await page.goto(`${address}/data`);
    await page.getByLabel('Files from the school’s systems').setInputFiles(path);
    await page.getByRole('button', { name: 'Upload these files' }).click();
  };
  await page.goto(`${address}/sign-in/${await newSignInToken(server.record, await localPerson(server.record), 5)}`);
  await seen('empty-home');
  await page.getByRole('link', { name: 'Upload the school’s files' }).click();
  await seen('page');

  const rows = schoolSheet({ windows: 2, lastHeading: 'Rdg wibble Sum 2 2024-25', school: '' })
    .split('\r\n')
    .map((line) => line.split(','));
  const withoutSchool = rows.map((row) => row.filter((_, column) => column !== 5));
  await bring('4K and 5B.xlsx', Buffer.from(await writeXlsx({ sheets: [{ name: 'Marks', rows: withoutSchool }] })));
  await page.getByRole('heading', { name: 'A few questions' }).waitFor();
  await seen('questions');
  await page.getByLabel('Which school are these pupils of?').fill('Elm Primary');
  await page.getByLabel(/Something else/).check();
  await page.getByLabel('What “Rdg wibble').fill('fish');
  await page.getByRole('button', { name: 'Read the files with these answers' }).click();
  await page.getByRole('alert').waitFor();
  await seen('questions-again');
  await page.getByLabel('What “Rdg wibble').fill('Summer 2 2024/25 Reading SAS');
  await page.getByRole('button', { name: 'Read the files with these answers' }).click();
  await page.getByRole('heading', { name: 'What was found' }).waitFor();
  await seen('report');
  await page.getByRole('button', { name: 'Analyse' }).click();
  await page.getByRole('status').waitFor();
  await seen('working');
  await page.getByRole('link', { name: 'See what changed, and release them' }).click({ timeout: 60_000 });
  await seen('first-draft');
  await page.getByRole('button', { name: 'Release to staff' }).click();
  await page.getByText('Yes: released on').waitFor();

  // The next term: nothing is asked; this time by a browser without scripts, whose page asks again by itself.
  await context.storageState({ path: join(server.folder, 'signed-in.json') });
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: join(server.folder, 'signed-in.json'),
  });
  const quiet = await plain.newPage();
  const sheet = schoolSheet({ last: { 1: 'abs', 2: '#N/A', 5: '1o4', 9: '71' } });
  writeFileSync(join(server.folder, 'autumn.csv'), sheet);
  await quiet.goto(`${address}/data`);
  await quiet.getByLabel('Files from the school’s systems').setInputFiles(join(server.folder, 'autumn.csv'));
  await quiet.getByRole('button', { name: 'Upload these files' }).click();
  await quiet.getByRole('heading', { name: 'What was found' }).waitFor({ timeout: 30_000 });
  await page.goto(quiet.url());
  await seen('report-with-rows');
  await quiet.getByRole('button', { name: 'Analyse' }).click();
  await quiet.getByRole('link', { name: 'See what changed, and release them' }).click({ timeout: 60_000 });
  await page.goto(quiet.url());
  await plain.close();
  await page.getByText('in new windows: reading').waitFor();
  await seen('what-changed');
  await page.getByRole('button', { name: 'Look at it first' }).click();
  await seen('home-of-a-draft');
  await page.getByRole('link', { name: /What changed, release/ }).click();
  await page.getByRole('button', { name: 'Release to staff' }).click();
  await page.goto(`${address}/agenda?school=Elm%20Primary`);
  expect(await page.locator('main').innerText()).toMatch(/Zoë\d+ M/);
  expect(await page.locator('main').innerText()).not.toContain('Draft');
  await page.goto(`${address}/data`);
  await seen('runs');
  expect(found).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
}, 180_000);
