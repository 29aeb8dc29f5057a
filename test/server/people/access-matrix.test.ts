import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roles, type Role } from '../../../server/people/permissions.ts';
import { multipart } from '../data-app.ts';
import { startMeeting } from '../../../server/records/discussions/meetings.ts';
import { addPerson } from '../../../server/people/people.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { fixtureRunId, testApp, tokenOf, type TestApp } from '../signed-in.ts';

/** Who may reach what, from the roles of the product's description: written here apart from the server's own table. */
const withPupils: readonly Role[] = ['teacher', 'senco', 'headteacher'];
const withGroups: readonly Role[] = ['senco', 'headteacher', 'governor', 'trust-lead'];
const withEquity: readonly Role[] = ['senco', 'headteacher', 'trust-lead', 'auditor'];
const everyone: readonly Role[] = roles;
const withDrafts: readonly Role[] = ['senco', 'headteacher', 'data-manager'];
const withData: readonly Role[] = ['headteacher', 'data-manager'];
const releasing: readonly Role[] = ['senco', 'headteacher'];
const personOf = ({ school }: Target) => `/people/of-${school.split(' ')[0].toLowerCase()}`;
/** What a trust lead may read of one school while a purpose stands: nothing else of the pages about pupils. */
const forPurpose: ReadonlySet<string> = new Set([
  '/agenda',
  '/pupils/:key',
  '/pupils/:key/picture',
  '/pupils/:key/why',
]);
const purpose = { school: 'Oak Primary', purpose: 'planning reading support' };
const personForm = { name: 'Ms Roe', role: 'teacher', school: 'Oak Primary', signInName: '', address: '' };
const noImport = '/data/imports/3f2c1f9e-7d4b-4a51-9d0e-1b2a3c4d5e6f';

interface Address {
  /** As the application registers it. */
  readonly route: string;
  readonly method: 'GET' | 'POST';
  readonly roles: readonly Role[];
  /** Address for a pupil (key), or a school and class. */
  readonly url: (to: Target) => string;
  readonly body?: Readonly<Record<string, string>> | ((to: Target) => Readonly<Record<string, string>>);
  /** The form holds files. */
  readonly files?: true;
  /** What the address is about: decides which people are within reach. */
  readonly about: 'nobody' | 'pupil' | 'class' | 'school';
}

interface Target {
  readonly school: string;
  readonly class: string;
  readonly key: string;
  /** Key of a pupil of the class whom the numbers did not list. */
  readonly unlisted: string;
  /** A meeting of the class. */
  readonly meeting: string;
}

const form = {
  run: fixtureRunId,
  version: '0',
  outcome: 'keep-watching',
  considered: 'not known',
  ...Object.fromEntries(
    [
      'can_do',
      'tried',
      'agreed',
      'who',
      'by_when',
      'will_see',
      'note',
      'pupil_says',
      'home_says',
      'asks',
      'parent_told',
    ].map((name) => [name, '']),
  ),
};
const place = ({ school, class: className }: Target) =>
  `school=${encodeURIComponent(school)}&class=${encodeURIComponent(className)}`;

const keeping: readonly Role[] = ['senco', 'headteacher'];
const registerForms: Readonly<Record<string, { roles: readonly Role[]; body: Readonly<Record<string, string>> }>> = {
  entry: {
    roles: keeping,
    body: {
      status: 'K',
      from_on: '2026-12-10',
      difficulty: 'needs time to answer',
      entry_provision: 'small group',
      decided_by: 'S. Khan',
      told_on: '2026-12-08',
      told_by: 'S. Khan',
      told_how: 'in a talk',
    },
  },
  leave: {
    roles: keeping,
    body: { left_on: '2026-12-10', left_because: '', left_told_on: '', left_told_by: '', watch_until: '' },
  },
  needs: { roles: keeping, body: { need_1: 'SLCN', need_2: '', need_3: '', note_1: '', note_2: '', note_3: '' } },
  plan: {
    roles: withPupils,
    body: { start_on: '2026-12-10', review_on: '2027-03-10', hoped_for: 'reads on', plan_provision: 'partner' },
  },
  review: {
    roles: withPupils,
    body: {
      plan: '3f2c1f9e-7d4b-4a51-9d0e-1b2a3c4d5e6f',
      reviewed_on: '2026-12-10',
      effect: 'partly',
      came_of_it: 'reads on',
      review_pupil_says: 'likes it',
      review_home_says: 'reads at home',
    },
  },
  monitoring: { roles: keeping, body: { watch_because: 'left support', look_again_on: '2027-03-10' } },
  'monitoring/end': { roles: keeping, body: { ended_because: 'progress holds' } },
};

