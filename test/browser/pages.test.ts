import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startMeeting } from '../../server/records/discussions/meetings.ts';
import { addPerson, localPerson } from '../../server/people/people.ts';
import { newSignInToken } from '../../server/people/sign-in-tokens.ts';
import { fixturePupil, fixtureRun } from '../server/fixture-run.ts';
import { pupilKeyOf } from '../server/pupil-key.ts';
import { fixtureRunId, testApp, type TestApp } from '../server/signed-in.ts';
import { axeViolations, look, startBrowser, watchedPage } from './browser.ts';

let browser: Browser;
let server: TestApp;
let address: string;
let addresses: [name: string, path: string][];
beforeAll(async () => {
  server = await testApp({}, fixtureRun({ pupils: 30 }));
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
  const listed = await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 1));
  const untested = await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 6));
  addresses = [
    ['home', '/'],
    ['agenda', '/agenda?school=Oak%20Primary&class=4K'],
    ['agenda-school', '/agenda?school=Oak%20Primary'],
    ['pupil', `/pupils/${listed}`],
    ['pupil-not-tested', `/pupils/${untested}`],
    ['why', `/pupils/${untested}/why`],
    ['family-sheet', `/pupils/${listed}/family-sheet`],
    ['actions', '/actions'],
    ['meetings', '/meetings'],
    ['prepare', '/prepare?school=Oak%20Primary&class=4K'],
    ['register', '/register'],
    ['register-pupil', `/register/${await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 4))}`],
    ['plans', `/plans/${listed}`],
    ['provision', '/provision'],
    ['higher-level', `/register/${listed}/higher`],
    ['other-areas', `/pupils/${listed}/areas`],
    ['targets-of-pupil', `/targets/${listed}`],
    ['letters', '/letters'],
    ['settings', '/settings'],
    ['monitoring', '/monitoring'],
    ['case-story', `/pupils/${listed}/case-story`],
    ['one-pupil', `/pupils/${listed}/one`],
    ...(await meetingPages(listed)),
    ['governor', '/governor'],
    ['class-sheet', '/class-sheet?class=4K'],
    ['explore', '/explore'],
    ['explore-growth', '/explore/growth'],
    ['explore-questions', '/explore/questions'],
    ['explore-lists', '/explore/lists'],
    ['explore-coverage', '/explore/coverage'],
    ['explore-equity', '/explore/equity'],
    ['targets', '/targets?class=4K'],
    ['how', '/how'],
    ['help', '/help'],
    ['data', '/data'],
    ['release', `/data/runs/${fixtureRunId}`],
    ['audit', '/audit'],
    ['account', '/account'],
    ['everyone-else', '/agenda?school=Oak%20Primary&section=not-listed'],
    ['missing', '/agenda?class=9Z'],
  ];
});
afterAll(async () => {
  await browser.close();
  await server.app.close();
});

/** A meeting that has begun, and one pupil of it. */
async function meetingPages(listed: string): Promise<[name: string, path: string][]> {
  const { meeting_id } = await startMeeting(server.record, {
    school: 'Oak Primary',
    class: '4K',
    runId: fixtureRunId,
    minutes: 45,
    personId: 'local',
    at: new Date('2026-12-10T08:40:00Z'),
  });
  return [
    ['meeting', `/meetings/${meeting_id}`],
    ['meeting-pupil', `/meetings/${meeting_id}/pupils/${listed}`],
    ['recap', `/meetings/${meeting_id}/recap`],
  ];
}

async function signInUrl(): Promise<string> {
  return `${address}/sign-in/${await newSignInToken(server.record, await localPerson(server.record), 5)}`;
}

const kinds = ['meeting-pupil', 'register-pupil', 'one-pupil', 'home', 'agenda', 'pupil', 'class-sheet', 'explore'];

