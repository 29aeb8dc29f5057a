import type { FastifyInstance } from 'fastify';
import { roles, type Role } from '../../../server/people/permissions.ts';
import { multipart } from '../data-app.ts';

/** Who may reach what, from the roles of the product's description: written here apart from the server's own table. */
export const withPupils: readonly Role[] = ['teacher', 'senco', 'headteacher'];
const withGroups: readonly Role[] = ['senco', 'headteacher', 'governor', 'trust-lead'];
const withEquity: readonly Role[] = ['senco', 'headteacher', 'trust-lead', 'auditor'];
const everyone: readonly Role[] = roles;
const keeping: readonly Role[] = ['senco', 'headteacher'];
const withDrafts: readonly Role[] = ['senco', 'headteacher', 'data-manager'];
const withData: readonly Role[] = ['headteacher', 'data-manager'];
const releasing: readonly Role[] = ['senco', 'headteacher'];
const personOf = ({ person }: Target) => `/people/${person}`;
/** What a trust lead may read of one school while a purpose stands: nothing else of the pages about pupils. */
export const forPurpose: ReadonlySet<string> = new Set([
  '/agenda',
  '/pupils/:key',
  '/pupils/:key/picture',
  '/pupils/:key/why',
]);
const purpose = { school: 'Oak Primary', purpose: 'planning reading support' };
const personForm = { name: 'Ms Roe', role: 'teacher', school: 'Oak Primary', signInName: '', address: '' };
const noImport = '/data/imports/3f2c1f9e-7d4b-4a51-9d0e-1b2a3c4d5e6f';

