/**
 * How pages look, held against pictures of them, by Playwright's own comparison. Half size: letters may differ by a little, a part
 * that moved, vanished or turned white may not. After a change that is meant, look at the new ones and keep them:
 *
 *   SAME_START_REFERENCES=write npx vitest run test/browser/references.test.ts
 *
 * Letters are those of the machine. Where its fonts are not those of the references (told by a picture of letters alone) nothing
 * can be compared, and the tests are skipped.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localPerson } from '../../server/people/people.ts';
import type { Role } from '../../server/people/permissions.ts';
import { startMeeting } from '../../server/records/discussions/meetings.ts';
import { fixturePupil, fixtureRun } from '../server/fixture-run.ts';
import { pupilKeyOf } from '../server/pupil-key.ts';
import { planForms, provisionBody } from '../server/people/addresses.ts';
import { fixtureRunId, testApp, type TestApp } from '../server/signed-in.ts';
import { visitor } from '../server/visitor.ts';
import { startBrowser } from './browser.ts';

type Compare = (
  actual: Buffer,
  expected: Buffer,
  options: { threshold: number; maxDiffPixelRatio: number },
) => { errorMessage: string; diff?: Buffer } | null;
const { utils } = createRequire(import.meta.url)('playwright-core/lib/coreBundle') as {
  utils: { getComparator(type: string): Compare };
};
const compare = utils.getComparator('image/jpeg');
const compareLetters = utils.getComparator('image/png');
/** Half the bytes of a PNG; the same page gives the same bytes. */
const asKept = { type: 'jpeg', quality: 45, animations: 'disabled', caret: 'hide' } as const;
/** Colour may differ by this much before a pixel counts, and so many may count: a reworded sentence, no moved table. */
const tolerance = { threshold: 0.25, maxDiffPixelRatio: 0.015 };

const folder = join(import.meta.dirname, 'references');
const write = process.env['SAME_START_REFERENCES'] === 'write';

const school = 'Oak Primary';

let browser: Browser;
let server: TestApp;
let address: string;
let listed: string;
let meetingId: string;
let sameFonts: boolean;
const cookies = new Map<Role, string>();
beforeAll(async () => {
  server = await testApp({}, fixtureRun({ schools: ['Ash Primary', 'Oak Primary'], pupils: 30 }));
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
  listed = await pupilKeyOf(server, fixturePupil(school, '4K', 1));
  await fillRecord();
  const probe = join(folder, 'letters.png');
  const letters = await pictureOfLetters();
  if (write) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, letters);
  }
  sameFonts =
    existsSync(probe) &&
    compareLetters(letters, readFileSync(probe), { threshold: 0.2, maxDiffPixelRatio: 0.01 }) === null;
}, 60_000);
afterAll(async () => {
  await browser.close();
  await server.app.close();
});

/** A person for each role, a plan, something of the provision map and a meeting, so that no page is empty. */
async function fillRecord(): Promise<void> {
  for (const role of ['teacher', 'senco', 'headteacher', 'governor'] as const)
    cookies.set(
      role,
      await server.signIn(role, { school, ...(role === 'teacher' ? { classes: [[school, '4K']] } : {}) }),
    );
  cookies.set('trust-lead', await server.signIn('trust-lead'));
  // Of one name each, so that the list of people has one order.
  for (const [place, role] of [...cookies.keys()].entries())
    await server.record.db
      .updateTable('person')
      .set({ display_name: `${'ABCDE'[place]}. Khan` })
      .where('role', '=', role)
      .execute();
  const senco = visitor(server.app, { cookie: cookies.get('senco')! });
  const plan = `/plans/${listed}`;
  const of = `school=${encodeURIComponent(school)}`;
  const answers = [
    await senco.send(`${plan}/plan`, { ...planForms['plan'].body, plan: '', version: '0' }, plan),
    await senco.send('/provision', { ...provisionBody, school, name: 'Phonics' }, `/provision/new?${of}`),
  ];
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  const at = new Date('2026-12-10T09:00:00Z');
  const meeting = {
    school,
    class: '4K',
    runId: fixtureRunId,
    minutes: 45,
    personId: await localPerson(server.record),
    at,
  };
  meetingId = (await startMeeting(server.record, meeting)).meeting_id;
}

async function pictureOfLetters(): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 400, height: 60 } });
  await page.setContent('<p style="font: 20px system-ui, sans-serif">Hamburgefonts 0123 ◄ ► ● ▲ ▽ –</p>');
  const picture = await page.screenshot();
  await page.close();
  return picture;
}

const laptop = { width: 1366, height: 768 };
const phone = { width: 400, height: 800 };

/** What a page is looked at in. */
const ways: Readonly<Record<string, BrowserContextOptions>> = {
  laptop: { viewport: laptop },
  wide: { viewport: { width: 1920, height: 1080 } },
  dark: { viewport: laptop, colorScheme: 'dark' },
  phone: { viewport: phone },
  'phone-dark': { viewport: phone, colorScheme: 'dark' },
  print: { viewport: laptop },
};

