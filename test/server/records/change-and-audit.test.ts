import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepPassphrase } from '../../../server/people/manage-people.ts';
import { hashPassphrase } from '../../../server/people/passphrase-hash.ts';
import { addPerson } from '../../../server/people/people.ts';
import { newSignInToken } from '../../../server/people/sign-in-tokens.ts';
import { makeImportFolder } from '../../../server/imports/import-folder.ts';
import { keepUndo } from '../../../server/imports/undo-answers.ts';
import { addImport, changeImport, saveMapping, type ImportChange } from '../../../server/records/data-imports.ts';
import { startMeeting } from '../../../server/records/discussions/meetings.ts';
import { provisions } from '../../../server/records/provision/provisions.ts';
import { proposeTransfer } from '../../../server/records/transfers/transfers.ts';
import { multipart } from '../data-app.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { planForms, provisionBody } from '../people/addresses.ts';
import { withForecasts } from '../with-forecasts.ts';
import { fixtureRunId, runsInMemory, testApp, tokenOf, type TestApp } from '../signed-in.ts';
import { visitor, type Visitor } from '../visitor.ts';

type Form = Readonly<Record<string, string>>;

/** One thing that somebody does, with all it needs there already. */
interface Deed {
  readonly url: string;
  readonly form?: Form;
  /** Files that the form brings, in place of fields. */
  readonly files?: Form;
  /** Default: a headteacher of every school, who has no school that the audit could take by itself. */
  readonly who?: Visitor;
  /** Schools whose audit has the deed's lines. Default: Oak Primary. */
  readonly schools?: readonly (string | null)[];
  /** Sessions and tables apart nothing is changed. */
  readonly sessionOnly?: true;
}

const oldRun = '2026-03-04-0123456789ab';
const both = ['Elm Primary', 'Oak Primary'];
const bySchool = (a: string | null, b: string | null) => (a ?? '').localeCompare(b ?? '', 'en');
const today = '2026-12-10';
let server: TestApp;
let folder: string;
let head: Visitor;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'same-start-audit-'));
  const plain = fixtureRun({ schools: both, pupils: 40 });
  const content = withForecasts(plain, plain.tables.agenda.columns.pupil_id.values);
  const known = runsInMemory({ id: fixtureRunId, content }, { id: oldRun, content });
  const runs = { ...known, list: async () => (await known.list()).map((run) => ({ ...run, schools: both })) };
  server = await testApp({ runs, data: data() }, content);
  head = visitor(server.app, { cookie: await server.signIn('headteacher') });
});
afterAll(async () => {
  await server.app.close();
  await server.record.close();
  rmSync(folder, { recursive: true, force: true });
});

const data = () => ({ files: join(folder, 'files'), runs: join(folder, 'runs'), folders: [join(folder, 'none')] });

let last = 0;
let people = 0;
/** A pupil nobody has written about. */
async function someone(school = 'Oak Primary') {
  last += 1;
  const pupilId = fixturePupil(school, last > 12 ? '4J' : '4K', last > 12 ? last - 12 : last);
  return { pupilId, school, key: await pupilKeyOf(server, pupilId) };
}

async function person(passphrase?: string, role: 'senco' | 'teacher' = 'senco'): Promise<string> {
  people += 1;
  const signInName = `roe${people}`;
  const added = { name: 'Ms Roe', role, school: 'Oak Primary', signInName };
  const personId = await addPerson(server.record, added);
  if (passphrase) await keepPassphrase(server.record, personId, await hashPassphrase(passphrase));
  return personId;
}

const signInNameOf = async (personId: string) =>
  (await server.record.db.selectFrom('person').selectAll().where('person_id', '=', personId).executeTakeFirstOrThrow())
    .sign_in_name!;

async function signedIn(personId: string): Promise<Visitor> {
  const own = visitor(server.app);
  await own.get(`/sign-in/${await newSignInToken(server.record, personId, 5)}`);
  return own;
}

