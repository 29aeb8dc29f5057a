/** Pages that one can take in: measured in a real browser at the size of a school's laptop. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPerson, addPersonClass } from '../../server/people/people.ts';
import { roles, type Role } from '../../server/people/permissions.ts';
import { newSignInToken } from '../../server/people/sign-in-tokens.ts';
import { fixturePupil, fixtureRun } from '../server/fixture-run.ts';
import { pupilKeyOf } from '../server/pupil-key.ts';
import { fixtureRunId, testApp, type TestApp } from '../server/signed-in.ts';
import { axeViolations, look, startBrowser, watchedPage } from './browser.ts';

const laptop = { width: 1366, height: 768 };

let browser: Browser;
let server: TestApp;
let address: string;
let listed: string;
beforeAll(async () => {
  server = await testApp({}, fixtureRun({ pupils: 30 }));
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
  listed = await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 1));
});
afterAll(async () => {
  await browser.close();
  await server.app.close();
});

/** A browser in which a new person of the role has just signed in. */
async function opened(role: Role, options: Parameters<typeof watchedPage>[2] = {}): Promise<Page> {
  const { page } = await watchedPage(browser, address, { viewport: laptop, ...options });
  const person = await addPerson(server.record, { name: 'S. Khan', role, school: 'Oak Primary' });
  if (role === 'teacher')
    await addPersonClass(server.record, person, { school: 'Oak Primary', class: '4K', from: '2026-09-01' });
  await page.goto(`${address}/sign-in/${await newSignInToken(server.record, person, 5)}`);
  return page;
}

/** Texts whose font is not the one of the body, but for what is meant to look typed. */
function otherFonts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const own = getComputedStyle(document.body).fontFamily;
    const found = [];
    if (!own.startsWith('system-ui')) found.push(`body: ${own}`);
    for (const element of document.querySelectorAll('body, body *')) {
      if (element.closest('svg, code, .link-box, script, style, noscript')) continue;
      const says = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim() !== '');
      const typed = ['INPUT', 'SELECT', 'TEXTAREA', 'BUTTON'].includes(element.tagName);
      const { fontFamily } = getComputedStyle(element);
      if ((says || typed) && fontFamily !== own)
        found.push(`${element.tagName.toLowerCase()}.${element.className}: ${fontFamily}`);
    }
    return [...new Set(found)];
  });
}

test('every text of every page is set in the body font', async () => {
  const page = await opened('headteacher');
  const paths = [
    '/',
    '/agenda?class=4K',
    `/pupils/${listed}`,
    `/pupils/${listed}/one`,
    `/pupils/${listed}/why`,
    `/pupils/${listed}/family-sheet`,
    `/pupils/${listed}/case-story`,
    '/class-sheet?class=4K',
    '/prepare?class=4K',
    '/actions',
    '/meetings',
    '/register',
    `/register/${listed}`,
    '/monitoring',
    '/targets?class=4K',
    '/explore',
    '/explore/coverage',
    '/governor',
    '/how',
    '/data',
    `/data/runs/${fixtureRunId}`,
    '/people',
    '/people/new',
    '/moves',
    '/audit',
    '/account',
    '/sign-out',
    '/no-such-page',
  ];
  const found: string[] = [];
  for (const path of paths) {
    await page.goto(address + path);
    found.push(...(await otherFonts(page)).map((line) => `${path} ${line}`));
  }
  expect(found).toEqual([]);
  await page.context().close();
}, 60_000);