const pupil = () => `/pupils/${listed}`;
/** Of each page who reads it, its address, and the ways it is looked at. */
const pages: Readonly<Record<string, readonly [role: Role | null, path: string | (() => string), ...ways: string[]]>> =
  {
    'sign-in': [null, '/sign-in', 'laptop', 'phone-dark'],
    'home-teacher': ['teacher', '/', 'laptop', 'phone-dark'],
    'home-head': ['headteacher', '/', 'laptop', 'wide'],
    'home-trust': ['trust-lead', '/', 'laptop', 'dark'],
    agenda: ['teacher', '/agenda?class=4K', 'laptop', 'phone'],
    pupil: ['teacher', pupil, 'laptop', 'wide', 'dark', 'phone', 'print'],
    meeting: ['senco', () => `/meetings/${meetingId}/pupils/${listed}`, 'laptop', 'dark'],
    'class-sheet': ['teacher', '/class-sheet?class=4K', 'print', 'phone'],
    'family-sheet': ['teacher', () => `${pupil()}/family-sheet`, 'print', 'phone-dark'],
    register: ['senco', '/register', 'laptop', 'phone-dark'],
    plan: ['senco', () => `/plans/${listed}`, 'laptop', 'phone'],
    provision: ['senco', '/provision', 'wide', 'print'],
    people: ['headteacher', '/people', 'laptop', 'phone-dark'],
    data: ['headteacher', '/data', 'laptop', 'dark'],
    settings: ['headteacher', '/settings', 'laptop', 'phone'],
    'explore-school': ['headteacher', '/explore/school?subject=reading', 'wide', 'phone-dark'],
    'explore-time': ['headteacher', '/explore/time?subject=reading', 'laptop', 'dark', 'phone'],
    'explore-schools': ['trust-lead', '/explore/schools?subject=reading', 'laptop', 'print'],
    'explore-help': ['headteacher', '/explore/help', 'laptop', 'phone'],
    help: ['governor', '/help', 'laptop', 'phone-dark'],
  };

const opened = new Map<string, Promise<Page>>();

/** One page for each way, whoever reads it. */
function pageFor(way: string): Promise<Page> {
  const known = opened.get(way) ?? openedFor(way);
  opened.set(way, known);
  return known;
}

async function openedFor(way: string): Promise<Page> {
  const context = await browser.newContext({ ...ways[way], deviceScaleFactor: 0.5 });
  const page = await context.newPage();
  if (way === 'print') await page.emulateMedia({ media: 'print' });
  return page;
}

async function signInAs(page: Page, role: Role | null): Promise<void> {
  await page.context().clearCookies();
  if (role === null) return;
  const [name, value] = cookies.get(role)!.split('=');
  await page.context().addCookies([{ name, value, url: address }]);
}

async function pictureOf(name: string, way: string): Promise<Buffer> {
  const [role, path] = pages[name];
  const page = await pageFor(way);
  await signInAs(page, role);
  await page.goto(address + (typeof path === 'string' ? path : path()), { waitUntil: 'load' });
  // What the script draws takes the place of each picture.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('figure[data-chart]')].every((figure) => figure.querySelector('svg')),
  );
  return page.screenshot(asKept);
}

test.for(Object.entries(pages).flatMap(([name, [, , ...ways]]) => ways.map((way) => [name, way] as const)))(
  'the look of %s (%s) is the one that was kept',
  { timeout: 30_000 },
  async ([name, way], { skip }) => {
    if (!write && !sameFonts) skip('the fonts of this machine are not those of the references');
    const picture = await pictureOf(name, way);
    const kept = join(folder, `${name}-${way}.jpg`);
    if (write) return writeFileSync(kept, picture);
    const difference = compare(picture, readFileSync(kept), tolerance);
    const seen = process.env['SAME_START_SCREENSHOTS'];
    if (seen !== undefined && difference?.diff) writeFileSync(join(seen, `${name}-${way}.diff.png`), difference.diff);
    expect(difference?.errorMessage ?? 'alike', `${name} ${way}`).toBe('alike');
  },
);

test('a page without its styles, and one with a part moved, is not taken for the one that was kept', async ({
  skip,
}) => {
  if (!sameFonts) skip();
  const page = await pageFor('laptop');
  await signInAs(page, 'headteacher');
  await page.goto(address);
  const kept = readFileSync(join(folder, 'home-head-laptop.jpg'));
  await page.evaluate(() => document.querySelector('.doubts')!.remove());
  expect(compare(await page.screenshot(asKept), kept, tolerance)).not.toBeNull();
  await page.reload();
  await page.evaluate(() => document.querySelector('link[rel="stylesheet"]')!.remove());
  expect(compare(await page.screenshot(asKept), kept, tolerance)).not.toBeNull();
});