async function done(deed: Deed): Promise<void> {
  expect((await send(deed)).status, deed.url).toBeLessThan(400);
}

const meetingIn = async (school: string, className: string) => {
  const at = new Date('2026-12-10T09:00:00Z');
  const going = { school, class: className, runId: fixtureRunId, minutes: 45, personId: 'local', at };
  return `/meetings/${(await startMeeting(server.record, going)).meeting_id}`;
};

const report = {
  report: { roll: { schools: [{ school: 'Oak Primary' }] } },
  notUsed: [{ file: 'a.csv', rows: 1, back: { table: 'assessments' } }],
  usable: true,
};
async function brought(change: ImportChange): Promise<string> {
  const at = new Date();
  const importId = await addImport(server.record, { school: null, folder: null, personId: 'local', at });
  await changeImport(server.record, importId, { report: JSON.stringify(report), ...change }, at);
  await makeImportFolder(data(), importId);
  return `/data/imports/${importId}`;
}

async function move(): Promise<string> {
  const { pupilId, school } = await someone();
  await proposeTransfer(
    server.record,
    { pupilId, from: school, to: 'Elm Primary' },
    { personId: null, at: new Date() },
  );
  const { transfer_id } = await server.record.db
    .selectFrom('transfer')
    .select('transfer_id')
    .where(sql<boolean>`pupil_id = ${pupilId}`)
    .executeTakeFirstOrThrow();
  return `/moves/${transfer_id}`;
}

const emptyBoxes = 'can_do tried agreed who by_when will_see note pupil_says home_says asks parent_told'.split(' ');
const agreement = {
  ...Object.fromEntries(emptyBoxes.map((name) => [name, ''])),
  run: fixtureRunId,
  version: '0',
  outcome: 'keep-watching',
  considered: 'not known',
  agreed: 'Read twice a week',
};
const entry = {
  status: 'K',
  from_on: today,
  difficulty: 'needs time to answer',
  entry_provision: 'small group',
  decided_by: 'S. Khan',
  told_on: '2026-12-08',
  told_by: 'S. Khan',
  told_how: 'in a talk',
};
const leaving = {
  left_on: today,
  left_because: 'progress holds',
  left_told_on: today,
  left_told_by: 'S. Khan',
  watch_until: '2027-03-10',
};
const noNeeds = { need_2: '', need_3: '', note_1: '', note_2: '', note_3: '' };
const plan = { start_on: today, review_on: '2027-03-10', hoped_for: 'reads on', plan_provision: 'partner' };
const watching = { watch_because: 'left support', look_again_on: '2027-03-10' };
const reviewed = {
  reviewed_on: today,
  effect: 'partly',
  came_of_it: 'reads on',
  review_pupil_says: 'likes it',
  review_home_says: 'reads at home',
};
const newEntry = { entry: '', seen: '0' };
const request = { seen: '0', kind: 'requested', on_day: today, by_whom: 'the school', detail: '' };
const agency = {
  ...newEntry,
  name: 'Speech therapy',
  contact: '',
  since_on: today,
  last_contact_on: '',
  reports: '',
  consent: 'not asked',
  consent_by: '',
  consent_on: '',
  consent_note: '',
  ended_on: '',
};
const reader = {
  ...newEntry,
  arrangement: 'a reader',
  basis: 'reads slowly',
  normal_way: 'every test in class',
  since_on: today,
  ended_on: '',
};
const works = { ...newEntry, strengths: 'maps', works: 'one step at a time', avoid: '' };
const roe = { name: 'Ms Roe', role: 'teacher', school: 'Oak Primary', signInName: '', address: '' };
const chosen = { passphrase: 'green ladder by noon', again: 'green ladder by noon' };

const register =
  (step: string, form: Form, before: readonly (readonly [string, Form])[] = []) =>
  async () => {
    const { key } = await someone();
    for (const [earlier, sent] of before) await done({ url: `/register/${key}/${earlier}`, form: sent });
    return { url: `/register/${key}/${step}`, form };
  };
