import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localPerson } from '../../server/people/people.ts';
import { newSignInToken } from '../../server/people/sign-in-tokens.ts';
import { fixturePupil } from '../server/fixture-run.ts';
import { pupilKeyOf } from '../server/pupil-key.ts';
import { testApp, type TestApp } from '../server/signed-in.ts';
import { axeViolations, look, startBrowser, watchedPage } from './browser.ts';

let browser: Browser;
let server: TestApp;
let address: string;
let clock: Date;
beforeAll(async () => {
  clock = new Date('2026-12-10T09:00:00Z');
  server = await testApp({ now: () => clock });
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.app.close();
});

async function signedIn(options = {}) {
  const watched = await watchedPage(browser, address, { viewport: { width: 1280, height: 800 }, ...options });
  const token = await newSignInToken(server.record, await localPerson(server.record), 5);
  await watched.page.goto(`${address}/sign-in/${token}`);
  return watched;
}

/** Presses Tab until the element that has the focus fits. */
async function tabTo(page: Page, selector: string, most = 60): Promise<void> {
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
  }
  throw new Error(`Tab never reached ${selector}`);
}

/** Steps with a key that leads to another page. */
async function go(page: Page, ...keys: string[]): Promise<void> {
  const before = page.url();
  for (const key of keys) await page.keyboard.press(key);
  await page.waitForURL((url) => url.href !== before);
}

