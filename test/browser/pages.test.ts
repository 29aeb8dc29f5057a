import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localPerson } from '../../server/records/people.ts';
import { newSignInToken } from '../../server/records/sign-in-tokens.ts';
import { fixturePupil, fixtureRun } from '../server/fixture-run.ts';
import { pupilKeyOf } from '../server/pupil-key.ts';
import { testApp, type TestApp } from '../server/signed-in.ts';
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
    ['class-sheet', '/class-sheet?class=4K'],
    ['explore', '/explore'],
    ['how', '/how'],
    ['missing', '/agenda?class=9Z'],
  ];
});
afterAll(async () => {
  await browser.close();
  await server.app.close();
});

async function signInUrl(): Promise<string> {
  return `${address}/sign-in/${await newSignInToken(server.record, await localPerson(server.record), 5)}`;
}

describe.each([
  ['light', { colorScheme: 'light', viewport: { width: 1280, height: 800 } }],
  ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 800 } }],
  ['forced-colours', { forcedColors: 'active', viewport: { width: 1280, height: 800 } }],
  ['phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
] as const)('in %s', (look_, options) => {
  test('every page is without axe violations, console errors and foreign requests', async () => {
    const { context, page, complaints } = await watchedPage(browser, address, options);
    await page.goto(await signInUrl());
    const found: string[] = [];
    for (const [name, path] of addresses) {
      await page.goto(address + path);
      found.push(...(await axeViolations(page)).map((violation) => `${name}: ${violation}`));
      if (
        look_ === 'phone' &&
        (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1))
      )
        found.push(`${name}: wider than the screen`);
      await look(page, `${look_}-${name}`);
    }
    expect(found).toEqual([]);
    // The browser itself logs the 404 that the page for a missing class answers with.
    expect(complaints.filter((line) => !line.includes('404'))).toEqual([]);
    await context.close();
  });
});

test('a class sheet of 30 pupils prints on two sides of A4', async () => {
  const { context, page } = await watchedPage(browser, address);
  await page.goto(await signInUrl());
  await page.goto(`${address}/class-sheet?class=4K`);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
  await context.close();
});
