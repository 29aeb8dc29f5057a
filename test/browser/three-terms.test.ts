import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localPerson } from '../../server/people/people.ts';
import { newSignInToken } from '../../server/people/sign-in-tokens.ts';
import { dataApp, type DataApp } from '../server/data-app.ts';
import { axeViolations, look, startBrowser, watchedPage } from './browser.ts';

/* A data manager brings three terms of three files through the pages, without leaving them. */

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

const pupils = Array.from({ length: 24 }, (_, at) => at);
const mark = (at: number, term: number, subject: number): number => 88 + ((at * 7 + subject * 3) % 25) + term;
/** Reading and maths under the same headings every term; writing in the school's own grades; a test without numbers of pupils. */
function filesOf(term: number, names: readonly [string, string, string], date: string): Record<string, string> {
  const grades = ['Emerging', 'Meeting', 'Beyond'];
  const roll = 'UPN,Surname,Forename,DOB,Year Group,Class,School';
  const row = (at: number): string =>
    `${upns[at]},Müller${at},Zoë${at},${String(1 + at).padStart(2, '0')}/10/2017,4,4K,Elm`;
  return {
    [names[0]]: `${roll},Reading SAS,Maths SAS\n${pupils.map((at) => `${row(at)},${mark(at, term, 0)},${mark(at, term, 1)}`).join('\n')}\n`,
    [names[1]]: `UPN,School,Writing\n${pupils.map((at) => `${upns[at]},Elm,${grades[(at + term) % 3]}`).join('\n')}\n`,
    [names[2]]: `Last Name,First Name,Date of Birth,Test Name,SAS,Date Taken\n${pupils
      .slice(0, 3)
      .map(
        (at) => `Müller${at},Zoë${at},${String(1 + at).padStart(2, '0')}/10/2017,Spelling,${mark(at, term, 2)},${date}`,
      )
      .join('\n')}\n`,
  };
}
/** Unique pupil numbers of nobody: the check letter is that of its digits. */
const upns = pupils.map((at) => {
  const digits = `80012341${String(7000 + at)}`;
  const letters = 'ABCDEFGHJKLMNPQRTUVWXYZ';
  const sum = digits.split('').reduce((total, digit, place) => total + Number(digit) * (place + 2), 0);
  return `${letters[sum % 23]}${digits}`;
});

async function bring(page: Page, files: Record<string, string | Buffer>): Promise<void> {
  const paths = Object.entries(files).map(([name, content]) => {
    writeFileSync(join(server.folder, name), content);
    return join(server.folder, name);
  });
  await page.goto(`${address}/data`);
  await page.getByLabel('Files from the school’s systems').setInputFiles(paths);
  await page.getByRole('button', { name: 'Upload these files' }).click();
}
const next = (page: Page) =>
  page.getByRole('heading', { name: /A few questions|What was found|could not be read/ }).waitFor();
const main = (page: Page) => page.locator('main').innerText();

