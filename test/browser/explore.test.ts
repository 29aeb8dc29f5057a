import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localPerson } from '../../server/people/people.ts';
import { newSignInToken } from '../../server/people/sign-in-tokens.ts';
import { fixturePupil, fixtureRun } from '../server/fixture-run.ts';
import { pupilKeyOf } from '../server/pupil-key.ts';
import { testApp, type TestApp } from '../server/signed-in.ts';
import { axeViolations, startBrowser, watchedPage } from './browser.ts';

let browser: Browser;
let server: TestApp;
let address: string;
beforeAll(async () => {
  server = await testApp({}, fixtureRun({ pupils: 30 }));
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await server.app.close();
});

async function signedIn(options: Parameters<typeof watchedPage>[2] = {}) {
  const watched = await watchedPage(browser, address, options);
  const refused: string[] = [];
  await watched.page.exposeFunction('noteRefusal', (what: string) => refused.push(what));
  await watched.page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
      (window as unknown as { noteRefusal: (what: string) => void }).noteRefusal(violatedDirective);
    }),
  );
  await watched.page.goto(
    `${address}/sign-in/${await newSignInToken(server.record, await localPerson(server.record), 5)}`,
  );
  return { ...watched, refused };
}

test('a chart is walked by keyboard, says each mark in words, and leads to the pupil, with nothing refused by the policy', async () => {
  const { context, page, complaints, refused } = await signedIn({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${address}/explore?subject=reading&year=4`);
  const chart = page.locator('figure[data-chart="Level beside growth"]');
  await chart.locator('svg').waitFor();
  expect(await chart.locator('img').count()).toBe(0);
  const marks = chart.locator('.mark');
  expect(await marks.count()).toBe(58);
  // One stop in the order of tabs; the arrow keys go on from there.
  expect(await chart.locator('.mark[tabindex="0"]').count()).toBe(1);
  await marks.first().focus();
  const readout = chart.locator('.readout');
  const first = await readout.textContent();
  expect(first).toMatch(
    /: score \d+\. Of 100 pupils with the same start, about \d+ made less progress; probably between/,
  );
  await page.keyboard.press('ArrowRight');
  expect(await readout.textContent()).not.toBe(first);
  await page.keyboard.press('Home');
  expect(await readout.textContent()).toBe(first);
  const key = await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 1));
  const listed = chart.locator(`.mark[data-address*="/pupils/${key}"]`);
  expect(await listed.getAttribute('role')).toBe('link');
  await listed.focus();
  expect(await readout.textContent()).toContain('to discuss');
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/pupils/${key}*`);
  expect(refused).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
}, 60_000);

test('the reading of a mark under the pointer goes when the pointer does', async () => {
  const { context, page } = await signedIn({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${address}/explore/lists`);
  const mark = page.locator('figure .mark').first();
  const { x, y, width, height } = (await mark.boundingBox())!;
  await page.mouse.move(x + width, y + height / 2);
  await page.mouse.move(x + width / 2, y + height / 2);
  await expect
    .poll(() => page.locator('.readout').textContent())
    .toContain('where all progress is ordinary, luck would list about 1');
  await page.mouse.move(2, 2);
  await expect.poll(() => page.locator('.readout').textContent()).toContain('press Tab');
  await context.close();
}, 60_000);

test('without scripts every chart is a picture with its numbers under it', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 400, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${address}/sign-in/${await newSignInToken(server.record, await localPerson(server.record), 5)}`);
  for (const path of ['/explore?subject=reading', '/explore/growth', '/explore/coverage', '/targets']) {
    await page.goto(address + path);
    const pictures = page.locator('figure img');
    for (let place = 0; place < (await pictures.count()); place += 1) {
      const box = await pictures.nth(place).boundingBox();
      expect(box!.height, path).toBeGreaterThan(40);
      // The narrow drawing, near its own size: its words can be read.
      expect(box!.width, path).toBeLessThanOrEqual(400);
    }
  }
  await context.close();
}, 60_000);
