import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roles, type Role } from '../../../server/people/permissions.ts';
import { startMeeting } from '../../../server/records/discussions/meetings.ts';
import { addProvision } from '../../../server/records/provision/save-provision.ts';
import { addPerson } from '../../../server/people/people.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { fixtureRunId, testApp, tokenOf, type TestApp } from '../signed-in.ts';
import {
  addresses,
  forPurpose,
  refusals,
  registeredRoutes,
  requestOf,
  routesForgotten,
  withPupils,
  type Address,
  type Target,
} from './addresses.ts';

/** Identifier of a thing that is not there. */
const nothing = '3f2c1f9e-7d4b-4a51-9d0e-1b2a3c4d5e6f';

let server: TestApp;
let cookies: Map<Role, string>;
let clock = new Date('2026-12-10T09:00:00Z');
let targets: Record<'own class' | 'other class' | 'other school', Target>;
beforeAll(async () => {
  server = await testApp({ now: () => clock }, fixtureRun({ schools: ['Elm Primary', 'Oak Primary'] }));
  cookies = new Map();
  for (const role of roles) {
    const wide = role === 'trust-lead' || role === 'auditor';
    const classes = role === 'teacher' ? [['Oak Primary', '4K'] as const] : [];
    cookies.set(role, await server.signIn(role, { ...(wide ? {} : { school: 'Oak Primary' }), classes }));
  }
  for (const [personId, school] of [
    ['of-oak', 'Oak Primary'],
    ['of-elm', 'Elm Primary'],
  ] as const)
    await addPerson(server.record, { name: 'Ms Roe', role: 'teacher', school }, personId);
  const target = async (school: string, className: string): Promise<Target> => ({
    school,
    class: className,
    key: await pupilKeyOf(server, fixturePupil(school, className, 1)),
    unlisted: await pupilKeyOf(server, fixturePupil(school, className, 9)),
    meeting: (
      await startMeeting(server.record, {
        school,
        class: className,
        runId: fixtureRunId,
        minutes: 45,
        personId: 'of-oak',
        at: new Date('2026-12-10T09:00:00Z'),
      })
    ).meeting_id,
    run: fixtureRunId,
    toWithdraw: '2020-01-01-000000000000',
    discussion: nothing,
    plan: nothing,
    provision: await provisionIn(school),
    transfer: nothing,
    person: `of-${school.split(' ')[0].toLowerCase()}`,
  });
  targets = {
    'own class': await target('Oak Primary', '4K'),
    'other class': await target('Oak Primary', '4J'),
    'other school': await target('Elm Primary', '4K'),
  };
});
afterAll(() => server.app.close());

function ask(address: Address, to: Target, role: Role | null): Promise<{ status: number; body: string }> {
  return askAs(address, to, role === null ? '' : cookies.get(role)!);
}

async function askAs(address: Address, to: Target, cookie: string): Promise<{ status: number; body: string }> {
  const token = cookie === '' || address.method === 'GET' ? '' : tokenOf((await get('/sign-out', cookie)).body);
  const answer = await server.app.inject(requestOf(address, to, { cookie, token }));
  return { status: answer.statusCode, body: answer.body };
}

function get(url: string, cookie: string) {
  return server.app.inject({ url, headers: { cookie } });
}

/** Whether an address about `target` lies within what the role of this test reaches. */
function within(role: Role, about: Address['about'], target: keyof typeof targets): boolean {
  if (about === 'nobody' || target === 'own class') return true;
  if (target === 'other class') return about === 'school' || role !== 'teacher';
  return role === 'trust-lead' || role === 'auditor';
}

async function provisionIn(school: string): Promise<string> {
  const content = {
    name: 'Reading partners',
    need: '',
    by_whom: 'Ms Khan',
    minutes: 20,
    times_a_week: 3,
    group_size: 4,
  };
  const days = { from_on: '2026-12-10', to_on: '2027-03-26', pounds_an_hour: null, times: '', note: '' };
  const by = { personId: 'of-oak', at: new Date('2026-12-10T09:00:00Z') };
  return (await addProvision(server.record, school, { ...content, ...days }, by)).provision_id;
}

test('every route the application has, by every method, is in the matrix', () => {
  expect(registeredRoutes(server.app).length).toBeGreaterThan(60);
  expect(routesForgotten(server.app)).toEqual([]);
});

describe.each(addresses)('$method $route', (address) => {
  test.each(roles)(
    'answers %s with what the role includes, and with nothing of other classes or schools',
    async (role) => {
      for (const target of Object.keys(targets) as (keyof typeof targets)[]) {
        const { status, body } = await ask(address, targets[target], role);
        const name = `${role}, ${target}`;
        if (!address.roles.includes(role)) expect(status, name).toBe(403);
        else if (!within(role, address.about, target)) expect(status, name).toBe(404);
        else expect([200, 303, ...(refusals[address.route] ?? [])], name).toContain(status);
        if (status === 403 || status === 404 || !withPupils.includes(role))
          expect(body, name).not.toMatch(/Amira|Hussain/);
      }
    },
  );

  test('asks whoever is not signed in to do so', async () => {
    const { status, body } = await ask(address, targets['own class'], null);
    expect([401, 403]).toContain(status);
    expect(body).not.toMatch(/Amira|Hussain/);
  });
});

