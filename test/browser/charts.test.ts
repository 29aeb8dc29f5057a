import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localPerson } from '../../server/people/people.ts';
import { newSignInToken } from '../../server/people/sign-in-tokens.ts';
import { keepPupilContext } from '../../server/records/pupils/pupil-context.ts';
import { pupilKeyOf } from '../server/pupil-key.ts';
import { fixturePupil, fixtureRun } from '../server/fixture-run.ts';
import { testApp, type TestApp } from '../server/signed-in.ts';
import { axeViolations, look, startBrowser, watchedPage } from './browser.ts';

/*
 * Charts that respond, in a real browser under the pages' own policy: what a reader points at, draws over, filters, makes larger,
 * saves and sends on.
 */
let browser: Browser;
let server: TestApp;
let address: string;
const year4 = '/explore?subject=reading&year=4';
const level = 'figure[data-chart="Level beside growth"]';
const moves = 'figure[data-chart="Who moved how"]';

beforeAll(async () => {
  server = await testApp({}, fixtureRun({ pupils: 30 }));
  await keepPupilContext(
    server.record,
    Array.from({ length: 30 }, (_, place) => ({
      school: 'Oak Primary',
      pupilId: fixturePupil('Oak Primary', '4K', place + 1),
      dateOfBirth: '2018-01-10',
      senStatus: place < 5 ? 'K' : 'N',
      senSince: null,
      primaryNeed: '',
      joinedOn: '2024-09-01',
      attendancePercent: 97,
      englishAdditional: false,
      facts: [],
    })),
  );
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await server.app.close();
});

async function opened(path: string, options: BrowserContextOptions = {}) {
  const watched = await watchedPage(browser, address, { viewport: { width: 1366, height: 800 }, ...options });
  const { page } = watched;
  const refused: string[] = [];
  await page.exposeFunction('noteRefusal', (what: string) => refused.push(what));
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
      (window as unknown as { noteRefusal: (what: string) => void }).noteRefusal(violatedDirective);
    }),
  );
  await page.goto(`${address}/sign-in/${await newSignInToken(server.record, await localPerson(server.record), 5)}`);
  await page.goto(address + path);
  await allReady(page);
  return { ...watched, refused };
}

const allReady = (page: Page) =>
  page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLElement>('figure[data-chart]')].every((one) => one.dataset['ready']),
  );

/** Draws a range over a chart, from and to these shares of its drawing. */
async function drawOver(page: Page, chart: string, from: readonly [number, number], to: readonly [number, number]) {
  const drawing = page.locator(`${chart} .chart__drawing svg`);
  await drawing.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await drawing.boundingBox())!;
  await page.mouse.move(x + from[0] * width, y + from[1] * height);
  await page.mouse.down();
  await page.mouse.move(x + 0.5 * (from[0] + to[0]) * width, y + 0.5 * (from[1] + to[1]) * height);
  await page.mouse.move(x + to[0] * width, y + to[1] * height);
  await page.mouse.up();
}

/** Names in the table beside a chart. */
const listed = (page: Page, chart: string) => page.locator(`${chart} .chart__picked tbody th`).allTextContents();
/** Marks of pupils that stand out in a chart, and all of them. */
const standingOut = (page: Page, chart: string) =>
  page.locator(`${chart} .mark`).evaluateAll((marks) => {
    const opacity = (mark: Element) => Number((mark.querySelector('path,rect') ?? mark).getAttribute('opacity') ?? '1');
    return [marks.filter((mark) => opacity(mark) > 0.4).length, marks.length] as const;
  });

test('the pupil nearest to the pointer is read out from anywhere near, and stands out in the other chart', async () => {
  const { context, page, complaints, refused } = await opened(year4);
  const svg = page.locator(`${level} .chart__drawing svg`);
  await svg.scrollIntoViewIfNeeded();
  const readout = page.locator(`${level} .readout`);
  const mark = page.locator(`${level} .mark`).first();
  const [box, words] = [(await mark.boundingBox())!, (await mark.getAttribute('aria-label'))!];
  // Beside the mark, not on it.
  await page.mouse.move(box.x + box.width + 9, box.y - 5);
  await page.mouse.move(box.x + box.width + 7, box.y - 4);
  await expect.poll(() => readout.textContent()).toBe(words);
  await expect.poll(() => standingOut(page, moves)).toEqual([1 + 2, 60]);
  await page.mouse.move(2, 2);
  await expect.poll(() => readout.textContent()).not.toBe(words);
  expect([complaints, refused]).toEqual([[], []]);
  await context.close();
}, 60_000);