/** Takes back what a form has just saved. */
const undone = (step: string, form: Form) => async () => {
  const deed = await register(`${step}/undo`, {}, [[step, form]])();
  const { entry_id } = await server.record.db
    .selectFrom('support_entry')
    .select('entry_id')
    .orderBy('rowid' as 'entry_id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return { ...deed, form: { entry: entry_id, seen: '1' } };
};
/** A step of a plan, of one that runs where it needs one. */
const planStep =
  (step: string, running = false) =>
  async (): Promise<Deed> => {
    const { key } = await someone();
    const plan = running ? await planOf(key) : '';
    return { url: `/plans/${key}/${step}`, form: { ...planForms[step].body, plan, version: running ? '1' : '0' } };
  };
async function planOf(key: string): Promise<string> {
  await done({ url: `/plans/${key}/plan`, form: { ...planForms['plan'].body, plan: '', version: '0' } });
  const page = (await head.get(`/plans/${key}`)).body;
  return /name="plan" value="([^"]+)"/.exec(page)![1];
}
async function provided(): Promise<string> {
  const before = new Set(await provisionIds());
  await done({ url: '/provision', form: { ...provisionBody, school: 'Oak Primary' } });
  return `/provision/${(await provisionIds()).find((id) => !before.has(id))}`;
}
async function provisionIds(): Promise<string[]> {
  return (await provisions(server.record, 'Oak Primary')).map(({ provision_id }) => provision_id);
}
const stepOf = (step: string) => async (): Promise<Deed> => ({
  url: `/people/${await person()}/steps`,
  form: { version: '1', step },
  ...(step === 'sign-out' ? { sessionOnly: true } : {}),
});
const withPurpose = async (url: string): Promise<Deed> => {
  const who = visitor(server.app, { cookie: await server.signIn('trust-lead') });
  const form = { school: 'Oak Primary', purpose: 'planning reading support' };
  if (url !== '/names') await done({ url: '/names', form, who });
  return { url, form: url === '/names' ? form : {}, who, sessionOnly: true };
};

/** A letter to the parents of a pupil on the register, with a plan. */
const letter = async () => {
  const { key } = await someone();
  await done({ url: `/register/${key}/entry`, form: entry });
  await done({ url: `/register/${key}/needs`, form: { need_1: 'SLCN', ...noNeeds } });
  await done({ url: `/register/${key}/plan`, form: plan });
  const all = { 'all.contact': 'the office', 'all.from': 'S. Khan' };
  return {
    url: '/letters/support',
    form: { only: key, [`pupil.${key}`]: 'yes', [`one.${key}`]: 'draws maps', ...all, do: 'make' },
  };
};

/** Routes that change nothing of the record, whatever they are sent. */
const target = {
  run: fixtureRunId,
  subject: 'reading',
  until: 'year',
  level: 'aspirational',
  reason: 'loves books',
  seen: '',
};

const changeNothing = ['/find', '/data/look'];