describe('the menu', () => {
  test.each(roles)('is one line for a %s at 1366 pixels', async (role) => {
    const page = await opened(role);
    const items = page.locator('.top__nav > ul > li');
    const tops = await items.evaluateAll((all) => all.map((item) => Math.round(item.getBoundingClientRect().top)));
    expect(tops.length).toBeGreaterThan(1);
    expect(new Set(tops).size).toBe(1);
    expect((await page.locator('.top').boundingBox())!.height).toBeLessThan(64);
    await page.context().close();
  });

  test('opens what is not done daily by keyboard and without scripts, and names the page one is on', async () => {
    const page = await opened('headteacher', { javaScriptEnabled: false });
    await page.locator('.top__more summary').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Audit', exact: true }).waitFor({ state: 'visible' });
    await look(page, 'menu-open');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Provision map');
    await page.getByRole('link', { name: 'People', exact: true }).click();
    expect(page.url()).toBe(`${address}/people`);
    expect(await page.locator('.top__more summary').innerText()).toContain('People');
    await page.context().close();
  });

  test('that is open has no axe violations, wide and on a phone', async () => {
    for (const viewport of [laptop, { width: 390, height: 844 }]) {
      const page = await opened('headteacher', { viewport });
      await page.locator('.top__more summary').click();
      expect(await axeViolations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
      await page.context().close();
    }
  });
});

describe('the pupil page', () => {
  const inSight = async (page: Page, selector: string) => {
    const box = await page.locator(selector).first().boundingBox();
    return box !== null && box.y >= 0 && box.y + box.height <= laptop.height;
  };

  test('has head, in short, picture, the four questions and Save on one laptop screen; Save stays in sight', async () => {
    const page = await opened('teacher');
    await page.goto(`${address}/pupils/${listed}`);
    await page.waitForLoadState('networkidle');
    const parts = ['h1', '#can-do', '.in-short', '.picture :is(img, svg)', '.key', '.questions', 'button[name="go"]'];
    const hidden = [];
    for (const part of parts) if (!(await inSight(page, part))) hidden.push(part);
    await look(page, 'pupil-laptop');
    expect(hidden).toEqual([]);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    for (const share of [0.25, 0.5, 0.75, 1]) {
      await page.evaluate((part) => scrollTo(0, part * document.documentElement.scrollHeight), share);
      expect(await inSight(page, 'button[name="go"]'), `scrolled to ${share}`).toBe(true);
    }
    await page.context().close();
  }, 30_000);

  test('says what its pictures show once, and draws where pupils with the same start get to', async () => {
    const page = await opened('senco', { javaScriptEnabled: false });
    for (const path of [`/pupils/${listed}`, `/pupils/${listed}/one`]) {
      await page.goto(address + path);
      expect(await page.locator('.key').count(), path).toBe(1);
      const pictures = await page
        .locator('.picture img')
        .evaluateAll((all) => all.map((one) => one.getAttribute('src')!));
      expect(pictures.length).toBeGreaterThan(1);
      for (const picture of pictures) {
        const svg = await (await page.request.get(address + picture)).text();
        expect(svg, picture).not.toMatch(/probable range<|test result<|typical target</);
      }
    }
    expect(await page.locator('.key').innerText()).toContain('middle of the year group');
    await page.context().close();
  }, 30_000);

  test('draws its pictures for the ground of the page, light or dark', async () => {
    const grounds: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await opened('teacher', { colorScheme, javaScriptEnabled: false });
      await page.goto(`${address}/pupils/${listed}`);
      const shown = await page
        .locator('.picture img')
        .first()
        .evaluate((one: HTMLImageElement) => one.currentSrc);
      const svg = await (await page.request.get(shown)).text();
      const body = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      grounds.push(`${/<rect width="\d+(?:\.\d+)?" height="\d+(?:\.\d+)?" fill="([^"]+)"/.exec(svg)?.[1]} on ${body}`);
      await page.context().close();
    }
    expect(grounds).toEqual(['#ffffff on rgb(255, 255, 255)', '#151918 on rgb(21, 25, 24)']);
  }, 30_000);

  test('keeps the field one is in clear of Save', async () => {
    const page = await opened('teacher', { viewport: { width: 1366, height: 500 } });
    await page.goto(`${address}/pupils/${listed}`);
    const field = page.getByLabel('Parents told: yes, or who tells them and by when');
    await field.focus();
    const [box, save] = [await field.boundingBox(), await page.locator('button[name="go"]').first().boundingBox()];
    expect(box!.y + box!.height).toBeLessThanOrEqual(save!.y + 1);
    await page.context().close();
  });
});

describe('the pupil page on a phone', () => {
  const phone = { width: 400, height: 800 };

  test('has Save in sight wherever one is, clear of what has the focus and of the end of the page; not on paper', async () => {
    const page = await opened('teacher', { viewport: phone });
    await page.goto(`${address}/pupils/${listed}`);
    const save = page.locator('button[name="go"]').first();
    const edgesOf = (one: Locator) => one.evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect);
    for (const share of [0, 0.5, 1]) {
      await page.evaluate((part) => scrollTo(0, part * document.documentElement.scrollHeight), share);
      const { top, bottom } = await edgesOf(save);
      expect([top > 0, bottom <= phone.height], `scrolled to ${share}`).toEqual([true, true]);
    }
    const bar = await edgesOf(page.locator('.govuk-button-group', { has: save }));
    expect(bar.height).toBeLessThan(0.1 * phone.height);
    expect((await edgesOf(page.locator('footer'))).bottom).toBeLessThanOrEqual(bar.top);
    // Walked through from the top: the keyboard never leads behind the bar.
    await page.evaluate(() => scrollTo(0, 0));
    const hidden = [];
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab');
      const focus = await page.evaluate(() => {
        const at = document.activeElement!;
        const { top, bottom } = at.getBoundingClientRect();
        return { name: at.outerHTML.slice(0, 80), top, bottom, inBar: at.getAttribute('name') === 'go' };
      });
      if (!focus.inBar && focus.top >= bar.top) hidden.push(focus.name);
    }
    expect(hidden).toEqual([]);
    await look(page, 'pupil-phone-save');
    await page.emulateMedia({ media: 'print' });
    expect(await save.isVisible()).toBe(false);
    await page.context().close();
  }, 30_000);
});

describe('on paper', () => {
  test('the family sheet says which school, which day and whom to ask, and its lines print, on one page', async () => {
    const page = await opened('teacher');
    await page.goto(`${address}/pupils/${listed}/family-sheet`);
    const text = await page.locator('main').innerText();
    expect(text).toContain('Oak Primary');
    expect(text).toContain('10 December 2026');
    expect(text).toContain('Please ask S. Khan (class teacher), Oak Primary');
    await page.emulateMedia({ media: 'print' });
    const lines = await page.locator('.letter__line').evaluateAll((all) =>
      all.map((line) => {
        const { borderBottomStyle, borderBottomWidth, backgroundImage } = getComputedStyle(line);
        return `${borderBottomStyle} ${borderBottomWidth} ${backgroundImage}`;
      }),
    );
    expect(lines.length).toBeGreaterThan(3);
    expect(new Set(lines)).toEqual(new Set(['solid 1px none']));
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await page.context().close();
  });

  test('on the class sheet no letter means two things', async () => {
    const page = await opened('teacher');
    await page.goto(`${address}/class-sheet?class=4K`);
    const key = (await page.locator('.sheet__key').first().innerText()).split('●')[0];
    const initials = [...key.matchAll(/(?:^|, )(\S+) /g)].map(([, initial]) => initial);
    expect(initials).toEqual(['M', 'R', 'W']);
    expect(await page.locator('.bar text').count()).toBe(0);
    expect(await page.locator('.bar__middle').count()).toBeGreaterThan(0);
    expect(await page.locator('.sheet__page').first().innerText()).not.toMatch(/\[[A-Z]\]|M on a bar/);
    await page.context().close();
  });
});