export interface Address {
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

export interface Target {
  readonly school: string;
  readonly class: string;
  readonly key: string;
  /** Key of a pupil of the class whom the numbers did not list. */
  readonly unlisted: string;
  /** A meeting of the class. */
  readonly meeting: string;
  /** The run the pupil is in. */
  readonly run: string;
  /** A run that may be withdrawn: one there is not, unless nobody should be able to. */
  readonly toWithdraw: string;
  /** What was agreed for the pupil, their plan, and a move of theirs; one there is not, where none is needed. */
  readonly discussion: string;
  readonly plan: string;
  /** What the pupil is provided with. */
  readonly provision: string;
  readonly transfer: string;
  /** A person of the school. */
  readonly person: string;
}

const form = {
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

/** A scale of a school's own. */
export const areaScale = {
  scale: '',
  seen: '0',
  name: 'Worries',
  higher: 'more-difficulty',
  min: '0',
  max: '20',
  reliability: '',
  deviation: '',
  stated: '',
};
export const registerForms: Readonly<
  Record<string, { roles: readonly Role[]; body: Readonly<Record<string, string>> }>
> = {
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
  undo: { roles: keeping, body: { entry: '3f2c1f9e-7d4b-4a51-9d0e-1b2a3c4d5e6f', seen: '1' } },
  needs: { roles: keeping, body: { need_1: 'SLCN', need_2: '', need_3: '', note_1: '', note_2: '', note_3: '' } },
  plan: {
    roles: keeping,
    body: { start_on: '2026-12-10', review_on: '2027-03-10', hoped_for: 'reads on', plan_provision: 'partner' },
  },
  review: {
    roles: keeping,
    body: {
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

const nothing = '3f2c1f9e-7d4b-4a51-9d0e-1b2a3c4d5e6f';
const newEntry = { entry: '', seen: '0' };
/** Forms beside a pupil's plan, by what follows the pupil in the address. */
export const besidePlan: Readonly<Record<string, { roles: readonly Role[]; body: Readonly<Record<string, string>> }>> =
  {
    'higher/step': {
      roles: keeping,
      body: { seen: '0', kind: 'requested', on_day: '2026-12-08', by_whom: 'the school', detail: '' },
    },
    'higher/undo': { roles: keeping, body: { seen: '0', step: nothing } },
    agencies: {
      roles: keeping,
      body: {
        ...newEntry,
        name: 'Speech therapy',
        contact: '',
        since_on: '2026-12-01',
        last_contact_on: '',
        reports: '',
        consent: 'not asked',
        consent_by: '',
        consent_on: '',
        consent_note: '',
        ended_on: '',
      },
    },
    'agencies/undo': { roles: keeping, body: { entry: nothing, seen: '1' } },
    access: {
      roles: keeping,
      body: {
        ...newEntry,
        arrangement: 'a reader',
        basis: 'reads slowly',
        normal_way: 'every test in class',
        since_on: '2026-12-01',
        ended_on: '',
      },
    },
    'access/undo': { roles: keeping, body: { entry: nothing, seen: '1' } },
    works: { roles: withPupils, body: { ...newEntry, strengths: 'maps', works: 'one step at a time', avoid: '' } },
    'works/undo': { roles: withPupils, body: { entry: nothing, seen: '1' } },
  };

const views = { pupil_view: 'likes maps', pupil_view_absent: '', home_view: '', home_view_absent: 'asked for Friday' };
export const planForms: Readonly<Record<string, { roles: readonly Role[]; body: Readonly<Record<string, string>> }>> = {
  plan: {
    roles: keeping,
    body: {
      start_on: '2026-12-10',
      review_on: '2027-03-10',
      strategies: 'now and next board',
      provision: '',
      ...views,
      school_view: '',
      outcome_1: 'reads on',
      measure_1: 'words a minute',
      baseline_1: '40',
      aim_1: '60',
    },
  },
  strategies: { roles: withPupils, body: { strategies: 'sits in front' } },
  review: {
    roles: keeping,
    body: {
      reviewed_on: '2026-12-10',
      effect: 'partly',
      came_of_it: 'reads on',
      pupil_says: 'likes it',
      pupil_says_absent: '',
      home_says: 'reads at home',
      home_says_absent: '',
      result_1: '52',
      effect_1: 'partly',
    },
  },
  undo: { roles: withPupils, body: {} },
};
export const provisionBody = {
  version: '1',
  pupil: '',
  name: 'Reading partners',
  need: 'SLCN',
  by_whom: 'Ms Khan',
  minutes: '20',
  times_a_week: '3',
  group_size: '4',
  from_on: '2026-12-10',
  to_on: '2027-03-26',
  pounds_an_hour: '18',
  times: '',
  note: '',
};
const templateBody = {
  template: '',
  version: '0',
  name: 'Reading aloud',
  need: '',
  strategies: 'a partner',
  provision: '',
  outcome_1: 'reads on',
};

export const addresses: readonly Address[] = [
  { route: '/', method: 'GET', roles: everyone, url: () => '/', about: 'nobody' },
  { route: '/settings', method: 'GET', roles: ['headteacher', 'trust-lead'], url: () => '/settings', about: 'nobody' },
  {
    route: '/settings/policy.json',
    method: 'GET',
    roles: ['headteacher', 'trust-lead'],
    url: () => '/settings/policy.json',
    about: 'nobody',
  },
  {
    route: '/settings',
    method: 'POST',
    roles: ['headteacher', 'trust-lead'],
    url: () => '/settings',
    body: ({ school }) => ({ school, seen: '0', does: 'preview', 'criteria.met': '0.8' }),
    about: 'school',
  },
  { route: '/help', method: 'GET', roles: everyone, url: () => '/help', about: 'nobody' },
  { route: '/method', method: 'GET', roles: everyone, url: () => '/method', about: 'nobody' },
  { route: '/notebooks', method: 'GET', roles: everyone, url: () => '/notebooks', about: 'nobody' },
  { route: '/notebooks/:name', method: 'GET', roles: everyone, url: () => '/notebooks/first-look', about: 'nobody' },
  {
    route: '/notebooks/:name/pictures/:cell',
    method: 'GET',
    roles: everyone,
    url: () => '/notebooks/first-look/pictures/chart',
    about: 'nobody',
  },
  { route: '/how', method: 'GET', roles: everyone, url: () => '/how', about: 'nobody' },
  { route: '/sign-out', method: 'GET', roles: everyone, url: () => '/sign-out', about: 'nobody' },
  { route: '/agenda', method: 'GET', roles: withPupils, url: (to) => `/agenda?${place(to)}`, about: 'class' },
  { route: '/agenda.csv', method: 'GET', roles: withPupils, url: (to) => `/agenda.csv?${place(to)}`, about: 'class' },
  { route: '/agenda.xlsx', method: 'GET', roles: withPupils, url: (to) => `/agenda.xlsx?${place(to)}`, about: 'class' },
  {
    route: '/agenda/several',
    method: 'POST',
    roles: withPupils,
    url: () => '/agenda/several',
    body: ({ run, key, school, class: name }) => ({ run, pupil: key, school, class: name, step: 'sheets' }),
    about: 'pupil',
  },
  { route: '/targets', method: 'GET', roles: withPupils, url: (to) => `/targets?${place(to)}`, about: 'class' },
  {
    route: '/targets/picture',
    method: 'GET',
    roles: withPupils,
    url: (to) => `/targets/picture?${place(to)}`,
    about: 'class',
  },
  {
    route: '/targets/class',
    method: 'POST',
    roles: withPupils,
    url: () => '/targets/class',
    body: ({ run, school, class: className }) => ({
      run,
      school,
      class: className,
      subject: 'reading',
      until: 'year',
      reason: 'high for all',
      checked: 'yes',
    }),
    about: 'class',
  },
  { route: '/targets/:key', method: 'GET', roles: withPupils, url: ({ key }) => `/targets/${key}`, about: 'pupil' },
  {
    route: '/targets/:key',
    method: 'POST',
    roles: withPupils,
    url: ({ key }) => `/targets/${key}`,
    body: ({ run }) => ({
      run,
      subject: 'reading',
      until: 'year',
      level: 'aspirational',
      reason: 'high for all',
      seen: '',
    }),
    about: 'pupil',
  },
  {
    route: '/targets/:key/undo',
    method: 'POST',
    roles: withPupils,
    url: ({ key }) => `/targets/${key}/undo`,
    body: ({ run }) => ({ run, target: '00000000-0000-4000-8000-000000000000' }),
    about: 'pupil',
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
    body: ({ discussion }) => ({ discussion }),
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
    body: ({ run }) => ({ ...form, run }),
    about: 'pupil',
  },
  {
    route: '/pupils/:key/add',
    method: 'POST',
    roles: withPupils,
    url: ({ key }) => `/pupils/${key}/add`,
    body: ({ run }) => ({ run, reason: 'forgets number facts', source: 'teacher' }),
    about: 'pupil',
  },
  {
    route: '/pupils/:key/undo',
    method: 'POST',
    roles: withPupils,
    url: ({ key }) => `/pupils/${key}/undo`,
    body: ({ run }) => ({ run }),
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
    route: '/explore/:view',
    method: 'GET',
    roles: withGroups,
    url: ({ school }) => `/explore/school?school=${encodeURIComponent(school)}&subject=reading`,
    about: 'school',
  },
  {
    route: '/explore/:view',
    method: 'GET',
    roles: withGroups,
    url: ({ school }) => `/explore/time?school=${encodeURIComponent(school)}&subject=reading`,
    about: 'school',
  },
  {
    route: '/explore/pictures/:kind',
    method: 'GET',
    roles: withGroups,
    url: ({ school }) => `/explore/pictures/moves?school=${encodeURIComponent(school)}&subject=reading&form=vega`,
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
    route: '/explore/help',
    method: 'GET',
    roles: keeping,
    url: ({ school }) => `/explore/help?school=${encodeURIComponent(school)}`,
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
    url: ({ run }) => `/data/runs/${run}`,
    about: 'nobody',
  },
  {
    route: '/data/runs/:run/release',
    method: 'POST',
    roles: releasing,
    url: ({ run }) => `/data/runs/${run}/release`,
    about: 'nobody',
  },
  {
    route: '/data/runs/:run/withdraw',
    method: 'POST',
    roles: releasing,
    url: ({ toWithdraw }) => `/data/runs/${toWithdraw}/withdraw`,
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
  {
    route: '/people/several',
    method: 'POST',
    roles: ['headteacher'],
    url: () => '/people/several',
    body: (to) => ({ step: 'link', person: `${to.person}.1` }),
    about: 'school',
  },
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
  ...(['html', 'json'] as const).map((kind): Address => ({
    route: `/pupils/:key/everything.${kind}`,
    method: 'GET',
    roles: ['headteacher'],
    url: ({ key }) => `/pupils/${key}/everything.${kind}`,
    about: 'pupil',
  })),
  { route: '/prepare', method: 'GET', roles: withPupils, url: (to) => `/prepare?${place(to)}`, about: 'class' },
  {
    route: '/prepare',
    method: 'POST',
    roles: withPupils,
    url: () => '/prepare',
    body: ({ school, class: className, key, run }) => ({
      run,
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
    body: ({ run }) => ({ ...form, run }),
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
  ...(['csv', 'xlsx'] as const).map((kind): Address => ({
    route: `/register.${kind}`,
    method: 'GET',
    roles: withPupils,
    url: ({ school }) => `/register.${kind}?school=${encodeURIComponent(school)}`,
    about: 'school',
  })),
  {
    route: '/register/summary',
    method: 'GET',
    roles: withGroups,
    url: ({ school }) => `/register/summary?school=${encodeURIComponent(school)}`,
    about: 'school',
  },
  {
    route: '/register/documents',
    method: 'GET',
    roles: keeping,
    url: ({ school }) => `/register/documents?school=${encodeURIComponent(school)}`,
    about: 'school',
  },
  {
    route: '/register/documents',
    method: 'POST',
    roles: keeping,
    url: () => '/register/documents',
    body: ({ school }) => ({ school, document: 'sen-policy', seen: '0', review_on: '2027-09-01' }),
    about: 'school',
  },
  {
    route: '/register/from-file',
    method: 'GET',
    roles: keeping,
    url: ({ school }) => `/register/from-file?school=${encodeURIComponent(school)}`,
    about: 'school',
  },
  {
    route: '/register/from-file',
    method: 'POST',
    roles: keeping,
    url: () => '/register/from-file',
    body: ({ school }) => ({ school }),
    about: 'school',
  },
  {
    route: '/register/choices',
    method: 'POST',
    roles: withPupils,
    url: () => '/register/choices',
    body: ({ school }) => ({ school, show: 'due', name: 'reviews due' }),
    about: 'school',
  },
  {
    route: '/register/choices/forget',
    method: 'POST',
    roles: withPupils,
    url: () => '/register/choices/forget',
    body: { choice: '3f2c1f9e-7d4b-4a51-9d0e-1b2a3c4d5e6f' },
    about: 'nobody',
  },
  {
    route: '/register/:key',
    method: 'GET',
    roles: withPupils,
    url: ({ key }) => `/register/${key}`,
    about: 'pupil',
  },
  ...(['plan', 'review'] as const).map((step): Address => ({
    route: `/register/:key/${step}`,
    method: 'GET',
    roles: withPupils,
    url: ({ key }) => `/register/${key}/${step}`,
    about: 'pupil',
  })),
  ...Object.entries(registerForms).map(([step, { roles: allowed, body }]): Address => ({
    route: `/register/:key/${step}`,
    method: 'POST',
    roles: allowed,
    url: ({ key }) => `/register/${key}/${step}`,
    body: ({ plan }) => (step === 'review' ? { ...body, plan } : body),
    about: 'pupil',
  })),
  ...Object.entries(besidePlan).map(([step, { roles: allowed, body }]): Address => ({
    route: `/register/:key/${step}`,
    method: 'POST',
    roles: allowed,
    url: ({ key }) => `/register/${key}/${step}`,
    body,
    about: 'pupil',
  })),
  ...(
    [
      ['higher', keeping],
      ['agencies', keeping],
      ['teaching', withPupils],
      ['evidence.pdf', keeping],
      ['evidence.zip', keeping],
      ['transition', withPupils],
      ['transition.pdf', withPupils],
      ['ctf.xml', keeping],
    ] as const
  ).map(([page, allowed]): Address => ({
    route: `/register/:key/${page}`,
    method: 'GET',
    roles: allowed,
    url: ({ key }) => `/register/${key}/${page}${page === 'ctf.xml' ? '?from=8204321&sex=F' : ''}`,
    about: 'pupil',
  })),
  {
    route: '/areas',
    method: 'GET',
    roles: keeping,
    url: ({ school }) => `/areas?school=${encodeURIComponent(school)}`,
    about: 'school',
  },
  {
    route: '/areas/file',
    method: 'POST',
    roles: keeping,
    url: ({ school }) => `/areas/file?school=${encodeURIComponent(school)}`,
    files: true,
    about: 'school',
  },
  {
    route: '/areas/scales',
    method: 'POST',
    roles: keeping,
    url: () => '/areas/scales',
    body: ({ school }) => ({ school, ...areaScale }),
    about: 'school',
  },
  {
    route: '/pupils/:key/areas',
    method: 'GET',
    roles: withPupils,
    url: ({ key }) => `/pupils/${key}/areas`,
    about: 'pupil',
  },
  {
    route: '/pupils/:key/areas',
    method: 'POST',
    roles: withPupils,
    url: ({ key }) => `/pupils/${key}/areas`,
    body: { do: 'enter', scale: 'sdq-total', source: 'teacher', on_day: '2026-12-01', score: '8' },
    about: 'pupil',
  },
  {
    route: '/pupils/:key/areas/picture',
    method: 'GET',
    roles: withPupils,
    url: ({ key }) => `/pupils/${key}/areas/picture?scale=sdq-total&source=teacher`,
    about: 'pupil',
  },
  {
    route: '/letters',
    method: 'GET',
    roles: keeping,
    url: ({ school }) => `/letters?school=${encodeURIComponent(school)}`,
    about: 'school',
  },
  {
    route: '/letters/:kind',
    method: 'GET',
    roles: keeping,
    url: ({ key }) => `/letters/support?pupil=${key}`,
    about: 'pupil',
  },
  {
    route: '/letters/:kind',
    method: 'POST',
    roles: keeping,
    url: () => '/letters/support',
    body: ({ key }) => ({ only: key, [`pupil.${key}`]: 'yes', do: 'make' }),
    about: 'pupil',
  },
  {
    route: '/letters/words/:kind',
    method: 'GET',
    roles: keeping,
    url: ({ school }) => `/letters/words/support?school=${encodeURIComponent(school)}`,
    about: 'school',
  },
  {
    route: '/letters/words/:kind',
    method: 'POST',
    roles: keeping,
    url: () => '/letters/words/review',
    body: ({ school }) => ({ school, seen: '0', do: 'save', words: 'Dear parents of {full-name}' }),
    about: 'school',
  },
  ...(['', '/letters.docx'] as const).map((end): Address => ({
    route: `/letters/made/:batch${end}`,
    method: 'GET',
    roles: keeping,
    url: () => `/letters/made/3f2c1f9e-7d4b-4a51-9d0e-1b2a3c4d5e6f${end}`,
    about: 'nobody',
  })),
  {
    route: '/letters/made/:batch',
    method: 'POST',
    roles: keeping,
    url: () => '/letters/made/3f2c1f9e-7d4b-4a51-9d0e-1b2a3c4d5e6f',
    body: { do: 'told' },
    about: 'nobody',
  },
  ...(['', '/print'] as const).map((page): Address => ({
    route: `/plans/:key${page}`,
    method: 'GET',
    roles: withPupils,
    url: ({ key }) => `/plans/${key}${page}`,
    about: 'pupil',
  })),
  ...Object.entries(planForms).map(([step, { roles: allowed, body }]): Address => ({
    route: `/plans/:key/${step}`,
    method: 'POST',
    roles: allowed,
    url: ({ key }) => `/plans/${key}/${step}`,
    body: ({ plan }) => ({ ...body, plan, version: '1' }),
    about: 'pupil',
  })),
  ...(['/provision', '/provision.csv', '/plan-templates'] as const).map((page): Address => ({
    route: page,
    method: 'GET',
    roles: withPupils,
    url: ({ school }) => `${page}?school=${encodeURIComponent(school)}`,
    about: 'school',
  })),
  {
    route: '/plan-templates',
    method: 'POST',
    roles: keeping,
    url: () => '/plan-templates',
    body: ({ school }) => ({ ...templateBody, school }),
    about: 'school',
  },
  {
    route: '/provision/new',
    method: 'GET',
    roles: keeping,
    url: ({ key }) => `/provision/new?pupil=${key}`,
    about: 'pupil',
  },
  {
    route: '/provision',
    method: 'POST',
    roles: keeping,
    url: () => '/provision',
    body: ({ school, key }) => ({ ...provisionBody, school, pupil: key }),
    about: 'pupil',
  },
  {
    route: '/provision/:provision',
    method: 'GET',
    roles: withPupils,
    url: ({ provision }) => `/provision/${provision}`,
    about: 'school',
  },
  {
    route: '/provision/:provision',
    method: 'POST',
    roles: keeping,
    url: ({ provision }) => `/provision/${provision}`,
    body: ({ school }) => ({ ...provisionBody, school }),
    about: 'school',
  },
  {
    route: '/provision/:provision/pupils',
    method: 'POST',
    roles: keeping,
    url: ({ provision }) => `/provision/${provision}/pupils`,
    body: ({ key }) => ({ day: '2026-12-11', [`pupil.${key}`]: '1' }),
    about: 'pupil',
  },
  {
    route: '/provision/:provision/undo',
    method: 'POST',
    roles: keeping,
    url: ({ provision }) => `/provision/${provision}/undo`,
    body: { version: '1' },
    about: 'school',
  },
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
    url: ({ transfer }) => `/moves/${transfer}/${step}`,
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
/** Reached by anybody: static files, whether the record answers, and signing in; and signing out, which ends the session it is tried with. */
export const apart = [
  'GET /assets/:mark/:name',
  'GET /health',
  'GET /sign-in',
  'POST /sign-in',
  'GET /sign-in/:link',
  'POST /sign-in/:link',
  'GET /sign-in/school',
  'GET /sign-in/school/callback',
  'POST /sign-out',
];

/** Answers to someone who may: an undo with nothing to take back, an agreement that is not there, a save built on a version that someone else has replaced. */
export const refusals: Readonly<Record<string, readonly number[]>> = {
  '/pupils/:key/undo': [400],
  // The pupils of the fixture have no unique pupil numbers.
  '/register/:key/ctf.xml': [400],
  '/pupils/:key/discussion': [409],
  '/actions': [404],
  // Results that forecast nothing, and no target to take back.
  '/targets/:key': [422],
  '/targets/:key/undo': [422],
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
  // Nobody is ticked, and nobody has signed.
  '/register/from-file': [422],
  // A file without the columns that are needed; a result that stands there since the role before.
  '/areas/file': [422],
  '/pupils/:key/areas': [422],
  // Nobody of these is on the register; words that were changed by the one before; letters that are not there.
  '/letters/:kind': [422],
  '/letters/words/:kind': [422],
  '/letters/made/:batch': [404],
  '/letters/made/:batch/letters.docx': [404],
  // What is not there, or is there already, is said on the page with what was typed.
  ...Object.fromEntries(
    [...Object.keys(registerForms), ...Object.keys(besidePlan)].map((step) => [`/register/:key/${step}`, [422]]),
  ),
  ...Object.fromEntries(Object.keys(registerForms).map((step) => [`/register/:key/${step}`, [422]])),
  ...Object.fromEntries(Object.keys(planForms).map((step) => [`/plans/:key/${step}`, [422]])),
  // No plan runs; the pupils of the class are in no provision, or it was changed meanwhile.
  '/plans/:key/print': [400],
  '/provision/:provision': [404, 422],
  '/provision/:provision/pupils': [422],
  '/provision/:provision/undo': [422],
};

/** Routes of the application as it registered them, “GET /agenda” …: what the matrix has to have an expectation for. */
export function registeredRoutes(app: FastifyInstance): string[] {
  const found: string[] = [];
  const branch: string[] = [];
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const match = /^([\s│]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/u.exec(line);
    if (!match) continue;
    const depth = match[1].length / 4;
    branch.length = depth;
    branch[depth] = match[2];
    for (const method of match[3]?.split(', ') ?? []) if (method !== 'HEAD') found.push(`${method} ${branch.join('')}`);
  }
  return found;
}

/** Those of them that nobody said anything about. */
export function routesForgotten(app: FastifyInstance): string[] {
  const known = new Set(addresses.map(({ method, route }) => `${method} ${route}`));
  return registeredRoutes(app).filter((one) => !known.has(one) && !apart.includes(one));
}

/** What an address is asked with, as its method sends it. */
export function requestOf(address: Address, to: Target, { cookie, token }: { cookie: string; token: string }) {
  const sent = address.files
    ? multipart({ 'a.csv': 'UPN,Surname\n' }, token)
    : {
        payload: new URLSearchParams({
          token,
          ...(typeof address.body === 'function' ? address.body(to) : address.body),
        }).toString(),
        type: 'application/x-www-form-urlencoded',
      };
  return {
    method: address.method,
    url: address.url(to),
    headers: { cookie, ...(address.method === 'POST' ? { 'content-type': sent.type } : {}) },
    ...(address.method === 'POST' ? { payload: sent.payload } : {}),
  };
}
