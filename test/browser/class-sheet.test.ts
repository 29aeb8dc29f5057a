import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ContextInSchool, RunContent, Section } from '../../engine/index.ts';
import { addPupil } from '../../server/records/discussions/added-pupils.ts';
import { emptyDiscussion, saveDiscussion } from '../../server/records/discussions/discussions.ts';
import { localPerson } from '../../server/people/people.ts';
import { keepPupilContext } from '../../server/records/pupils/pupil-context.ts';
import { newSignInToken } from '../../server/people/sign-in-tokens.ts';
import { fixturePupil, fixtureRun } from '../server/fixture-run.ts';
import { pupilKeyOf } from '../server/pupil-key.ts';
import { fixtureRunId, testApp, type TestApp } from '../server/signed-in.ts';
import { axeViolations, look, startBrowser, watchedPage } from './browser.ts';

const pupilId = (number: number) => fixturePupil('Oak Primary', '4K', number);
const pupils = 30;
const long = 'explains ideas aloud, helps others to start, and remembers everything about maps and trains and birds';

let browser: Browser;
let server: TestApp;
let address: string;

/** A class with much to say of everybody: 14 to look at first, 7 supported, 3 brought by staff, something known of each. */
beforeAll(async () => {
  server = await testApp({}, crowded(fixtureRun({ classes: ['4K'], pupils })));
  const { record } = server;
  const personId = await localPerson(record);
  const numbers = Array.from({ length: pupils }, (_, place) => place + 1);
  await keepPupilContext(record, numbers.map(contextOf));
  for (const number of numbers)
    await saveDiscussion(
      record,
      { runId: '2025-12-05-0123456789ab', pupilId: pupilId(number), school: 'Oak Primary', class: '3K' },
      {
        content: { ...emptyDiscussion, outcome: 'keep-watching', agreed: number < 9 ? long : '', can_do: long },
        seen: 0,
        personId,
        at: new Date('2026-01-12T10:00:00Z'),
      },
    );
  for (const number of [22, 25, 28])
    await addPupil(record, {
      run_id: fixtureRunId,
      school: 'Oak Primary',
      pupil_id: pupilId(number),
      reason: `${long}; but ${long}`,
      source: 'teacher',
      added_by: personId,
      added_at: '2026-12-09T10:00:00Z',
    });
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.app.close();
});

function crowded(content: RunContent): RunContent {
  const { section } = content.tables.agenda.columns;
  const { subjects } = content.tables.agenda.columns;
  section.values.forEach((_, row) => {
    if (row < 14) (section.values as Section[])[row] = 'discuss-first';
    else if (row < 21) (section.values as Section[])[row] = 'supported';
    if (row < 21) (subjects.values as (string | null)[])[row] = 'reading';
  });
  return content;
}

function contextOf(number: number): ContextInSchool {
  return {
    school: 'Oak Primary',
    pupilId: pupilId(number),
    dateOfBirth: `2018-${String((number % 8) + 1).padStart(2, '0')}-09`,
    senStatus: number > 14 && number < 22 ? 'K' : 'N',
    senSince: number > 14 && number < 22 ? '2026-05-04' : null,
    primaryNeed: number > 14 && number < 22 ? 'SEMH' : '',
    joinedOn: '2026-03-02',
    attendancePercent: 87.5,
    englishAdditional: true,
    facts: [
      { kind: 'school-move', from: '2026-03-02', to: '2026-03-02' },
      { kind: 'attendance', from: '2026-01-12', to: '2026-02-20' },
    ],
  };
}

const signInUrl = async () =>
  `${address}/sign-in/${await newSignInToken(server.record, await localPerson(server.record), 5)}`;

test('a class sheet of 30 pupils with something said of each still prints on two sides of A4', async () => {
  const { context, page } = await watchedPage(browser, address);
  await page.goto(await signInUrl());
  await page.goto(`${address}/class-sheet?class=4K`);
  const sheet = await page.locator('main').innerText();
  for (const words of ['Last meeting: 8 agreed, 0 done, 8 open', 'Added by staff', '†', 'can do: “explains ideas'])
    expect(sheet).toContain(words);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  await page.emulateMedia({ media: 'print' });
  // A4 landscape between its margins, at 96 pixels an inch.
  await page.setViewportSize({ width: 1039, height: 725 });
  await look(page, 'class-sheet-paper');
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
  await context.close();
});

test('a pupil’s page prints on two sides, with room to write, and prints no address', async () => {
  const { context, page } = await watchedPage(browser, address);
  await page.goto(await signInUrl());
  await page.goto(`${address}/pupils/${await pupilKeyOf(server, pupilId(1))}`);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
  await page.emulateMedia({ media: 'print' });
  const printed = await page.evaluate(() =>
    [...document.querySelectorAll('main a')].map((link) => getComputedStyle(link, '::after').content),
  );
  expect(printed.every((content) => content === 'none')).toBe(true);
  expect(await page.getByText('What we do').filter({ visible: true }).count()).toBe(1);
  await context.close();
});

test('nothing on paper is told by colour alone: in greys the sheet and the page have the same marks and words', async () => {
  const { context, page } = await watchedPage(browser, address);
  await page.goto(await signInUrl());
  await page.emulateMedia({ media: 'print' });
  for (const path of ['/class-sheet?class=4K', `/pupils/${await pupilKeyOf(server, pupilId(1))}`]) {
    await page.goto(address + path);
    // Colours of text on paper: black or a grey dark enough to read, never a hue.
    const colours = await page.evaluate(() => [
      ...new Set(
        [...document.querySelectorAll('main p, main th, main td, main li, main h2')].map(
          (one) => getComputedStyle(one).color,
        ),
      ),
    ]);
    for (const colour of colours) {
      const [red, green, blue] = colour.match(/[\d.]+/g)!.map(Number);
      expect(Math.max(red, green, blue) - Math.min(red, green, blue), colour).toBeLessThan(12);
      expect(Math.max(red, green, blue), colour).toBeLessThan(120);
    }
  }
  await context.close();
});

test.each([
  ['wide', { viewport: { width: 1280, height: 800 } }],
  ['phone, dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
] as const)(
  'pupil page and class sheet full of context have no axe violation, complaint or overflow: %s',
  async (name, options) => {
    const { context, page, complaints } = await watchedPage(browser, address, options);
    await page.goto(await signInUrl());
    for (const [kind, path] of [
      ['pupil-context', `/pupils/${await pupilKeyOf(server, pupilId(1))}`],
      ['class-sheet-full', '/class-sheet?class=4K'],
    ]) {
      await page.goto(address + path);
      expect(await axeViolations(page), kind).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), kind).toBeLessThan(2);
      await look(page, `${name}-${kind}`);
    }
    expect(complaints).toEqual([]);
    await context.close();
  },
  60_000,
);