test('three terms of three files: terms are asked and proposed, layouts, grades and children are not asked twice', async () => {
  const { context, page, complaints } = await watchedPage(browser, address, { viewport: { width: 1280, height: 900 } });
  const found: string[] = [];
  const seen = async (name: string) => {
    found.push(...(await axeViolations(page)).map((violation) => `${name}: ${violation}`));
    await look(page, `terms-${name}`);
  };
  await page.goto(`${address}/sign-in/${await newSignInToken(server.record, await localPerson(server.record), 5)}`);

  await bring(page, filesOf(0, ['autumn-2025.csv', 'writing autumn 2025.csv', 'spelling nov.csv'], '20/11/2025'));
  await next(page);
  await seen('questions-1');
  const term = page.getByLabel('Term of autumn-2025.csv, Reading SAS, Maths SAS');
  expect(await term.locator('option').first().innerText()).toBe('Autumn 2025/26');
  // The order of grades is picked: the lowest first.
  for (const [place, grade] of ['Emerging', 'Meeting', 'Beyond'].entries())
    await page.locator('ol.grades select').nth(place).selectOption(grade);
  await page.getByLabel('Rows I left open').selectOption('as-proposed');
  await seen('questions-1-answered');
  await page.getByRole('button', { name: 'Read the files with these answers' }).click();
  await page.getByRole('heading', { name: 'What was found' }).waitFor();
  await seen('found-1');
  expect(await main(page)).toContain('75 results in the files: all will be analysed.');

  // Undo brings the questions back; answered again, the same is found.
  await page.getByRole('button', { name: 'Undo my last answers' }).first().click();
  await page.getByRole('heading', { name: 'A few questions' }).waitFor();
  for (const [place, grade] of ['Emerging', 'Meeting', 'Beyond'].entries())
    await page.locator('ol.grades select').nth(place).selectOption(grade);
  await page.getByLabel('Rows I left open').selectOption('as-proposed');
  await page.getByRole('button', { name: 'Read the files with these answers' }).click();
  await page.getByRole('heading', { name: 'What was found' }).waitFor();

  // Every answer can be seen and changed, and printed.
  await page.getByRole('link', { name: 'See, change or print every answer' }).click();
  await seen('answers');
  await page.getByLabel('autumn-2025.csv, Reading SAS, Maths SAS').selectOption('spring 2025/26');
  await page.getByRole('button', { name: 'Read the files with these answers' }).click();
  await page.getByRole('heading', { name: 'What was found' }).waitFor();
  expect(await main(page)).toMatch(/Newest window: Spring 2025\/26/);
  await page.getByRole('button', { name: 'Undo my last answers' }).first().click();
  await page.getByRole('heading', { name: 'What was found' }).waitFor();
  expect(await main(page)).not.toMatch(/Spring 2025\/26/);
  await analyseAndRelease(page);

  // Next term: the same headings; only the terms are asked. Without scripts.
  await context.storageState({ path: join(server.folder, 'signed-in.json') });
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: join(server.folder, 'signed-in.json'),
  });
  const quiet = await plain.newPage();
  await bring(quiet, filesOf(1, ['spring-2026.csv', 'writing spring 2026.csv', 'spelling mar.csv'], '20/03/2026'));
  await quiet.getByRole('heading', { name: 'A few questions' }).waitFor({ timeout: 60_000 });
  expect(await quiet.locator('fieldset.question, .question').count()).toBe(1);
  expect(await quiet.locator('select[name^=q] > option:first-child').allInnerTexts()).toEqual([
    'Spring 2025/26',
    'Spring 2025/26',
  ]);
  expect(await main(quiet)).toMatch(/\d+ answers from before are used again/);
  await quiet.getByRole('button', { name: 'Read the files with these answers' }).click();
  await quiet.getByRole('heading', { name: 'What was found' }).waitFor({ timeout: 60_000 });
  expect(await main(quiet)).toContain('75 results in the files: all will be analysed.');
  await page.goto(quiet.url());
  await seen('found-2');
  await plain.close();
  await analyseAndRelease(page);

  // The third term comes as a workbook beside two files; one result is dated years ahead.
  const [reading, writing, spelling] = Object.values(filesOf(2, ['a', 'b', 'c'], '12/06/2026'));
  const rows = reading
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  await bring(page, {
    'Tracker summer 2026.xlsx': Buffer.from(await writeXlsx({ sheets: [{ name: 'Summer 2026', rows }] })),
    'writing summer 2026.csv': writing,
    'spelling jun.csv': spelling.replace('12/06/2026', '12/06/2062'),
  });
  await next(page);
  await seen('questions-3');
  await page.getByRole('button', { name: 'Read the files with these answers' }).click();
  await page.getByRole('heading', { name: 'What was found' }).waitFor();
  await seen('found-3');
  expect(await main(page)).toContain('75 results in the files: 74 will be analysed, 1 will not.');
  expect(await main(page)).toContain('The date is still to come');
  expect(await main(page)).toMatch(/Newest window: Summer 2025\/26/);
  await analyseAndRelease(page);
  expect(found).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
}, 240_000);

async function analyseAndRelease(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Analyse' }).click();
  await page.getByRole('link', { name: 'See what changed, and release them' }).click({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Release to staff' }).click();
  await page.getByText('Yes: released on').waitFor();
}
