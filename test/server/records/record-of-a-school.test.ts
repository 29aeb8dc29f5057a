import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { emptyDiscussion, saveDiscussion } from '../../../server/records/discussions/discussions.ts';
import { prepareAll } from '../../../server/records/discussions/preparations.ts';
import { pupilNames } from '../../../server/records/pupils/pupil-names.ts';
import { monitor } from '../../../server/records/register/monitored.ts';
import { setNeeds } from '../../../server/records/register/pupil-needs.ts';
import { enterOnRegister, registerEntries } from '../../../server/records/register/register.ts';
import { startPlan } from '../../../server/records/register/support-plans.ts';
import { dataApp, type DataApp } from '../data-app.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { schoolSheet } from '../school-sheet.ts';

// Each analysis is a process of its own; on a busy machine several of them take their time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/*
 * What happened in version 0.4: the headteacher of one school brought files with another school's identifiers, and read, blanked
 * and ended what the other school had written. The same is done here, step by step; both schools use the same numbers, as two
 * schools with local admission numbers do without any malice.
 */
const [beech, ash] = ['Beech Primary', 'Ash Primary'];
const pupilId = 'K0001';
const secret = /SECRET/;

let server: DataApp;
let headOfBeech: string;
let headOfAsh: string;
let key: string;

beforeAll(async () => {
  server = await dataApp();
  headOfBeech = await server.signIn('headteacher', { school: beech });
  headOfAsh = await server.signIn('headteacher', { school: ash });
  key = await pupilKeyOf(server, pupilId);
  await bring(headOfBeech, schoolSheet({ school: beech }), 'release');
  await writeAbout(beech);
});
afterAll(() => server.end());

/** Brings a sheet as far as a draft, or to its release; gives the run. */
async function bring(cookie: string, sheet: string, as: 'draft' | 'release'): Promise<string> {
  const { location } = await server.upload('/data/upload', cookie, { 'sheet.csv': sheet });
  await server.app.imports!.idle();
  expect((await server.post(`${location}/run`, cookie)).status).toBe(303);
  await server.app.imports!.idle();
  const run = /\/data\/runs\/([0-9a-z-]+)/.exec((await server.get(location, cookie)).body)![1];
  if (as === 'release') expect((await server.post(`/data/runs/${run}/release`, cookie)).status).toBe(303);
  return run;
}

/** Everything a school can write of a pupil, each with a word that stands nowhere else. */
async function writeAbout(school: string): Promise<void> {
  const { record } = server;
  const pupil = { school, pupilId };
  const by = { personId: 'someone', at: new Date('2026-11-03T09:00:00Z') };
  const runId = '2025-07-01-00000000000a';
  const words = { can_do: 'SECRET can do', note: 'SECRET note', pupil_says: 'SECRET says', home_says: 'SECRET home' };
  const content = { ...emptyDiscussion, ...words, outcome: 'extra-help' as const, agreed: 'SECRET agreed', who: 'all' };
  await saveDiscussion(record, { runId, ...pupil, class: '4K' }, { content, seen: 0, ...by });
  await prepareAll(record, [{ ...pupil, content: words, seen: 0 }], { runId, ...by });
  const told = { decided_by: 'SENCO', told_on: '2026-10-01', told_by: 'SENCO', told_how: 'met' };
  const entry = { status: 'K', from_on: '2026-10-02', difficulty: 'SECRET difficulty', provision: 'SECRET provision' };
  await enterOnRegister(record, pupil, { ...entry, ...told }, by);
  await setNeeds(record, pupil, [{ need: 'SLCN', note: 'SECRET need' }], by);
  const plan = { start_on: '2026-10-02', review_on: '2026-12-12', hoped_for: 'SECRET hope', provision: 'SECRET plan' };
  await startPlan(record, pupil, plan, by);
  await monitor(record, pupil, { from_on: '2026-10-02', because: 'SECRET watch', look_again_on: '2026-12-01' }, by);
}

const pagesOfPupil = ['', '/why', '/one', '/case-story', '/family-sheet', '/picture?subject=reading'].map(
  (page) => `/pupils/KEY${page}`,
);
const pages = [
  ...pagesOfPupil,
  '/register/KEY',
  '/register',
  '/actions',
  '/',
  '/agenda',
  '/meetings',
  '/prepare?class=4K',
];

const filled = (url: string) => url.replace('KEY', key);

