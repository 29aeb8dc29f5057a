import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../../server/records/audit.ts';
import { hashPassphrase } from '../../server/people/passphrase-hash.ts';
import { addPerson, addPersonClass, localPerson } from '../../server/people/people.ts';
import { newSignInToken } from '../../server/people/sign-in-tokens.ts';
import { testApp, type TestApp } from '../server/signed-in.ts';
import { axeViolations, look, startBrowser, watchedPage, type Watched } from './browser.ts';

const kinds = ['sign-in-wrong', 'people', 'person', 'audit'];
const passphrase = 'purple kettle on ice';
let browser: Browser;
let server: TestApp;
let address: string;
let teacher: string;
beforeAll(async () => {
  // An issuer is named, and never asked: its button is on the page.
  const openId = { issuer: 'https://login.example', clientId: 'x', name: 'Oak account', publicUrl: 'http://localhost' };
  server = await testApp({ openId });
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
  const { record } = server;
  const passwordHash = await hashPassphrase(passphrase);
  await addPerson(record, { name: 'Mrs Osei', role: 'headteacher', signInName: 'osei', passwordHash });
  const long = 'Ms Featherstonehaugh-Cholmondeley-Marjoribanks';
  teacher = await addPerson(record, { name: long, role: 'teacher', school: 'Oak Primary', signInName: 'feather' });
  const of = (className: string, from: string, until?: string) =>
    addPersonClass(record, teacher, { school: 'Oak Primary', class: className, from, ...(until ? { until } : {}) });
  await of('4K', '2026-09-01');
  await of('4J', '2026-11-02', '2026-11-06');
  await addPerson(record, { name: 'Mr Roe', role: 'governor', address: 'roe@oak.example' });
  await record.db
    .updateTable('person')
    .set({ disabled_at: '2026-11-20T08:00:00.000Z' })
    .where('display_name', '=', 'Mr Roe')
    .execute();
  for (let turn = 0; turn < 60; turn += 1)
    await audit(record, {
      personId: teacher,
      action: 'see-pupil',
      object: `P0${turn}`,
      detail: { page: '/pupils/:key' },
    });
});
afterAll(async () => {
  await browser.close();
  await server.app.close();
});

async function local(): Promise<string> {
  return `${address}/sign-in/${await newSignInToken(server.record, await localPerson(server.record), 5)}`;
}

/** The status 401 and 422 of pages with a form are logged by the browser itself. */
function faults({ complaints }: Watched): string[] {
  return complaints.filter((line) => !/status of 4(01|22)/.test(line));
}

async function signIn(page: Page, name: string, typed: string): Promise<void> {
  await page.getByLabel('Your sign-in name').fill(name);
  await page.getByLabel('Your passphrase', { exact: true }).fill(typed);
  const answered = page.waitForEvent('load');
  await page.keyboard.press('Enter');
  await answered;
}

describe.each([
  ['light', { colorScheme: 'light', viewport: { width: 1280, height: 800 } }],
  ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 800 } }],
  ['forced-colours', { forcedColors: 'active', viewport: { width: 1280, height: 800 } }],
  ['phone', { colorScheme: 'light', viewport: { width: 400, height: 844 } }],
] as const satisfies readonly (readonly [string, BrowserContextOptions])[])('in %s', (kind, options) => {
  test('signing in, people and audit are without axe violations, console errors and foreign requests', async () => {
    const watched = await watchedPage(browser, address, options);
    const { context, page } = watched;
    const found: string[] = [];
    // Colours are the same in all pages: one of each kind tells; light and phone look at every page.
    const few = kind === 'dark' || kind === 'forced-colours';
    const looked = async (name: string) => {
      if (few && !kinds.includes(name)) return;
      found.push(...(await axeViolations(page)).map((violation) => `${name}: ${violation}`));
      if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1))
        found.push(`${name}: wider than the screen`);
      await look(page, `sign-in-${kind}-${name}`);
    };
    await page.goto(address);
    await looked('sign-in');
    await signIn(page, 'osei', 'not her passphrase');
    await looked('sign-in-wrong');
    const link = await newSignInToken(server.record, teacher, 60, 'passphrase');
    await page.goto(`${address}/sign-in/${link}`);
    await looked('choose-passphrase');
    await page.goto(await local());
    for (const [name, path] of [
      ['people', '/people'],
      ['new-person', '/people/new'],
      ['person', `/people/${teacher}`],
      ['local-person', '/people/local'],
      ['audit', '/audit'],
      ['audit-none', '/audit?object=nothing'],
      ['account', '/account'],
      ['sign-out', '/sign-out'],
    ] as const) {
      if (!few || kinds.includes(name)) await page.goto(address + path);
      await looked(name);
    }
    expect(found).toEqual([]);
    expect(faults(watched)).toEqual([]);
    await context.close();
  }, 90_000);
});