const addresses: readonly Address[] = [
  { route: '/', method: 'GET', roles: everyone, url: () => '/', about: 'nobody' },
  { route: '/how', method: 'GET', roles: everyone, url: () => '/how', about: 'nobody' },
  { route: '/sign-out', method: 'GET', roles: everyone, url: () => '/sign-out', about: 'nobody' },
  { route: '/agenda', method: 'GET', roles: withPupils, url: (to) => `/agenda?${place(to)}`, about: 'class' },
  { route: '/agenda.csv', method: 'GET', roles: withPupils, url: (to) => `/agenda.csv?${place(to)}`, about: 'class' },
  { route: '/agenda.xlsx', method: 'GET', roles: withPupils, url: (to) => `/agenda.xlsx?${place(to)}`, about: 'class' },
  { route: '/targets', method: 'GET', roles: withPupils, url: (to) => `/targets?${place(to)}`, about: 'class' },
  {
    route: '/targets/picture',
    method: 'GET',
    roles: withPupils,
    url: (to) => `/targets/picture?${place(to)}`,
    about: 'class',
  },
  { route: '/class-sheet', method: 'GET', roles: withPupils, url: (to) => `/class-sheet?${place(to)}`, about: 'class' },
  { route: '/find', method: 'POST', roles: withPupils, url: () => '/find', body: { name: 'a' }, about: 'nobody' },
  { route: '/pupils/:key', method: 'GET', roles: withPupils, url: ({ key }) => `/pupils/${key}`, about: 'pupil' },
  {
    route: '/pupils/:key/picture',
    method: 'GET',
    roles: withPupils,
    url: ({ key }) => `/pupils/${key}/picture?subject=reading`,
    about: 'pupil',
  },
  {
    route: '/pupils/:key/family-sheet',
    method: 'GET',
    roles: withPupils,
    url: ({ key }) => `/pupils/${key}/family-sheet`,
    about: 'pupil',
  },
  { route: '/actions', method: 'GET', roles: withPupils, url: () => '/actions', about: 'nobody' },
  {
    route: '/actions',
    method: 'POST',
    roles: withPupils,
    url: () => '/actions',
    body: { discussion: '3f2c1f9e-7d4b-4a51-9d0e-1b2a3c4d5e6f' },
    about: 'nobody',
  },
  {
    route: '/governor',
    method: 'GET',
    roles: withGroups,
    url: ({ school }) => `/governor?school=${encodeURIComponent(school)}`,
    about: 'school',
  },
  {
    route: '/pupils/:key/why',
    method: 'GET',
    roles: withPupils,
    url: ({ key }) => `/pupils/${key}/why`,
    about: 'pupil',
  },
  {
    route: '/pupils/:key/discussion',
    method: 'POST',
    roles: withPupils,
    url: ({ key }) => `/pupils/${key}/discussion`,
    body: form,
    about: 'pupil',
  },
  {
    route: '/pupils/:key/add',
    method: 'POST',
    roles: withPupils,
    url: ({ key }) => `/pupils/${key}/add`,
    body: { run: fixtureRunId, reason: 'forgets number facts', source: 'teacher' },
    about: 'pupil',
  },
  {
    route: '/pupils/:key/undo',
    method: 'POST',
    roles: withPupils,
    url: ({ key }) => `/pupils/${key}/undo`,
    body: { run: fixtureRunId },
    about: 'pupil',
  },
  {
    route: '/explore',
    method: 'GET',
    roles: withGroups,
    url: ({ school }) => `/explore?school=${encodeURIComponent(school)}&subject=reading`,
    about: 'school',
  },
  {
    route: '/explore/:view',
    method: 'GET',
    roles: withGroups,
    url: ({ school }) => `/explore/lists?school=${encodeURIComponent(school)}`,
    about: 'school',
  },
  {
    route: '/explore/pictures/:kind',
    method: 'GET',
    roles: withGroups,
    url: ({ school }) => `/explore/pictures/growth-classes?school=${encodeURIComponent(school)}&subject=reading`,
    about: 'school',
  },
  {
    route: '/explore/equity',
    method: 'GET',
    roles: withEquity,
    url: ({ school }) => `/explore/equity?school=${encodeURIComponent(school)}`,
    about: 'school',
  },
  {
    route: '/explore/equity/:kind',
    method: 'GET',
    roles: withEquity,
    url: ({ school }) => `/explore/equity/sex?school=${encodeURIComponent(school)}`,
    about: 'school',
  },
  { route: '/data', method: 'GET', roles: withDrafts, url: () => '/data', about: 'nobody' },
  {
    route: '/data/folder',
    method: 'POST',
    roles: withData,
    url: () => '/data/folder',
    body: { folder: '0' },
    about: 'nobody',
  },
  { route: '/data/upload', method: 'POST', roles: withData, url: () => '/data/upload', files: true, about: 'nobody' },
  { route: '/data/imports/:id', method: 'GET', roles: withDrafts, url: () => noImport, about: 'nobody' },
  {
    route: '/data/imports/:id/progress',
    method: 'GET',
    roles: withDrafts,
    url: () => `${noImport}/progress`,
    about: 'nobody',
  },
  {
    route: '/data/imports/:id/not-used.csv',
    method: 'GET',
    roles: withDrafts,
    url: () => `${noImport}/not-used.csv?file=a.csv`,
    about: 'nobody',
  },
  {
    route: '/data/imports/:id/files',
    method: 'POST',
    roles: withData,
    url: () => `${noImport}/files`,
    files: true,
    about: 'nobody',
  },
  {
    route: '/data/imports/:id/mended',
    method: 'POST',
    roles: withData,
    url: () => `${noImport}/mended?file=a.csv`,
    files: true,
    about: 'nobody',
  },
  {
    route: '/data/imports/:id/answers',
    method: 'POST',
    roles: withData,
    url: () => `${noImport}/answers`,
    body: { seen: '' },
    about: 'nobody',
  },
  {
    route: '/data/imports/:id/answers',
    method: 'GET',
    roles: withDrafts,
    url: () => `${noImport}/answers`,
    about: 'nobody',
  },
  { route: '/data/imports/:id/undo', method: 'POST', roles: withData, url: () => `${noImport}/undo`, about: 'nobody' },
  { route: '/data/answers', method: 'GET', roles: withDrafts, url: () => '/data/answers', about: 'nobody' },
  {
    route: '/data/answers',
    method: 'POST',
    roles: withData,
    url: () => '/data/answers',
    body: { seen: 'x' },
    about: 'nobody',
  },
  { route: '/data/imports/:id/run', method: 'POST', roles: withData, url: () => `${noImport}/run`, about: 'nobody' },
  {
    route: '/data/imports/:id/discard',
    method: 'POST',
    roles: withData,
    url: () => `${noImport}/discard`,
    about: 'nobody',
  },
  {
    route: '/data/runs/:run',
    method: 'GET',
    roles: withDrafts,
    url: () => `/data/runs/${fixtureRunId}`,
    about: 'nobody',
  },
  {
    route: '/data/runs/:run/release',
    method: 'POST',
    roles: releasing,
    url: () => `/data/runs/${fixtureRunId}/release`,
    about: 'nobody',
  },
  {
    route: '/data/runs/:run/withdraw',
    method: 'POST',
    roles: releasing,
    url: () => '/data/runs/2020-01-01-000000000000/withdraw',
    body: { reason: 'wrong class lists' },
    about: 'nobody',
  },
  {
    route: '/data/look',
    method: 'POST',
    roles: withDrafts,
    url: () => '/data/look',
    body: { run: '' },
    about: 'nobody',
  },
  { route: '/account', method: 'GET', roles: everyone, url: () => '/account', about: 'nobody' },
  {
    route: '/account',
    method: 'POST',
    roles: everyone,
    url: () => '/account',
    body: { current: 'x', passphrase: 'ten past four', again: 'ten past four' },
    about: 'nobody',
  },
  { route: '/people', method: 'GET', roles: ['headteacher'], url: () => '/people', about: 'nobody' },
  { route: '/people/new', method: 'GET', roles: ['headteacher'], url: () => '/people/new', about: 'nobody' },
  { route: '/people', method: 'POST', roles: ['headteacher'], url: () => '/people', body: personForm, about: 'nobody' },
  { route: '/people/:person', method: 'GET', roles: ['headteacher'], url: personOf, about: 'school' },
  {
    route: '/people/:person',
    method: 'POST',
    roles: ['headteacher'],
    url: personOf,
    body: { ...personForm, version: '1' },
    about: 'school',
  },
  {
    route: '/people/:person/steps',
    method: 'POST',
    roles: ['headteacher'],
    url: (to) => `${personOf(to)}/steps`,
    body: { version: '1', step: 'sign-out' },
    about: 'school',
  },
  {
    route: '/people/:person/classes',
    method: 'POST',
    roles: ['headteacher'],
    url: (to) => `${personOf(to)}/classes`,
    body: { version: '1', school: 'Oak Primary', class: '4K', from: '2026-09-01', until: '' },
    about: 'school',
  },
  { route: '/audit', method: 'GET', roles: ['headteacher', 'auditor'], url: () => '/audit', about: 'nobody' },
  { route: '/audit.csv', method: 'GET', roles: ['headteacher', 'auditor'], url: () => '/audit.csv', about: 'nobody' },
  ...(['case-story', 'one'] as const).map((page): Address => ({
    route: `/pupils/:key/${page}`,
    method: 'GET',
    roles: withPupils,
    url: ({ key }) => `/pupils/${key}/${page}`,
    about: 'pupil',
  })),
  { route: '/prepare', method: 'GET', roles: withPupils, url: (to) => `/prepare?${place(to)}`, about: 'class' },
  {
    route: '/prepare',
    method: 'POST',
    roles: withPupils,
    url: () => '/prepare',
    body: ({ school, class: className, key }) => ({
      run: fixtureRunId,
      school,
      class: className,
      [`version.${key}`]: '0',
      [`note.${key}`]: 'ask about glasses',
    }),
    about: 'class',
  },
  { route: '/meetings', method: 'GET', roles: withPupils, url: () => '/meetings', about: 'nobody' },
  {
    route: '/meetings',
    method: 'POST',
    roles: withPupils,
    url: () => '/meetings',
    body: ({ school, class: className }) => ({ class: JSON.stringify([school, className]), minutes: '45' }),
    about: 'class',
  },
  ...(['', '/recap'] as const).map((page): Address => ({
    route: `/meetings/:meeting${page}`,
    method: 'GET',
    roles: withPupils,
    url: ({ meeting }) => `/meetings/${meeting}${page}`,
    about: 'class',
  })),
  {
    route: '/meetings/:meeting/add',
    method: 'POST',
    roles: withPupils,
    url: ({ meeting }) => `/meetings/${meeting}/add`,
    body: ({ unlisted }) => ({ pupil: unlisted, reason: 'forgets number facts', source: 'parent' }),
    about: 'class',
  },
  {
    route: '/meetings/:meeting/pupils/:key',
    method: 'GET',
    roles: withPupils,
    url: ({ meeting, key }) => `/meetings/${meeting}/pupils/${key}`,
    about: 'pupil',
  },
  {
    route: '/meetings/:meeting/pupils/:key',
    method: 'POST',
    roles: withPupils,
    url: ({ meeting, key }) => `/meetings/${meeting}/pupils/${key}`,
    body: form,
    about: 'pupil',
  },
  {
    route: '/meetings/:meeting/pupils/:key/park',
    method: 'POST',
    roles: withPupils,
    url: ({ meeting, key }) => `/meetings/${meeting}/pupils/${key}/park`,
    about: 'pupil',
  },
  {
    route: '/meetings/:meeting/end',
    method: 'POST',
    roles: withPupils,
    url: ({ meeting }) => `/meetings/${meeting}/end`,
    about: 'class',
  },
  ...(['register', 'monitoring'] as const).map((page): Address => ({
    route: `/${page}`,
    method: 'GET',
    roles: withPupils,
    url: ({ school }) => `/${page}?school=${encodeURIComponent(school)}`,
    about: 'school',
  })),
  {
    route: '/register/:key',
    method: 'GET',
    roles: withPupils,
    url: ({ key }) => `/register/${key}`,
    about: 'pupil',
  },
  ...Object.entries(registerForms).map(([step, { roles: allowed, body }]): Address => ({
    route: `/register/:key/${step}`,
    method: 'POST',
    roles: allowed,
    url: ({ key }) => `/register/${key}/${step}`,
    body,
    about: 'pupil',
  })),
  { route: '/moves', method: 'GET', roles: ['headteacher'], url: () => '/moves', about: 'nobody' },
  ...(
    [
      ['agree', {}],
      ['refuse', { because: 'no move' }],
    ] as const
  ).map(([step, body]): Address => ({
    route: `/moves/:transfer/${step}`,
    method: 'POST',
    roles: ['headteacher'],
    url: () => `/moves/3f2c1f9e-7d4b-4a51-9d0e-1b2a3c4d5e6f/${step}`,
    body,
    about: 'nobody',
  })),
  {
    route: '/moves/settle',
    method: 'POST',
    roles: ['headteacher'],
    url: () => '/moves/settle',
    body: { pupil: 'p1', school: 'Oak Primary' },
    about: 'nobody',
  },
  // Last: what is stated here stands for the addresses after it, until it is stopped.
  { route: '/names', method: 'GET', roles: ['trust-lead'], url: () => '/names', about: 'nobody' },
  { route: '/names', method: 'POST', roles: ['trust-lead'], url: () => '/names', body: purpose, about: 'nobody' },
  { route: '/names/stop', method: 'POST', roles: ['trust-lead'], url: () => '/names/stop', about: 'nobody' },
];
/** Reached by anybody: static files and signing in; and signing out, which ends the session it is tried with. */
const apart = [
  '/assets/:mark/:name',
  '/sign-in',
  '/sign-in/:link',
  '/sign-in/school',
  '/sign-in/school/callback',
  '/sign-out',
];

