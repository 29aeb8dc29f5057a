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
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, addPersonClass } from '../../server/people/people.ts';
import type { Role } from '../../server/people/permissions.ts';
import { newSignInToken } from '../../server/people/sign-in-tokens.ts';
import { fixturePupil, fixtureRun } from '../server/fixture-run.ts';
import { pupilKeyOf } from '../server/pupil-key.ts';
import { testApp, type TestApp } from '../server/signed-in.ts';
import { startBrowser } from './browser.ts';

type Compare = (
  actual: Buffer,
  expected: Buffer,
  options: { threshold: number; maxDiffPixelRatio: number },
) => { errorMessage: string; diff?: Buffer } | null;
const { utils } = createRequire(import.meta.url)('playwright-core/lib/coreBundle') as {
  utils: { getComparator(type: string): Compare };
};
const compare = utils.getComparator('image/png');
/** Colour may differ by this much before a pixel counts, and so many may count: a reworded sentence, no moved table. */
const tolerance = { threshold: 0.25, maxDiffPixelRatio: 0.015 };

const folder = join(import.meta.dirname, 'references');
const write = process.env['SAME_START_REFERENCES'] === 'write';

let browser: Browser;
let server: TestApp;
let address: string;
let listed: string;
let sameFonts: boolean;
beforeAll(async () => {
  server = await testApp({}, fixtureRun({ schools: ['Ash Primary', 'Oak Primary'], pupils: 30 }));
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
  listed = await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 1));
  const probe = join(folder, 'letters.png');
  const letters = await pictureOfLetters();
  if (write) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, letters);
  }
  sameFonts =
    existsSync(probe) && compare(letters, readFileSync(probe), { threshold: 0.2, maxDiffPixelRatio: 0.01 }) === null;
}, 60_000);
afterAll(async () => {
  await browser.close();
  await server.app.close();
});

async function pictureOfLetters(): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 400, height: 60 } });
  await page.setContent('<p style="font: 20px system-ui, sans-serif">Hamburgefonts 0123 ◄ ► ● ▲ ▽ –</p>');
  const picture = await page.screenshot();
  await page.close();
  return picture;
}

const laptop = { width: 1366, height: 768 };
const phone = { width: 400, height: 800 };
const pupil = () => `/pupils/${listed}`;

interface Look {
  readonly role: Role;
  readonly path: () => string;
  readonly options: BrowserContextOptions;
  readonly print?: true;
}
const looks: Readonly<Record<string, Look>> = {
  'home-teacher': { role: 'teacher', path: () => '/', options: { viewport: laptop } },
  'home-teacher-phone-dark': { role: 'teacher', path: () => '/', options: { viewport: phone, colorScheme: 'dark' } },
  'home-head': { role: 'headteacher', path: () => '/', options: { viewport: laptop } },
  'home-head-wide': { role: 'headteacher', path: () => '/', options: { viewport: { width: 1920, height: 1080 } } },
  'home-trust': { role: 'trust-lead', path: () => '/', options: { viewport: laptop } },
  pupil: { role: 'teacher', path: pupil, options: { viewport: laptop } },
  'pupil-dark': { role: 'teacher', path: pupil, options: { viewport: laptop, colorScheme: 'dark' } },
  'pupil-phone': { role: 'teacher', path: pupil, options: { viewport: phone } },
  'pupil-print': { role: 'teacher', path: pupil, options: { viewport: laptop }, print: true },
  register: { role: 'senco', path: () => '/register', options: { viewport: laptop } },
  help: { role: 'governor', path: () => '/help', options: { viewport: laptop } },
  'class-sheet-print': {
    role: 'teacher',
    path: () => '/class-sheet?class=4K',
    options: { viewport: laptop },
    print: true,
  },
  'family-sheet-print': {
    role: 'teacher',
    path: () => `${pupil()}/family-sheet`,
    options: { viewport: laptop },
    print: true,
  },
};

async function pictureOf({ role, path, options, print }: Look): Promise<Buffer> {
  const context = await browser.newContext({ ...options, deviceScaleFactor: 0.5 });
  const page = await context.newPage();
  const school = role === 'trust-lead' ? null : 'Oak Primary';
  const person = await addPerson(server.record, { name: 'S. Khan', role, school });
  if (role === 'teacher')
    await addPersonClass(server.record, person, { school: 'Oak Primary', class: '4K', from: '2026-09-01' });
  await page.goto(`${address}/sign-in/${await newSignInToken(server.record, person, 5)}`);
  await page.goto(address + path());
  if (print) await page.emulateMedia({ media: 'print' });
  await page.waitForLoadState('networkidle');
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await context.close();
  return picture;
}

test.for(Object.keys(looks))('the look of %s is the one that was kept', { timeout: 30_000 }, async (name, { skip }) => {
  if (!write && !sameFonts) skip('the fonts of this machine are not those of the references');
  const picture = await pictureOf(looks[name]);
  const kept = join(folder, `${name}.png`);
  if (write) return writeFileSync(kept, picture);
  const difference = compare(picture, readFileSync(kept), tolerance);
  if (difference?.diff)
    writeFileSync(join(process.env['SAME_START_SCREENSHOTS'] ?? folder, `${name}.diff.png`), difference.diff);
  expect(difference?.errorMessage ?? 'alike', name).toBe('alike');
});

test('a page without its styles, and one with a part moved, is not taken for the one that was kept', async ({
  skip,
}) => {
  if (!sameFonts) skip();
  const context = await browser.newContext({ viewport: laptop, deviceScaleFactor: 0.5 });
  const page = await context.newPage();
  const person = await addPerson(server.record, { name: 'S. Khan', role: 'headteacher', school: 'Oak Primary' });
  await page.goto(`${address}/sign-in/${await newSignInToken(server.record, person, 5)}`);
  const kept = readFileSync(join(folder, 'home-head.png'));
  await page.evaluate(() => document.querySelector('.doubts')!.remove());
  expect(compare(await page.screenshot(), kept, tolerance)).not.toBeNull();
  await page.reload();
  await page.evaluate(() => document.querySelector('link[rel="stylesheet"]')!.remove());
  expect(compare(await page.screenshot(), kept, tolerance)).not.toBeNull();
  await context.close();
});