/** For every other route that is sent a form, what is done there: all that it may write is written by one of these. */
const deeds: Readonly<Record<string, readonly (() => Promise<Deed>)[]>> = {
  '/settings': [
    () => {
      const form = { school: 'Oak Primary', seen: '0', does: 'save', because: 'agreed', 'criteria.met': '0.8' };
      return Promise.resolve({ url: '/settings', form });
    },
  ],
  '/register/documents': [
    () => {
      const form = { school: 'Oak Primary', document: 'sen-policy', seen: '0', review_on: '2027-09-01' };
      return Promise.resolve({ url: '/register/documents', form });
    },
  ],
  '/targets/:key': [async () => ({ url: `/targets/${(await someone()).key}`, form: target })],
  '/targets/:key/undo': [
    async () => {
      const { key, pupilId } = await someone();
      await done({ url: `/targets/${key}`, form: target });
      const { target_id } = await server.record.db
        .selectFrom('pupil_target')
        .select('target_id')
        .where(sql<boolean>`pupil_id = ${pupilId}`)
        .executeTakeFirstOrThrow();
      return { url: `/targets/${key}/undo`, form: { run: fixtureRunId, target: target_id } };
    },
  ],
  '/targets/class': [
    () => {
      const of = { school: 'Oak Primary', class: '4J', checked: 'yes' };
      return Promise.resolve({ url: '/targets/class', form: { ...target, ...of } });
    },
  ],
  '/actions': [
    async () => {
      const { key, pupilId } = await someone();
      await done({ url: `/pupils/${key}/discussion`, form: agreement });
      const { discussion_id } = await server.record.db
        .selectFrom('discussion')
        .select('discussion_id')
        .where(sql<boolean>`pupil_id = ${pupilId}`)
        .executeTakeFirstOrThrow();
      return { url: '/actions', form: { discussion: discussion_id } };
    },
  ],
  '/pupils/:key/discussion': [async () => ({ url: `/pupils/${(await someone()).key}/discussion`, form: agreement })],
  '/pupils/:key/undo': [
    async () => {
      const { key } = await someone();
      await done({ url: `/pupils/${key}/discussion`, form: agreement });
      return { url: `/pupils/${key}/undo`, form: { run: fixtureRunId } };
    },
  ],
  '/pupils/:key/add': [
    async () => ({
      url: `/pupils/${(await someone()).key}/add`,
      form: { run: fixtureRunId, reason: 'forgets number facts', source: 'teacher' },
    }),
  ],
  '/prepare': [
    async () => {
      const { key } = await someone();
      const form = { [`version.${key}`]: '0', [`note.${key}`]: 'ask about glasses' };
      return { url: '/prepare', form: { run: fixtureRunId, school: 'Oak Primary', class: '4K', ...form } };
    },
  ],
  '/meetings': [
    async () => ({
      url: '/meetings',
      form: { class: JSON.stringify(['Elm Primary', '4J']), minutes: '45' },
      schools: ['Elm Primary'],
    }),
  ],
  '/agenda/several': (['add', 'aside'] as const).map((step) => async () => {
    await meetingIn('Oak Primary', '4J');
    const pupil = await pupilKeyOf(server, fixturePupil('Oak Primary', '4J', step === 'add' ? 11 : 1));
    const form = { run: fixtureRunId, school: 'Oak Primary', class: '4J', pupil, step, confirmed: 'yes' };
    return { url: '/agenda/several', form: { ...form, reason: 'forgets number facts' } };
  }),
  '/meetings/:meeting/add': [
    async () => ({
      url: `${await meetingIn('Oak Primary', '4K')}/add`,
      form: {
        pupil: await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 12)),
        reason: 'forgets number facts',
        source: 'parent',
      },
    }),
  ],
  '/meetings/:meeting/pupils/:key': [
    async () => {
      const key = await pupilKeyOf(server, fixturePupil('Elm Primary', '4K', 1));
      const url = `${await meetingIn('Elm Primary', '4K')}/pupils/${key}`;
      return { url, form: { ...agreement, go: 'stay' }, schools: ['Elm Primary'] };
    },
  ],
  '/meetings/:meeting/pupils/:key/park': [
    async () => {
      const key = await pupilKeyOf(server, fixturePupil('Elm Primary', '4K', 2));
      return { url: `${await meetingIn('Elm Primary', '4K')}/pupils/${key}/park`, schools: ['Elm Primary'] };
    },
  ],
  '/meetings/:meeting/end': [
    async () => ({ url: `${await meetingIn('Elm Primary', '4K')}/end`, schools: ['Elm Primary'] }),
  ],
  '/register/:key/entry': [register('entry', entry)],
  '/register/:key/leave': [register('leave', leaving, [['entry', entry]])],
  '/register/:key/undo': [
    async () => {
      const deed = await register('undo', {}, [['entry', { ...entry, difficulty: 'needs a quiet place' }]])();
      const { entry_id } = await server.record.db
        .selectFrom('register_entry')
        .select('entry_id')
        .where('difficulty', '=', 'needs a quiet place')
        .executeTakeFirstOrThrow();
      return { ...deed, form: { entry: entry_id, seen: '1' } };
    },
  ],
  '/register/from-file': [
    async () => {
      // Supported in the fixture's run, and entered by nobody.
      const key = await pupilKeyOf(server, fixturePupil('Elm Primary', '4K', 4));
      const row = {
        [`listed.${key}`]: 'yes',
        [`enter.${key}`]: 'yes',
        [`status.${key}`]: 'K',
        [`need.${key}`]: 'SLCN',
      };
      return {
        url: '/register/from-file',
        form: { ...row, school: 'Elm Primary', signed: 'yes' },
        schools: ['Elm Primary'],
      };
    },
  ],
  '/register/choices': [
    async () => ({
      url: '/register/choices',
      form: { school: 'Elm Primary', show: 'due', name: 'mine' },
      schools: ['Elm Primary'],
    }),
  ],
  '/register/choices/forget': [
    async () => {
      const form = { school: 'Oak Primary', show: 'due', name: 'to forget' };
      await done({ url: '/register/choices', form });
      const { choice_id } = await server.record.db
        .selectFrom('saved_choice')
        .select('choice_id')
        .where('name', '=', 'to forget')
        .executeTakeFirstOrThrow();
      return { url: '/register/choices/forget', form: { choice: choice_id } };
    },
  ],
  '/register/:key/needs': [register('needs', { need_1: 'SLCN', ...noNeeds })],
  '/register/:key/plan': [register('plan', plan)],
  '/register/:key/review': [
    async () => {
      const deed = await register('review', reviewed, [['plan', { ...plan, hoped_for: 'reads well' }]])();
      const { plan_id } = await server.record.db
        .selectFrom('support_plan')
        .select('plan_id')
        .where('hoped_for', '=', 'reads well')
        .executeTakeFirstOrThrow();
      return { ...deed, form: { ...deed.form, plan: plan_id } };
    },
  ],
  '/plans/:key/plan': [
    planStep('plan'),
    async () => {
      const { key } = await someone();
      const plan = await planOf(key);
      return { url: `/plans/${key}/plan`, form: { ...planForms['plan'].body, outcome_2: 'asks', plan, version: '1' } };
    },
  ],
  '/plans/:key/strategies': [planStep('strategies', true)],
  '/plans/:key/review': [planStep('review', true)],
  '/plans/:key/undo': [planStep('undo', true)],
  '/plan-templates': [
    async () => ({
      url: '/plan-templates',
      form: {
        school: 'Oak Primary',
        template: '',
        version: '0',
        name: 'Reading aloud',
        need: '',
        strategies: 'a partner',
        provision: '',
      },
    }),
  ],
  '/provision': [
    async () => ({
      url: '/provision',
      form: { ...provisionBody, school: 'Oak Primary', pupil: (await someone()).key },
    }),
  ],
  '/provision/:provision': [
    async () => ({ url: await provided(), form: { ...provisionBody, minutes: '25', school: 'Oak Primary' } }),
  ],
  '/provision/:provision/pupils': [
    async () => {
      const form = { day: '2026-12-11', [`pupil.${(await someone()).key}`]: '1' };
      return { url: `${await provided()}/pupils`, form };
    },
    async () => {
      const { key, pupilId } = await someone();
      const url = `${await provided()}/pupils`;
      await done({ url, form: { day: '2026-12-11', [`pupil.${key}`]: '1' } });
      return { url, form: { day: '2026-12-18', ends: pupilId } };
    },
  ],
  '/provision/:provision/undo': [
    async () => {
      const url = await provided();
      await done({ url, form: { ...provisionBody, minutes: '25', school: 'Oak Primary' } });
      return { url: `${url}/undo`, form: { version: '2' } };
    },
  ],
  '/register/:key/monitoring': [register('monitoring', watching)],
  '/register/:key/monitoring/end': [
    register('monitoring/end', { ended_because: 'progress holds' }, [['monitoring', watching]]),
  ],
  '/register/:key/higher/step': [register('higher/step', request)],
  '/register/:key/higher/undo': [
    async () => {
      const deed = await register('higher/undo', {}, [['higher/step', request]])();
      const { step_id } = await server.record.db
        .selectFrom('ehc_step')
        .select('step_id')
        .orderBy('rowid' as 'step_id', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow();
      return { ...deed, form: { seen: '1', step: step_id } };
    },
  ],
  '/register/:key/agencies': [register('agencies', agency)],
  '/register/:key/agencies/undo': [undone('agencies', agency)],
  '/register/:key/access': [register('access', reader)],
  '/register/:key/access/undo': [undone('access', reader)],
  '/register/:key/works': [register('works', works)],
  '/register/:key/works/undo': [undone('works', works)],
  '/pupils/:key/areas': [
    async () => ({
      url: `/pupils/${(await someone()).key}/areas`,
      form: { do: 'enter', scale: 'sdq-total', source: 'teacher', on_day: '2026-12-01', score: '8' },
    }),
  ],
  '/areas/file': [
    async () => ({
      url: '/areas/file?school=Oak%20Primary',
      files: {
        'areas.csv': `pupil_id,date,scale,source,score\n${(await someone()).pupilId},2026-12-01,sdq-total,self,8\n`,
      },
    }),
  ],
  '/areas/scales': [
    async () => ({
      url: '/areas/scales',
      form: {
        school: 'Oak Primary',
        scale: '',
        seen: '0',
        name: 'Worries',
        higher: 'better',
        min: '0',
        max: '20',
        reliability: '',
        deviation: '',
        stated: '',
      },
    }),
  ],
  '/letters/:kind': [letter],
  '/letters/made/:batch': [
    async () => {
      const { url, form } = await letter();
      const made = (await head.send(url, form, '/sign-out')).location;
      const batch = made.split('/').at(-1)!;
      const { letter_id } = await server.record.db
        .selectFrom('letter_made')
        .select('letter_id')
        .where('batch_id', '=', batch)
        .executeTakeFirstOrThrow();
      const told = { told_on: today, told_by: 'S. Khan', told_how: 'in a talk' };
      return { url: made, form: { do: 'told', [`letter.${letter_id}`]: '1', ...told } };
    },
  ],
  '/letters/words/:kind': [
    async () => ({
      url: '/letters/words/support',
      form: { school: 'Oak Primary', seen: '0', do: 'save', words: 'Dear parents of {full-name}' },
    }),
  ],
  '/data/folder': [async () => ({ url: '/data/folder', form: { folder: '0' }, schools: [null] })],
  '/data/upload': [async () => ({ url: '/data/upload', files: { 'a.csv': 'UPN,Surname\n' }, schools: [null] })],
  '/data/imports/:id/files': [
    async () => ({ url: `${await brought({ state: 'checked' })}/files`, files: { 'a.csv': 'UPN,Surname\n' } }),
  ],
  '/data/imports/:id/mended': [
    async () => ({
      url: `${await brought({ state: 'checked' })}/mended?file=a.csv`,
      files: { 'a.csv': 'pupil_id\n' },
    }),
  ],
  '/data/imports/:id/answers': [
    async () => {
      const proposal = JSON.stringify({ questions: [], guesses: [] });
      const url = await brought({ state: 'questions', mapping: '{}', proposal });
      const { changed_at } = await server.record.db
        .selectFrom('data_import')
        .select('changed_at')
        .where('import_id', '=', url.split('/').at(-1)!)
        .executeTakeFirstOrThrow();
      return { url: `${url}/answers`, form: { seen: changed_at } };
    },
  ],
  '/data/imports/:id/undo': [
    async () => {
      const proposal = JSON.stringify({ questions: [], guesses: [] });
      const url = await brought({ state: 'checked', mapping: '{"now":1}', proposal });
      const before = { state: 'questions', mapping: '{}', proposal, kept: '{}' } as const;
      await keepUndo(data(), url.split('/').at(-1)!, before);
      return { url: `${url}/undo` };
    },
  ],
  '/data/answers': [
    async () => {
      const mapping = JSON.stringify({
        columns: {},
        aspects: { Art: { ignore: true } },
        windows: {},
        codes: {},
        people: {},
      });
      await saveMapping(server.record, '', { mapping, personId: 'local', at: new Date() });
      const seen = /name="seen" value="([^"]+)"/.exec((await head.get('/data/answers')).body)![1];
      return { url: '/data/answers', form: { seen }, schools: [null] };
    },
  ],
  '/data/imports/:id/run': [async () => ({ url: `${await brought({ state: 'checked' })}/run` })],
  '/data/imports/:id/discard': [async () => ({ url: `${await brought({ state: 'checked' })}/discard` })],
  '/data/runs/:run/release': [async () => ({ url: `/data/runs/${oldRun}/release`, schools: both })],
  '/data/runs/:run/withdraw': [
    async () => ({ url: `/data/runs/${oldRun}/withdraw`, form: { reason: 'wrong class lists' }, schools: both }),
  ],
  '/people': [async () => ({ url: '/people', form: roe })],
  '/people/:person': [
    async () => ({
      url: `/people/${await person()}`,
      form: { ...roe, version: '1', school: 'Elm Primary' },
      schools: both,
    }),
  ],
  '/people/several': [
    async () => ({
      url: '/people/several',
      form: { step: 'disable', person: `${await person()}.1`, confirmed: 'yes' },
    }),
    async () => ({ url: '/people/several', form: { step: 'link', person: `${await person()}.1`, confirmed: 'yes' } }),
    async () => ({
      url: '/people/several',
      form: {
        step: 'classes',
        person: `${await person(undefined, 'teacher')}.1`,
        confirmed: 'yes',
        class: '4K',
        from: '2026-09-01',
      },
    }),
  ],
  '/people/:person/steps': [
    stepOf('link'),
    stepOf('sign-out'),
    stepOf('disable'),
    async () => {
      const url = `/people/${await person()}/steps`;
      await done({ url, form: { version: '1', step: 'disable' } });
      return { url, form: { version: '2', step: 'enable' } };
    },
  ],
  '/people/:person/classes': [
    async () => ({
      url: `/people/${await person()}/classes`,
      form: { version: '1', school: 'Oak Primary', class: '4K', from: '2026-09-01', until: '' },
    }),
  ],
  '/names': [() => withPurpose('/names')],
  '/names/stop': [() => withPurpose('/names/stop')],
  '/moves/:transfer/agree': [async () => ({ url: `${await move()}/agree`, schools: both })],
  '/moves/:transfer/refuse': [async () => ({ url: `${await move()}/refuse`, form: { because: 'is still here' } })],
  '/moves/settle': [
    async () => {
      await sql`insert into pupil_name (school, pupil_id, forename, surname) values ('', 'old-1', 'A', 'B')`.execute(
        server.record.db,
      );
      return { url: '/moves/settle', form: { pupil: 'old-1', school: 'Oak Primary' } };
    },
  ],
  '/account': [
    async () => {
      const personId = await person('purple kettle on ice');
      return { url: '/account', form: { current: 'purple kettle on ice', ...chosen }, who: await signedIn(personId) };
    },
  ],
  '/sign-in': [
    async () => {
      const name = await signInNameOf(await person('purple kettle on ice'));
      return {
        url: '/sign-in',
        form: { name, passphrase: 'purple kettle on ice', to: '/' },
        who: visitor(server.app),
      };
    },
  ],
  '/sign-in/:link': [
    async () => {
      const link = await newSignInToken(server.record, await person(), 5, 'passphrase');
      return { url: `/sign-in/${link}`, form: chosen, who: visitor(server.app) };
    },
  ],
  '/sign-out': [
    async () => ({
      url: '/sign-out',
      form: { everywhere: 'yes' },
      who: await signedIn(await person()),
      sessionOnly: true,
    }),
  ],
};