describe('a trust lead with a purpose for one school', () => {
  const steps: readonly string[] = ['/names', '/names/stop'];
  const others = addresses.filter(({ route }) => !steps.includes(route));
  const named = others.filter(({ route }) => forPurpose.has(route));
  const state = async () => {
    const cookie = await server.signIn('trust-lead');
    const address = addresses.find(({ route, method }) => route === '/names' && method === 'POST')!;
    expect((await askAs(address, targets['own class'], cookie)).status).toBe(303);
    return cookie;
  };
  const head = async (url: string, cookie: string) =>
    (await server.app.inject({ method: 'HEAD', url, headers: { cookie } })).statusCode;

  test('reads its lists and pupil pages, none of another school, and changes, prints and exports nothing', async () => {
    const cookie = await state();
    expect(named).toHaveLength(forPurpose.size);
    for (const address of others)
      for (const target of Object.keys(targets) as (keyof typeof targets)[]) {
        const { status, body } = await askAs(address, targets[target], cookie);
        const name = `${address.method} ${address.route}, ${target}`;
        const open = forPurpose.has(address.route);
        if (open) expect(status, name).toBe(target === 'other school' ? 404 : 200);
        else if (!address.roles.includes('trust-lead')) expect(status, name).toBe(403);
        if (!open || status !== 200) expect(body, name).not.toMatch(/Amira|Hussain/);
        if (address.method === 'GET') expect(await head(address.url(targets[target]), cookie), name).toBe(status);
      }
  });

  test.each(['after eight hours', 'after stopping', 'after signing out'])('reads nothing %s', async (end) => {
    const cookie = await state();
    const { key } = targets['own class'];
    expect((await get(`/pupils/${key}`, cookie)).statusCode).toBe(200);
    if (end === 'after eight hours') clock = new Date('2026-12-10T17:00:00Z');
    else {
      const url = end === 'after stopping' ? '/names/stop' : '/sign-out';
      await askAs({ ...addresses[0], method: 'POST', url: () => url }, targets['own class'], cookie);
    }
    for (const address of named)
      for (const target of Object.values(targets)) {
        const { status, body } = await askAs(address, target, cookie);
        expect(status, address.route).toBe(end === 'after signing out' ? 401 : 403);
        expect(body).not.toMatch(/Amira|Hussain/);
        expect(await head(address.url(target), cookie)).toBe(status);
      }
    clock = new Date('2026-12-10T09:00:00Z');
  });

  test('is one session of one person: a second one of theirs, and every other role, sees no more than before', async () => {
    await state();
    cookies.set('trust-lead', await server.signIn('trust-lead'));
    for (const role of roles.filter((role) => !withPupils.includes(role)))
      for (const address of named)
        for (const target of Object.values(targets)) {
          expect((await ask(address, target, role)).status, `${role} ${address.route}`).toBe(403);
          expect(await head(address.url(target), cookies.get(role)!)).toBe(403);
        }
  });
});

test('home and the governor page show a governor no count of a class, and none small enough to find a pupil by', async () => {
  const governor = cookies.get('governor')!;
  const home = (await get('/', governor)).body;
  expect(home).not.toMatch(/4K|are listed/);
  const page = (await get('/governor', governor)).body;
  expect(page).toContain('22 pupils were tested.');
  expect(page).not.toMatch(/to be discussed\.|\b2 pupils could not/);
});

test('a refused save changes nothing', async () => {
  const save = addresses.find(({ route }) => route === '/pupils/:key/discussion')!;
  const count = async () => (await server.record.db.selectFrom('discussion').select('discussion_id').execute()).length;
  const before = await count();
  for (const role of ['governor', 'trust-lead', 'data-manager', 'auditor'] as const)
    await ask(save, targets['other school'], role);
  await ask(save, targets['other school'], 'teacher');
  expect(await count()).toBe(before);
});

test('a session ends with the person: disabled, or out of the class, and the page is closed at once', async () => {
  const cookie = await server.signIn('teacher', { classes: [['Oak Primary', '4K']] });
  const url = `/pupils/${targets['own class'].key}`;
  expect((await get(url, cookie)).statusCode).toBe(200);
  const { person_id } = await server.record.db
    .selectFrom('person')
    .select('person_id')
    .where('role', '=', 'teacher')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  await server.record.db
    .updateTable('person_class')
    .set({ until_on: '2026-12-09' })
    .where('person_id', '=', person_id)
    .execute();
  expect((await get(url, cookie)).statusCode).toBe(404);
  await server.record.db
    .updateTable('person')
    .set({ disabled_at: '2026-12-09' })
    .where('person_id', '=', person_id)
    .execute();
  expect((await get('/', cookie)).statusCode).toBe(401);
});
