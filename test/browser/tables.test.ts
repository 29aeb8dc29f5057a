/** Tables that people sort, narrow and act on: by links and forms without scripts, in place with them. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyDiscussion, saveDiscussion } from '../../server/records/discussions/discussions.ts';
import { addPerson } from '../../server/people/people.ts';
import { newSignInToken } from '../../server/people/sign-in-tokens.ts';
import { fixturePupil } from '../server/fixture-run.ts';
import { fixtureRunId, testApp, type TestApp } from '../server/signed-in.ts';
import { axeViolations, startBrowser, watchedPage } from './browser.ts';

let browser: Browser;
let server: TestApp;
let address: string;
let head: string;
beforeAll(async () => {
  server = await testApp();
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
  head = await addPerson(server.record, { name: 'H. Head', role: 'headteacher', school: 'Oak Primary' });
  await addPerson(server.record, { name: 'A. Roe', role: 'teacher', school: 'Oak Primary' });
  await addPerson(server.record, { name: 'Z. Okafor', role: 'senco', school: 'Oak Primary' });
});
afterAll(async () => {
  await browser.close();
  await server.app.close();
});

async function opened(path: string, javaScriptEnabled = true): Promise<{ page: Page; complaints: string[] }> {
  const { page, complaints } = await watchedPage(browser, address, {
    viewport: { width: 1366, height: 768 },
    javaScriptEnabled,
  });
  await page.goto(`${address}/sign-in/${await newSignInToken(server.record, head, 5)}`);
  await page.goto(address + path);
  return { page, complaints };
}

const names = (page: Page) => page.locator('[data-table] tbody th').allInnerTexts();

test.each([
  ['/people', 'Role'],
  ['/register', 'Pupil'],
  ['/agenda?class=4K&section=supported', 'Pupil'],
])(
  '%s sorts by a heading: in place with scripts, by a link without them',
  async (path, heading) => {
    const results: string[][] = [];
    for (const scripts of [true, false]) {
      const { page, complaints } = await opened(path, scripts);
      await page.evaluate(() => Object.assign(document.body.dataset, { same: 'yes' }));
      const link = page.getByRole('link', { name: heading, exact: true }).first();
      const answer = page.waitForResponse((one) => one.url().includes('sort='));
      await link.click();
      await answer;
      // The address is written once the table is in place; a heading that sorts stood there before.
      await page.waitForURL(/sort=/);
      await page.locator('th[aria-sort]').first().waitFor();
      // With scripts it is the same page still, and the heading keeps the focus.
      expect(await page.evaluate(() => document.body.dataset['same'] ?? 'no')).toBe(scripts ? 'yes' : 'no');
      if (scripts) expect(await page.evaluate(() => document.activeElement?.className)).toBe('sorts');
      results.push(await names(page));
      if (scripts) expect(await axeViolations(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    }
    expect(results[0]).toEqual(results[1]);
    expect(results[0].length).toBeGreaterThan(0);
  },
  60_000,
);

test('people are sorted both ways and narrowed to a role', async () => {
  const { page } = await opened('/people?sort=-name', false);
  expect((await names(page)).map((name) => name.split(' ')[1])).toEqual(['Okafor', 'Head', 'Roe']);
  await page.goto(`${address}/people?role=senco`);
  expect(await names(page)).toEqual(['Z. Okafor']);
  await page.context().close();
});

test('the register is one table that narrows in place to what is chosen', async () => {
  const { page } = await opened('/register');
  expect(await page.locator('[data-table] table').count()).toBe(1);
  const all = await names(page);
  const answer = page.waitForResponse((one) => one.url().includes('show=E'));
  await page.getByLabel('Show', { exact: true }).selectOption('EHC plan');
  await answer;
  await page.locator('[role="status"]', { hasText: '0 pupils shown' }).waitFor();
  expect(all.length).toBeGreaterThan(0);
  await page.goBack();
  await page.context().close();
});

test('several agreements are marked as done at once, all of them by one box', async () => {
  for (const number of [1, 2, 3])
    await saveDiscussion(
      server.record,
      {
        runId: fixtureRunId,
        school: 'Oak Primary',
        class: '4K',
        pupilId: fixturePupil('Oak Primary', '4K', number),
      },
      {
        content: { ...emptyDiscussion, outcome: 'extra-help', agreed: `help ${number}`, who: 'Ms Roe' },
        seen: 0,
        personId: head,
        at: new Date('2026-12-10T09:00:00Z'),
      },
    );
  const { page } = await opened('/actions');
  const boxes = page.locator('input[name="discussion"]');
  expect(await boxes.count()).toBe(3);
  await boxes.first().check();
  await boxes.nth(1).check();
  await page.getByRole('button', { name: 'Mark the chosen as done' }).click();
  await page.waitForURL(`${address}/actions`);
  expect(await boxes.count()).toBe(1);
  expect(await axeViolations(page)).toEqual([]);
  await page.getByLabel('Choose all').check();
  await page.getByRole('button', { name: 'Mark the chosen as done' }).click();
  await page.getByText('Nothing is open.').waitFor();
  await page.context().close();
});