/** Answers to someone who may: an undo with nothing to take back, an agreement that is not there, a save built on a version that someone else has replaced. */
const refusals: Readonly<Record<string, readonly number[]>> = {
  '/pupils/:key/undo': [400],
  '/pupils/:key/discussion': [409],
  '/actions': [404],
  // No such move, and no entry whose school is not known.
  '/moves/:transfer/agree': [404],
  '/moves/:transfer/refuse': [404],
  '/moves/settle': [404],
  // Nobody here has a passphrase to change; the second change of a person was made on what the first one changed.
  '/account': [400],
  '/people/:person': [409],
  '/people/:person/classes': [409],
  // No such files, no such run, and a server without a place for files.
  '/data/folder': [409],
  '/data/upload': [409],
  ...Object.fromEntries(
    ['', '/progress', '/not-used.csv', '/files', '/mended', '/answers', '/undo', '/run', '/discard'].map((end) => [
      `/data/imports/:id${end}`,
      [404],
    ]),
  ),
  // Nothing is kept yet that could be answered otherwise.
  '/data/answers': [400],
  '/data/runs/:run/withdraw': [404],
  // The run holds another school too: whoever looks after one of them does not speak for it.
  '/data/runs/:run/release': [403],
  '/meetings/:meeting/pupils/:key': [409],
  // Added already by the one before.
  '/meetings/:meeting/add': [404],
  // What is not there, or is there already, is said on the page with what was typed.
  ...Object.fromEntries(Object.keys(registerForms).map((step) => [`/register/:key/${step}`, [422]])),
};

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
  const sent = address.files
    ? multipart({ 'a.csv': 'UPN,Surname\n' }, token)
    : {
        payload: new URLSearchParams({
          token,
          ...(typeof address.body === 'function' ? address.body(to) : address.body),
        }).toString(),
        type: 'application/x-www-form-urlencoded',
      };
  const answer = await server.app.inject({
    method: address.method,
    url: address.url(to),
    headers: { cookie, ...(address.method === 'POST' ? { 'content-type': sent.type } : {}) },
    ...(address.method === 'POST' ? { payload: sent.payload } : {}),
  });
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

test('every route the application has is in the matrix', () => {
  const registered = new Set<string>();
  const branch: string[] = [];
  for (const line of server.app.printRoutes({ commonPrefix: false }).split('\n')) {
    const match = /^([\s│]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/u.exec(line);
    if (!match) continue;
    const depth = match[1].length / 4;
    branch.length = depth;
    branch[depth] = match[2];
    if (match[3]) registered.add(branch.join(''));
  }
  const known = new Set([...addresses.map(({ route }) => route), ...apart]);
  expect(registered.size).toBeGreaterThan(10);
  expect([...registered].filter((route) => !known.has(route))).toEqual([]);
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