async function send({ url, form = {}, files, who = head }: Deed): Promise<{ status: number; body: string }> {
  if (!files) return who.send(url, form, url.startsWith('/sign-in') ? url : '/sign-out');
  const sent = multipart(files, tokenOf((await who.get('/sign-out')).body));
  const headers = { cookie: who.cookie, 'content-type': sent.type };
  const answer = await server.app.inject({ method: 'POST', url, headers, payload: sent.payload });
  return { status: answer.statusCode, body: answer.body };
}

/** Every row of the record, but for the audit with its counter and attempts to sign in; of sessions, whose there are. */
async function everything(): Promise<Record<string, unknown>> {
  const { db } = server.record;
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' and name not in ('audit', 'sign_in_failure', 'session', 'sqlite_sequence')
    order by name`.execute(db);
  const found: Record<string, unknown> = {};
  for (const { name } of rows) found[name] = (await sql`select * from ${sql.table(name)}`.execute(db)).rows;
  found['session'] = await db.selectFrom('session').select(['session_hash', 'person_id']).execute();
  return found;
}

async function auditSince(entryBefore: number) {
  const { db } = server.record;
  return db.selectFrom('audit').select(['action', 'school']).where('entry', '>', entryBefore).execute();
}

async function lastEntry(): Promise<number> {
  const { rows } = await sql<{ entry: number }>`select coalesce(max(entry), 0) as entry from audit`.execute(
    server.record.db,
  );
  return rows[0].entry;
}

/** Routes that take a form, as the application itself lists them. */
function postRoutes(): string[] {
  const found: string[] = [];
  const branch: string[] = [];
  for (const line of server.app.printRoutes({ commonPrefix: false }).split('\n')) {
    const match = /^([\s│]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/u.exec(line);
    if (!match) continue;
    const depth = match[1].length / 4;
    branch.length = depth;
    branch[depth] = match[2];
    if (match[3]?.includes('POST')) found.push(branch.join(''));
  }
  return found;
}

test('every route that takes a form is here', () => {
  const here = [...Object.keys(deeds), ...changeNothing];
  expect(postRoutes().toSorted()).toEqual(here.toSorted());
});

describe.each(Object.entries(deeds))('POST %s', (_route, ways) => {
  test.each(ways.map((way, place) => [place + 1, way] as const))(
    'writes its change and its line in the audit, or neither (%i)',
    async (_place, prepared) => {
      await server.app.imports?.idle(); // what an earlier deed has begun to read ends in the record, too
      const deed = await prepared();
      const { schools = ['Oak Primary'], sessionOnly } = deed;
      const { db } = server.record;
      const before = await everything();
      const entry = await lastEntry();
      await sql`create trigger no_audit before insert on audit begin select raise(abort, 'no'); end`.execute(db);
      const refused = await send(deed);
      await sql`drop trigger no_audit`.execute(db);
      expect(refused.status).toBe(500);
      expect(await everything()).toEqual(before);
      expect(await auditSince(entry)).toEqual([]);
      const answer = await send(deed);
      expect(answer.status, answer.body).toBeLessThan(400);
      const { session: _session, ...after } = await everything();
      const { session: _old, ...kept } = before;
      if (sessionOnly) expect(after).toEqual(kept);
      else expect(after).not.toEqual(kept);
      const lines = await auditSince(entry);
      expect([...new Set(lines.map(({ school }) => school))].toSorted(bySchool)).toEqual(schools);
    },
  );
});