test('a headteacher adds a teacher; the teacher opens the link, chooses a passphrase, and signs in with it next time', async () => {
  const head = await watchedPage(browser, address);
  await head.page.goto(address);
  await signIn(head.page, 'Osei', passphrase);
  await head.page.locator('summary', { hasText: 'More' }).click();
  await head.page.getByRole('link', { name: 'People' }).click();
  await head.page.getByRole('button', { name: 'Add a person' }).click();
  // an empty form is answered by what is missing, and keeps what was there
  await head.page.getByRole('button', { name: 'Add' }).click();
  await head.page.getByRole('link', { name: 'Write the name that colleagues know.' }).click();
  await head.page.keyboard.type('Ms Khan');
  await head.page.getByRole('radio', { name: 'class teacher' }).check();
  await head.page.getByRole('combobox', { name: 'School' }).selectOption('Oak Primary');
  await head.page.getByLabel('Sign-in name').fill('khan');
  await head.page.getByRole('button', { name: 'Add' }).click();
  await head.page.getByRole('heading', { level: 1, name: 'Ms Khan' }).waitFor();
  await head.page.getByLabel('Class, as in the results').fill('4K');
  await head.page.getByLabel('First day').fill('2026-09-01');
  await head.page.getByRole('button', { name: 'Add class' }).click();
  await head.page.getByRole('rowheader', { name: '4K, Oak Primary' }).waitFor();
  await head.page.getByRole('button', { name: 'Make a sign-in link' }).click();
  const link = await head.page.getByLabel('Sign-in link').inputValue();
  await look(head.page, 'sign-in-journey-link');
  expect(await axeViolations(head.page)).toEqual([]);

  const khan = await watchedPage(browser, address);
  await khan.page.goto(link);
  const typed = khan.page.getByLabel('New passphrase', { exact: true });
  await typed.fill('ten past four');
  expect(await typed.getAttribute('type')).toBe('password');
  await khan.page.getByRole('button', { name: 'Show new passphrase' }).click();
  expect(await typed.getAttribute('type')).toBe('text');
  expect(await axeViolations(khan.page)).toEqual([]);
  await khan.page.getByLabel('The same once more', { exact: true }).fill('ten past five');
  await khan.page.getByRole('button', { name: 'Save and sign in' }).click();
  await khan.page.getByRole('link', { name: 'The two are not the same.' }).waitFor();
  await look(khan.page, 'sign-in-journey-choose');
  await khan.page.getByLabel('New passphrase', { exact: true }).fill('ten past four');
  await khan.page.getByLabel('The same once more', { exact: true }).fill('ten past four');
  await khan.page.getByRole('button', { name: 'Save and sign in' }).click();
  await khan.page.getByText('Signed in as Ms Khan').waitFor();
  expect(await khan.page.getByRole('link', { name: 'People' }).count()).toBe(0);
  await khan.page.getByRole('link', { name: 'Sign out' }).click();
  await khan.page.getByRole('button', { name: 'Sign out' }).click();
  await khan.page.getByRole('heading', { name: 'You are signed out' }).waitFor();

  await khan.page.goto(`${address}/agenda`);
  await signIn(khan.page, 'khan', 'ten past four');
  expect(new URL(khan.page.url()).pathname).toBe('/agenda');
  await khan.page.goto(`${address}/account`);
  await khan.page.getByText('Oak Primary, class 4K').waitFor();
  expect(faults(khan)).toEqual([]);
  expect(faults(head)).toEqual([]);
  await head.context.close();
  await khan.context.close();
}, 60_000);