test('a range drawn over a chart lists its pupils beside it, in every chart, and the address opens the same view', async () => {
  const { context, page, complaints, refused } = await opened(year4);
  await drawOver(page, level, [0.13, 0.55], [0.98, 0.86]);
  await expect.poll(() => listed(page, level).then(({ length }) => length)).toBeGreaterThan(0);
  const names = await listed(page, level);
  expect(names.length).toBeLessThan(58);
  expect(await listed(page, moves)).toEqual(names);
  await expect.poll(async () => (await standingOut(page, moves))[0]).toBeLessThan(60);
  await look(page, 'explore-range');
  expect(await axeViolations(page)).toEqual([]);
  const kept = page.url();
  expect(kept).toMatch(/#.*range=/);
  // Who is in it is no part of the address.
  for (const name of names) expect(decodeURIComponent(kept)).not.toContain(name.trim());
  const again = await context.newPage();
  await again.goto(kept);
  await allReady(again);
  await expect.poll(() => listed(again, level)).toEqual(names);
  await page.locator(`${level} .chart__picked button`).click();
  await expect.poll(() => listed(page, level)).toEqual([]);
  expect(page.url()).not.toContain('range=');
  expect([complaints, refused]).toEqual([[], []]);
  await context.close();
}, 60_000);

test('pupils of one group alone are shown without another page', async () => {
  const { context, page } = await opened(year4);
  let pages = 0;
  page.on('request', (request) => (pages += request.isNavigationRequest() ? 1 : 0));
  await page.locator('#only').selectOption('sen status K');
  // Five of 4K have SEN Support; one of them, number 6, was not measured in nothing: all five have a mark.
  await expect.poll(() => page.locator(`${level} .mark`).count()).toBe(5);
  expect(await page.locator('[data-only] [role=status]').textContent()).toContain('5 pupils');
  await drawOver(page, level, [0.13, 0.1], [0.98, 0.86]);
  await expect.poll(() => listed(page, level).then(({ length }) => length)).toBe(5);
  const kept = page.url();
  expect(kept).toContain('only=sen+status+K');
  const again = await context.newPage();
  await again.goto(kept);
  await allReady(again);
  await expect.poll(() => again.locator(`${level} .mark`).count()).toBe(5);
  await page.locator('#only').selectOption('');
  await expect.poll(() => page.locator(`${level} .mark`).count()).toBe(58);
  expect(pages).toBe(0);
  await context.close();
}, 60_000);

test('by keyboard a pupil is picked, let go, and a part of the chart made larger', async () => {
  const { context, page } = await opened(year4);
  await page.locator(`${level} .mark`).first().focus();
  await page.keyboard.press('Space');
  await expect.poll(() => listed(page, level).then(({ length }) => length)).toBe(1);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect.poll(() => listed(page, level).then(({ length }) => length)).toBe(2);
  await page.keyboard.press('Escape');
  await expect.poll(() => listed(page, level)).toEqual([]);
  /** What the axes say, in whatever order it was drawn. */
  const ticks = () =>
    page.locator(`${level} .chart__drawing text`).evaluateAll((texts) =>
      texts
        .map(({ textContent }) => textContent)
        .toSorted()
        .join(' '),
    );
  const whole = await ticks();
  await page.keyboard.press('+');
  await expect.poll(ticks).not.toBe(whole);
  expect(decodeURIComponent(page.url())).toContain('zoom+Level+beside+growth');
  await page.keyboard.press('0');
  await expect.poll(ticks).toBe(whole);
  await page
    .locator(level)
    .getByRole('button', { name: /^Zoom in/ })
    .click();
  await expect.poll(ticks).not.toBe(whole);
  await context.close();
}, 60_000);

test('a chart is saved as PNG, SVG and CSV, on white paper whatever the page', async () => {
  const { context, page, complaints, refused } = await opened(year4, { colorScheme: 'dark' });
  const figure = page.locator(level);
  const saved = async (kind: string): Promise<Download> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      figure.getByRole('button', { name: new RegExp(`^Save as ${kind}`) }).click(),
    ]);
    return download;
  };
  const png = await saved('PNG');
  expect(png.suggestedFilename()).toBe('level-beside-growth.png');
  const bytes = await readFile(await png.path());
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  // Twice the size of the screen: a slide can hold it.
  expect(bytes.readUInt32BE(16)).toBeGreaterThan(1200);
  const svg = await readFile(await (await saved('SVG')).path(), 'utf8');
  expect(svg).toMatch(/^<svg[^]*fill="#ffffff"/);
  const csv = await readFile(await (await saved('CSV')).path(), 'utf8');
  expect(csv).toMatch(/^\uFEFFPupil,Score,/);
  expect(csv.trim().split('\r\n')).toHaveLength(59);
  expect([complaints, refused]).toEqual([[], []]);
  await context.close();
}, 60_000);