describe.each([
  ['light', { colorScheme: 'light', viewport: { width: 1280, height: 800 } }],
  ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 800 } }],
  ['forced-colours', { forcedColors: 'active', viewport: { width: 1280, height: 800 } }],
  ['phone, dark', { colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
  ['phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
] as const)('in %s', (look_, options) => {
  test('every page is without axe violations, console errors and foreign requests', async () => {
    const { context, page, complaints } = await watchedPage(browser, address, options);
    await page.goto(await signInUrl());
    const found: string[] = [];
    // Colours and roles are the same in all looks: one page of each kind tells. Every page is looked at light, and for its width
    // on a phone.
    const few = look_ !== 'light' && look_ !== 'phone';
    const looked = few ? addresses.filter(([name]) => kinds.includes(name)) : addresses;
    for (const [name, path] of looked) {
      await page.goto(address + path);
      if (look_ !== 'phone' || kinds.includes(name))
        found.push(...(await axeViolations(page)).map((violation) => `${name}: ${violation}`));
      if (
        look_.startsWith('phone') &&
        (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1))
      )
        found.push(`${name}: wider than the screen`);
      await look(page, `${look_}-${name}`);
    }
    expect(found).toEqual([]);
    // The browser itself logs the 404 that the page for a missing class answers with; any other missing thing is a fault.
    const missing = `${address}/agenda?class=9Z`;
    expect(complaints.filter((line) => !(line.includes('404') && line.endsWith(` at ${missing}`)))).toEqual([]);
    await context.close();
  }, 150_000);
});

test.each([
  ['a wide screen', { width: 1280, height: 800 }],
  ['a phone', { width: 390, height: 844 }],
])(
  'a trust lead says what names are for, reads a list and a pupil, and stops, on %s',
  async (_name, viewport) => {
    const { context, page, complaints } = await watchedPage(browser, address, { viewport });
    const found: string[] = [];
    const check = async (name: string) => {
      found.push(...(await axeViolations(page)).map((violation) => `${name}: ${violation}`));
      if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1))
        found.push(`${name}: wider than the screen`);
      await look(page, `purpose-${viewport.width}-${name}`);
    };
    const lead = await addPerson(server.record, { name: 'Ms Trust', role: 'trust-lead' });
    await page.goto(`${address}/sign-in/${await newSignInToken(server.record, lead, 5)}`);
    await page.getByRole('link', { name: 'Names', exact: true }).click();
    await check('asked');
    await page.getByLabel('What do you need the names for?').fill('places');
    await page.getByRole('button', { name: 'Show names' }).click();
    await check('fault');
    await page.getByLabel('What do you need the names for?').fill('Planning places in reading groups');
    await page.getByRole('button', { name: 'Show names' }).click();
    await check('list');
    await page.getByRole('link', { name: 'Amira H', exact: true }).first().click();
    await check('pupil');
    expect(await page.getByLabel('Names for a purpose').innerText()).toContain('Planning places in reading groups');
    await page.goto(`${address}/names`);
    await check('standing');
    await page.goBack();
    await page.getByRole('button', { name: 'Stop' }).click();
    expect(await page.getByRole('button', { name: 'Stop' }).count()).toBe(0);
    expect((await page.goto(`${address}/agenda`))?.status()).toBe(403);
    await check('refused');
    expect(found).toEqual([]);
    // The browser logs the answers to the form with a fault and to the list after stopping.
    expect(complaints.filter((line) => !/\b(?:403|422)\b/.test(line))).toEqual([]);
    await context.close();
  },
  60_000,
);

test('a class sheet of 30 pupils prints on two sides of A4', async () => {
  const { context, page } = await watchedPage(browser, address);
  await page.goto(await signInUrl());
  await page.goto(`${address}/class-sheet?class=4K`);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
  await context.close();
});

test('an outcome is recorded by keyboard alone, in under 20 seconds, and the next pupil opens', async () => {
  const { context, page, complaints } = await watchedPage(browser, address);
  await page.goto(await signInUrl());
  const [, path] = addresses.find(([name]) => name === 'pupil')!;
  await page.goto(address + path);
  const started = Date.now();
  await page.locator('a[href="#agree"]').first().focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.type('reading partner, three times a week');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Ms Khan');
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Saved for' }).waitFor();
  expect(Date.now() - started).toBeLessThan(20_000);
  expect(page.url()).not.toContain(path);
  await page.goto(address + path);
  expect(await page.locator('input[name="outcome"]:checked').inputValue()).toBe('extra-help');
  expect(await page.locator('#agreed').inputValue()).toBe('reading partner, three times a week');
  expect(await axeViolations(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});