test('a meeting is held by keyboard alone: start, outcome in under 20 seconds, park, back, recap, end', async () => {
  const { context, page, complaints } = await signedIn();
  await page.goto(`${address}/meetings`);
  await tabTo(page, '#class');
  await page.keyboard.type('4K');
  await page.keyboard.press('Tab');
  await go(page, 'Enter');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Meeting 4K');
  expect(await axeViolations(page)).toEqual([]);
  await look(page, 'meeting-opens');
  await go(page, 'n');
  expect(await page.locator('.meeting-bar__where').textContent()).toMatch(/1 of 7, 45 min left/);
  await look(page, 'meeting-step');

  const started = Date.now();
  await page.keyboard.press('o');
  await page.keyboard.press('Space');
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  // Letters that are keys of the page: in a field they are typed.
  await page.keyboard.type('nook reading partner, pkro');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Ms Khan');
  await page.keyboard.press('Tab');
  await page.keyboard.type('01122027');
  await go(page, 'Control+Enter');
  expect(Date.now() - started).toBeLessThan(20_000);
  await page.getByText('Saved for Amira Hussain').waitFor();
  const [saved] = await server.record.db.selectFrom('discussion').selectAll().execute();
  expect(saved).toMatchObject({
    outcome: 'extra-help',
    agreed: 'nook reading partner, pkro',
    who: 'Ms Khan',
    by_when: '2027-01-12',
  });

  // In a field a plain Enter saves too, and the next pupil opens.
  await page.keyboard.press('o');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.type('listen again');
  await go(page, 'Enter');
  await page.getByText('Saved for Tom Brown').waitFor();
  expect(await page.locator('h1').textContent()).toContain('Zoë');
  await go(page, 'k');
  expect(await page.locator('h1').textContent()).toContain('Ida');
  await go(page, 'p');
  expect(await page.locator('h1').textContent()).toContain('Tom');
  await go(page, 'n');
  await go(page, 'r');
  await page.getByText('Parked, not taken up again').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await look(page, 'meeting-recap');
  await page.getByRole('button', { name: 'End the meeting' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('until 9:00').waitFor();
  expect(complaints).toEqual([]);
  await context.close();
}, 60_000);

test('keys leave nothing typed behind: a first press says what is not saved, and letters can be turned off', async () => {
  const { context, page, complaints } = await signedIn();
  await page.goto(`${address}/meetings`);
  await page.selectOption('#class', JSON.stringify(['Oak Primary', '4J']));
  await page.getByRole('button', { name: 'Start' }).click();
  await page.waitForURL(/meetings\//);
  await go(page, 'n');
  const first = page.url();
  await page.fill('#agreed', 'half a thought');
  await page.locator('h1').click();
  await page.keyboard.press('n');
  expect(await page.locator('#meeting-says').textContent()).toContain('Not saved yet.');
  expect(page.url()).toBe(first);
  expect(await page.inputValue('#agreed')).toBe('half a thought');
  await go(page, 'n');
  await page.locator('#keys-on').uncheck();
  const second = page.url();
  await page.keyboard.press('n');
  await page.keyboard.press('k');
  await page.waitForTimeout(300);
  expect(page.url()).toBe(second);
  await page.reload();
  expect(await page.locator('#keys-on').isChecked()).toBe(false);
  expect(complaints).toEqual([]);
  await context.close();
}, 60_000);

test('the clock counts down without asking the server, and says when time is over', async () => {
  const { context, page } = await signedIn();
  const meeting = await server.record.db
    .selectFrom('meeting')
    .select('meeting_id')
    .where('class', '=', '4J')
    .executeTakeFirstOrThrow();
  clock = new Date('2026-12-10T09:24:30Z');
  await page.clock.install();
  await page.goto(`${address}/meetings/${meeting.meeting_id}`);
  const shown = () => page.locator('.clock').textContent();
  expect(await shown()).toBe('21 min left');
  await page.clock.runFor(65_000);
  expect(await shown()).toBe('20 min left');
  await page.clock.runFor(25 * 60_000);
  expect(await shown()).toBe('5 min over');
  clock = new Date('2026-12-10T09:00:00Z');
  await context.close();
}, 60_000);

test('without scripts every step is a link or a button', async () => {
  const { context, page } = await signedIn({ javaScriptEnabled: false });
  const meeting = await server.record.db
    .selectFrom('meeting')
    .select('meeting_id')
    .where('class', '=', '4J')
    .executeTakeFirstOrThrow();
  await page.goto(`${address}/meetings/${meeting.meeting_id}`);
  await page.getByRole('link', { name: /Begin with/ }).click();
  expect(await page.locator('#keys').isVisible()).toBe(false);
  await page.getByLabel('no concern').check();
  await page.getByRole('button', { name: 'Save and next' }).click();
  await page.getByText('Saved for').waitFor();
  const name = await page.locator('h1').textContent();
  await page.getByRole('button', { name: /Park/ }).click();
  expect(await page.locator('h1').textContent()).not.toBe(name);
  await context.close();
}, 60_000);

test('the one-pupil view fills a projector with this pupil’s page and nothing else', async () => {
  const { context, page, complaints } = await signedIn({ viewport: { width: 1920, height: 1080 } });
  const key = await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 1));
  await page.goto(`${address}/pupils/${key}/one`);
  expect(await axeViolations(page)).toEqual([]);
  const sizes = await page
    .locator('.wall__text, .wall__list li')
    .evaluateAll((all) => all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)));
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(28);
  expect(await page.locator('nav, form, .top').count()).toBe(0);
  await look(page, 'one-pupil-projector');
  expect(complaints).toEqual([]);
  await context.close();
}, 60_000);

test('a pupil is entered on the register by keyboard, and the case story prints', async () => {
  const { context, page, complaints } = await signedIn();
  const key = await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 4));
  await page.goto(`${address}/register/${key}`);
  await page.locator('summary', { hasText: 'Enter on the register' }).focus();
  await page.keyboard.press('Enter');
  await tabTo(page, '#from_on', 10);
  await page.keyboard.type('12102026');
  await tabTo(page, '#difficulty', 10);
  await page.keyboard.type('needs time to answer');
  await page.keyboard.press('Tab');
  await page.keyboard.type('small group, three times a week');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Ms Okafor');
  await page.keyboard.press('Tab');
  await page.keyboard.type('12082026');
  await tabTo(page, '#told_by', 6);
  await page.keyboard.type('Ms Khan');
  await page.keyboard.press('Enter');
  await page.getByText('SEN Support since 10 December 2026').first().waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await look(page, 'register-pupil');
  await page.goto(`${address}/pupils/${key}/case-story`);
  expect(await axeViolations(page)).toEqual([]);
  await look(page, 'case-story');
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThanOrEqual(1);
  expect(complaints).toEqual([]);
  await context.close();
}, 60_000);