test('a dark page has no white in its charts, with and without scripts', async () => {
  for (const path of [year4, '/explore/coverage', '/explore/growth?subject=reading', '/targets?class=4K']) {
    const { context, page } = await opened(path, { colorScheme: 'dark' });
    const light = await page
      .locator('.chart__drawing svg [fill], .chart__drawing svg [stroke]')
      .evaluateAll((parts) =>
        parts.flatMap((part) =>
          [part.getAttribute('fill'), part.getAttribute('stroke')].filter((colour) =>
            /^(?:#fff(?:fff)?|white|rgb\(255, 255, 255\)|#f1f4f6)$/.test(colour ?? ''),
          ),
        ),
      );
    expect([path, light]).toEqual([path, []]);
    await look(page, `dark-${path.replaceAll(/\W+/g, '-')}`);
    await context.close();
  }
  const context = await browser.newContext({ javaScriptEnabled: false, colorScheme: 'dark' });
  const page = await context.newPage();
  await page.goto(`${address}/sign-in/${await newSignInToken(server.record, await localPerson(server.record), 5)}`);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${address}${year4}`, { waitUntil: 'networkidle' });
  const pictures = asked.filter((url) => url.includes('/explore/pictures/'));
  expect(pictures).toHaveLength(3);
  for (const url of pictures) {
    expect(url).toContain('dark=1');
    expect(await (await page.goto(url))!.text()).not.toMatch(/fill="(?:#ffffff|white|#f1f4f6)"/);
  }
  await context.close();
}, 120_000);

test('the first chart responds within a second of its page, and a page after the first sends less than 400 KB', async () => {
  const { context, page } = await opened(year4);
  let sent = 0;
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (sent += encodedDataLength));
  const times: number[] = [];
  for (let visit = 0; visit < 5; visit += 1) {
    sent = 0;
    await page.goto(address + year4);
    await allReady(page);
    times.push(
      await page
        .locator('figure[data-chart]')
        .first()
        .evaluate((one) => Number(one.dataset['ready'])),
    );
  }
  process.stderr.write(`first chart after ${times.join(', ')} ms; ${Math.round(sent / 1000)} KB a page\n`);
  // The quickest of five: what else the machine is doing is no part of it.
  expect(Math.min(...times)).toBeLessThan(1000);
  expect(sent).toBeLessThan(400_000);
  // The runtime comes once, packed, and stays.
  const script = await page.locator('script[src*="charts.js"]').getAttribute('src');
  const runtime = await fetch(new URL(script!.replace('charts.js', 'vega.js'), address), {
    headers: { 'accept-encoding': 'gzip' },
  });
  expect(runtime.headers.get('content-encoding')).toBe('gzip');
  expect(runtime.headers.get('cache-control')).toContain('immutable');
  await context.close();
}, 120_000);

test.each(['light', 'dark'] as const)(
  'the pages of groups are accessible and fit a phone, on a %s page',
  async (colorScheme) => {
    const { context, page, complaints } = await opened('/explore/school?subject=reading', {
      colorScheme,
      viewport: { width: 400, height: 800 },
    });
    for (const path of ['/explore/school?subject=reading', '/explore/time?subject=reading', '/explore/help']) {
      await page.goto(address + path);
      expect([path, await axeViolations(page)]).toEqual([path, []]);
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([path, wider]).toEqual([path, 0]);
      await look(page, `${colorScheme}-${path.replaceAll(/\W+/g, '-')}`);
    }
    // A cell leads on by keyboard.
    await page.goto(`${address}/explore/school?subject=reading`);
    await page.locator('table.cells a').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/explore?*');
    expect(complaints).toEqual([]);
    await context.close();
  },
  120_000,
);

test('the pictures of a pupil respond as charts do: pointer, keyboard, and the table as a file', async () => {
  const key = await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 1));
  const { context, page, complaints, refused } = await opened(`/pupils/${key}`);
  const reading = 'figure[data-chart="Reading"]';
  const marks = page.locator(`${reading} .mark`);
  const words = await marks.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  expect(words[2]).toBe('Dec 2026: 100; probable range 94 to 106; middle of the year group 101.');
  const readout = page.locator(`${reading} .readout`);
  const box = (await marks.nth(1).boundingBox())!;
  await page.mouse.move(box.x + 20, box.y + 40);
  await page.mouse.move(box.x + 16, box.y + 30);
  await expect.poll(() => readout.textContent()).toBe(words[1]);
  await marks.first().focus();
  await page.keyboard.press('End');
  await expect.poll(() => readout.textContent()).toBe(words[2]);
  await page.locator(`${reading} summary`).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as CSV: Reading' }).click(),
  ]);
  expect(await readFile(await file.path(), 'utf8')).toMatch(/^\uFEFFMonth,Result,.*\r\n.*Dec 2026,100,94 to 106/s);
  expect([complaints, refused, await axeViolations(page)]).toEqual([[], [], []]);
  await context.close();
}, 60_000);