describe('a school that brings another school’s identifiers', () => {
  test('the pages tell the school that wrote it everything', async () => {
    const told = await Promise.all(pages.map(async (url) => (await server.get(filled(url), headOfBeech)).body));
    expect(told.filter((body) => secret.test(body)).length).toBeGreaterThanOrEqual(5);
    expect((await server.get(filled('/pupils/KEY'), headOfBeech)).body).toContain('Zoë1 M');
  });

  test('reads nothing of it, in a draft or released, on no page', async () => {
    // Blank names, as the attack had them.
    const sheet = schoolSheet({ school: ash }).replace('Müller1,Zoë1,', ',,');
    const draft = await bring(headOfAsh, sheet, 'draft');
    const read = async (query: string) => {
      for (const url of pages) {
        const asked = filled(url) + (query && (url.includes('?') ? `&${query}` : `?${query}`));
        const { status, body } = await server.get(asked, headOfAsh);
        expect([asked, status < 500, secret.test(body)]).toEqual([asked, true, false]);
        expect(body, asked).not.toMatch(/Zoë1 |Müller1\b/);
      }
    };
    await read(`run=${draft}`);
    expect((await server.post(`/data/runs/${draft}/release`, headOfAsh)).status).toBe(303);
    await read('');
    expect((await server.get(filled('/pupils/KEY'), headOfAsh)).status).toBe(200);
  });

  test('changes nothing of it: not the names, not the register, not the plan', async () => {
    const names = await pupilNames(server.record);
    const own = [...names.values()].filter((one) => one.pupilId === pupilId);
    expect(own.toSorted((a, b) => a.school.localeCompare(b.school))).toEqual([
      { school: ash, pupilId, forename: '', surname: '' },
      { school: beech, pupilId, forename: 'Zoë1', surname: 'Müller1' },
    ]);
    const leave = {
      left_on: '2026-12-01',
      left_because: 'x',
      left_told_on: '2026-12-01',
      left_told_by: 'x',
      watch_until: '',
    };
    const left = await server.post(filled('/register/KEY/leave'), headOfAsh, leave);
    expect(left.status).toBe(422);
    const plan = { plan: '00000000-0000-4000-8000-000000000000', effect: 'as hoped', came_of_it: 'x' };
    const review = { reviewed_on: '2026-12-01', review_pupil_says: 'x', review_home_says: 'x' };
    expect((await server.post(filled('/register/KEY/review'), headOfAsh, { ...plan, ...review })).status).toBe(422);
    const end = await server.post(filled('/register/KEY/monitoring/end'), headOfAsh, { ended_because: 'x' });
    expect(end.status).toBe(422);
    expect((await registerEntries(server.record, { school: beech, pupilId })).map((row) => row.left_on)).toEqual([
      null,
    ]);
    expect((await server.get(filled('/register/KEY'), headOfBeech)).body).toContain('SECRET plan');
  });

  test('can write of its own pupil of that number, and the other school does not read it', async () => {
    const told = { decided_by: 'A. Head', told_on: '2026-10-01', told_by: 'A. Head', told_how: 'met' };
    const entry = {
      status: 'K',
      from_on: '2026-10-02',
      difficulty: 'OWN words',
      entry_provision: 'OWN words',
      ...told,
    };
    expect((await server.post(filled('/register/KEY/entry'), headOfAsh, entry)).status).toBe(303);
    expect((await server.get(filled('/register/KEY'), headOfAsh)).body).toContain('OWN words');
    for (const url of pages) expect((await server.get(filled(url), headOfBeech)).body).not.toContain('OWN words');
  });

  test('gets no results of the other school into its files: a sheet without scores stays without', async () => {
    // Whoever looks after all schools last released Beech; Ash brings its roll with one new result only.
    await bring(headOfBeech, schoolSheet({ school: beech, last: { 2: '131' } }), 'release');
    const headOfAll = await server.signIn('headteacher');
    const takenOver = async (school: string) => {
      const sheet = schoolSheet({ school, from: 2 }).replaceAll(/,\d+(?=\r\n|$)/g, ',');
      const { location } = await server.upload('/data/upload', headOfAll, { 'bare.csv': sheet });
      await server.app.imports!.idle();
      const found = /(\d+) results of [^.]* are not in\s+these files/.exec(
        (await server.get(location, headOfAll)).body,
      );
      return Number(found?.[1] ?? 0);
    };
    expect([await takenOver(beech), await takenOver('Cedar Primary')]).toEqual([120, 0]);
  });

  test('an empty cell never takes the place of a name the school has', async () => {
    await bring(
      headOfBeech,
      schoolSheet({ school: beech, last: { 3: '131' } }).replace('Müller1,Zoë1,', ',,'),
      'release',
    );
    const names = [...(await pupilNames(server.record)).values()];
    expect(names.find((one) => one.pupilId === pupilId && one.school === beech)).toMatchObject({ forename: 'Zoë1' });
  });
});
