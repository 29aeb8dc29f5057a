/**
 * A disk without space, for every form there is: SQLite itself refuses to make the record larger (`max_page_count`), and the
 * operating system takes no byte of a file (`/dev/full`). `npm run test:faults` does the same on a disk that is really full.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { usualLetters } from '../../../engine/index.ts';
import { newSignInToken } from '../../../server/people/sign-in-tokens.ts';
import { addPerson } from '../../../server/people/people.ts';
import { hashPassphrase } from '../../../server/people/passphrase-hash.ts';
import { audit } from '../../../server/records/audit.ts';
import { makeImportFolder } from '../../../server/imports/import-folder.ts';
import { keepUndo } from '../../../server/imports/undo-answers.ts';
import { addImport, changeImport, saveMapping } from '../../../server/records/data-imports.ts';
import { keepPupilNames } from '../../../server/records/pupils/pupil-names.ts';
import { proposeTransfer, transfers } from '../../../server/records/transfers/transfers.ts';
import { multipart } from '../data-app.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { areaScale, besidePlan, planForms, provisionBody } from '../people/addresses.ts';
import { cookieOf, fixtureRunId, testApp, tokenOf, type TestApp } from '../signed-in.ts';
import { withForecasts } from '../with-forecasts.ts';

const folder = mkdtempSync(join(tmpdir(), 'same-start-full-'));
const at = new Date('2026-12-10T09:00:00Z');
const passphrase = 'four blue kites over a lake';
let server: TestApp;
let head: string;
beforeAll(async () => {
  const data = { files: join(folder, 'files'), runs: join(folder, 'runs'), folders: [join(folder, 'data')] };
  mkdirSync(data.folders[0]);
  const forecast = [1, 2, 3].map((number) => fixturePupil('Oak Primary', '4K', number));
  server = await testApp({ data }, withForecasts(fixtureRun(), forecast));
  head = await server.signIn('headteacher');
  const passwordHash = await hashPassphrase(passphrase);
  for (const name of ['Ms Roe', 'Mr Poe'])
    await addPerson(
      server.record,
      { name, role: 'headteacher', school: 'Oak Primary', signInName: name, passwordHash },
      name.slice(3).toLowerCase(),
    );
});
afterAll(async () => {
  await server.app.close();
  rmSync(folder, { recursive: true, force: true });
});

const value = async (pragma: string) =>
  Number(Object.values((await sql`pragma ${sql.raw(pragma)}`.execute(server.record.db)).rows[0] as object)[0]);

/** No page can be added, none is free, and the last one of the audit has no room for another entry. */
async function fillDisk(): Promise<void> {
  const { db } = server.record;
  await sql`create table if not exists filler (content blob) strict`.execute(db);
  await sql`pragma max_page_count = ${sql.raw(String(await value('page_count')))}`.execute(db);
  for (const bytes of [40_000, 4000, 400, 40, 1])
    await untilFull(() => sql`insert into filler values (zeroblob(${bytes}))`.execute(db));
  // An index has pages of its own, by what it holds: entries of every kind, until the audit itself takes none.
  for (const letter of '0123456789abcdefghijklmnopqrstuvwxyz')
    for (const personId of [null, 'local'])
      for (const school of [null, 'Oak Primary'])
        await untilFull(() => audit(server.record, { personId, action: letter, object: letter, school }));
}

async function untilFull(write: () => Promise<unknown>): Promise<void> {
  for (;;)
    try {
      await write();
    } catch (error) {
      expect((error as { code?: string }).code).toBe('SQLITE_FULL');
      return;
    }
}

async function emptyDisk(): Promise<void> {
  await sql`pragma max_page_count = 1073741823`.execute(server.record.db);
}

/** Everything in the record but for sessions, which every page may touch. */
async function recordNow(): Promise<Record<string, unknown[]>> {
  const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(
    server.record.db,
  );
  const names = rows
    .map(({ name }) => name)
    .filter((name) => !/^(sqlite_|kysely_|session$|filler$|sign_in_failure)/.test(name));
  const tables: Record<string, unknown[]> = {};
  for (const name of names) tables[name] = (await sql`select * from ${sql.table(name)}`.execute(server.record.db)).rows;
  return tables;
}

interface Sent {
  readonly url: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** Whose form it is; default: the headteacher’s. */
  readonly cookie?: string;
  /** Page that gives the token; default: the page about signing out. */
  readonly from?: string;
}

const sentBy = async ({ cookie = head, from = '/sign-out' }: Sent): Promise<{ cookie: string; token: string }> => {
  const page = await server.app.inject({ url: from, headers: { cookie } });
  const set = [page.headers['set-cookie']].flat()[0];
  return { cookie: set === undefined ? cookie : set.split(';')[0], token: tokenOf(page.body) };
};

function send({ url, form, files }: Sent, { cookie, token }: { cookie: string; token: string }) {
  const sent = files
    ? multipart(files, token)
    : {
        payload: new URLSearchParams({ token, ...form }).toString(),
        type: 'application/x-www-form-urlencoded',
      };
  const headers = { cookie, 'content-type': sent.type };
  return server.app.inject({ method: 'POST', url, headers, payload: sent.payload });
}

const key = (number: number) => pupilKeyOf(server, fixturePupil('Oak Primary', '4K', number));
const agreement = {
  run: fixtureRunId,
  version: '0',
  outcome: 'keep-watching',
  considered: 'not known',
  agreed: 'reads with Ms Roe',
  who: 'Ms Roe',
  by_when: '2027-01-10',
  ...Object.fromEntries(
    ['can_do', 'tried', 'will_see', 'note', 'pupil_says', 'home_says', 'asks', 'parent_told'].map((name) => [name, '']),
  ),
};
const personForm = { name: 'Ms Doe', role: 'teacher', school: 'Oak Primary', signInName: '', address: '' };
const entry = {
  status: 'K',
  from_on: '2026-12-09',
  difficulty: 'needs time to answer',
  entry_provision: 'small group',
  decided_by: 'S. Khan',
  told_on: '2026-12-08',
  told_by: 'S. Khan',
  told_how: 'in a talk',
};
const leave = {
  left_on: '2026-12-10',
  left_because: 'needs no more than others',
  left_told_on: '2026-12-10',
  left_told_by: 'S. Khan',
  watch_until: '2027-03-10',
};
const save = async (number: number) => ({ url: `/pupils/${await key(number)}/discussion`, form: agreement });
const registered = async (number: number) => {
  const sent = { url: `/register/${await key(number)}/entry`, form: entry };
  const { statusCode } = await send(sent, await sentBy(sent));
  expect(statusCode).toBe(303);
};
const meeting = async () => {
  const sent = { url: '/meetings', form: { class: JSON.stringify(['Oak Primary', '4J']), minutes: '45' } };
  return (await send(sent, await sentBy(sent))).headers.location as string;
};
const brought = async (change: Parameters<typeof changeImport>[2]) => {
  const importId = await addImport(server.record, { school: null, folder: null, personId: 'local', at });
  await changeImport(server.record, importId, change, at);
  await makeImportFolder(server.app.imports!.settings, importId);
  return `/data/imports/${importId}`;
};
const report = JSON.stringify({
  usable: true,
  report: { roll: { schools: [] } },
  notUsed: [{ file: 'a.csv', back: { table: 'pupils' } }],
});
const proposed = async (number: number) => {
  const pupilId = fixturePupil('Oak Primary', '4J', number);
  const move = { pupilId, from: 'Elm Primary', to: 'Oak Primary' };
  await proposeTransfer(server.record, move, { personId: null, at });
  return (await transfers(server.record, null)).find((row) => row.pupil_id === pupilId)!.transfer_id;
};
const account = async () => {
  const sent = { url: '/sign-in', from: '/sign-in', cookie: '', form: { name: 'Mr Poe', passphrase, to: '/' } };
  const answer = await send(sent, await sentBy(sent));
  return cookieOf(answer.headers['set-cookie']);
};

const planStart = { ...planForms['plan'].body, plan: '', version: '0' };

/** A step of a plan that runs. */
async function planStep(pupil: number, step: string) {
  const url = `/plans/${await key(pupil)}`;
  const made = { url: `${url}/plan`, form: planStart };
  await send(made, await sentBy(made));
  const page = await server.app.inject({ url, headers: { cookie: head } });
  const plan = /name="plan" value="([^"]+)"/.exec(page.body)![1];
  return { url: `${url}/${step}`, form: { ...planForms[step].body, plan, version: '1' } };
}

/** A provision that is there. */
async function provided(): Promise<string> {
  const sent = { url: '/provision', form: { ...provisionBody, school: 'Oak Primary' } };
  return (await send(sent, await sentBy(sent))).headers['location'] as string;
}

const letterFrom = { school: 'Oak Primary', 'all.contact': 'the office, 01234', 'all.from': 'S. Khan', do: 'make' };

/** A letter about leaving support, to the parents of a pupil who has left the register. */
async function letterOf(number: number): Promise<Sent> {
  await registered(number);
  const leaving = { url: `/register/${await key(number)}/leave`, form: leave };
  await send(leaving, await sentBy(leaving));
  const one = await key(number);
  return {
    url: '/letters/leaving',
    form: { ...letterFrom, only: one, [`pupil.${one}`]: 'yes', [`one.${one}`]: 'explains ideas aloud' },
  };
}

/** Something kept beside a pupil’s plan, and the form that takes its last save back. */
async function besideUndo(kind: 'agencies' | 'access' | 'works', number: number): Promise<Sent> {
  const url = `/register/${await key(number)}/${kind}`;
  const sent = { url, form: besidePlan[kind].body };
  await send(sent, await sentBy(sent));
  const { entry_id } = await server.record.db
    .selectFrom('support_entry')
    .select('entry_id')
    .where('pupil_id', '=', fixturePupil('Oak Primary', '4K', number))
    .where('kind', '=', kind === 'agencies' ? 'agency' : kind)
    .executeTakeFirstOrThrow();
  return { url: `${url}/undo`, form: { entry: entry_id, seen: '1' } };
}

const target = {
  run: fixtureRunId,
  subject: 'reading',
  until: 'year',
  level: 'aspirational',
  reason: 'for all',
  seen: '',
};

/** A form that is taken where there is space, by route; made ready first. */
const forms: Readonly<Record<string, () => Promise<Sent>>> = {
  '/pupils/:key/discussion': () => save(1),
  '/pupils/:key/undo': async () => {
    const sent = await save(2);
    await send(sent, await sentBy(sent));
    return { url: `/pupils/${await key(2)}/undo`, form: { run: fixtureRunId } };
  },
  '/pupils/:key/add': async () => ({
    url: `/pupils/${await key(9)}/add`,
    form: { run: fixtureRunId, reason: 'forgets number facts', source: 'teacher' },
  }),
  '/actions': async () => {
    const sent = await save(3);
    await send(sent, await sentBy(sent));
    const { discussion_id } = await server.record.db
      .selectFrom('discussion')
      .select('discussion_id')
      .where('pupil_id', '=', fixturePupil('Oak Primary', '4K', 3))
      .executeTakeFirstOrThrow();
    return { url: '/actions', form: { discussion: discussion_id } };
  },
  '/prepare': async () => ({
    url: '/prepare',
    form: {
      run: fixtureRunId,
      school: 'Oak Primary',
      class: '4K',
      [`version.${await key(2)}`]: '0',
      [`note.${await key(2)}`]: 'ask about glasses',
    },
  }),
  '/meetings': async () => ({
    url: '/meetings',
    form: { class: JSON.stringify(['Oak Primary', '4K']), minutes: '45' },
  }),
  '/agenda/several': async () => ({
    url: '/agenda/several',
    form: {
      run: fixtureRunId,
      school: 'Oak Primary',
      class: '4J',
      pupil: await pupilKeyOf(server, fixturePupil('Oak Primary', '4J', 11)),
      step: 'add',
      confirmed: 'yes',
      reason: 'tired',
    },
  }),
  '/meetings/:meeting/add': async () => ({
    url: `${await meeting()}/add`,
    form: { pupil: await pupilKeyOf(server, fixturePupil('Oak Primary', '4J', 9)), reason: 'tired', source: 'parent' },
  }),
  '/meetings/:meeting/pupils/:key': async () => ({
    url: `${await meeting()}/pupils/${await pupilKeyOf(server, fixturePupil('Oak Primary', '4J', 1))}`,
    form: agreement,
  }),
  '/meetings/:meeting/pupils/:key/park': async () => ({
    url: `${await meeting()}/pupils/${await pupilKeyOf(server, fixturePupil('Oak Primary', '4J', 2))}/park`,
  }),
  '/meetings/:meeting/end': async () => ({ url: `${await meeting()}/end` }),
  '/register/:key/entry': async () => ({ url: `/register/${await key(4)}/entry`, form: entry }),
  '/register/:key/undo': async () => {
    await registered(9);
    const { entry_id } = await server.record.db
      .selectFrom('register_entry')
      .select('entry_id')
      .where('pupil_id', '=', fixturePupil('Oak Primary', '4K', 9))
      .executeTakeFirstOrThrow();
    return { url: `/register/${await key(9)}/undo`, form: { entry: entry_id, seen: '1' } };
  },
  '/register/from-file': async () => {
    const one = await pupilKeyOf(server, fixturePupil('Oak Primary', '4J', 4));
    const row = { [`listed.${one}`]: 'yes', [`enter.${one}`]: 'yes', [`status.${one}`]: 'K' };
    return { url: '/register/from-file', form: { ...row, school: 'Oak Primary', signed: 'yes' } };
  },
  '/register/documents': async () => ({
    url: '/register/documents',
    form: { school: 'Oak Primary', document: 'sen-policy', seen: '0', review_on: '2027-09-01' },
  }),
  '/register/choices': async () => ({
    url: '/register/choices',
    form: { school: 'Oak Primary', show: 'due', name: 'mine' },
  }),
  '/register/choices/forget': async () => {
    const form = { school: 'Oak Primary', show: 'due', name: 'to forget' };
    const sent = { url: '/register/choices', form };
    await send(sent, await sentBy(sent));
    const { choice_id } = await server.record.db
      .selectFrom('saved_choice')
      .select('choice_id')
      .where('name', '=', 'to forget')
      .executeTakeFirstOrThrow();
    return { url: '/register/choices/forget', form: { choice: choice_id } };
  },
  '/register/:key/needs': async () => {
    await registered(5);
    const form = { need_1: 'SLCN', need_2: '', need_3: '', note_1: '', note_2: '', note_3: '' };
    return { url: `/register/${await key(5)}/needs`, form };
  },
  '/register/:key/plan': async () => ({
    url: `/register/${await key(5)}/plan`,
    form: { start_on: '2026-12-10', review_on: '2027-03-10', hoped_for: 'reads on', plan_provision: 'partner' },
  }),
  '/register/:key/review': async () => {
    await registered(6);
    const form = { start_on: '2026-12-10', review_on: '2027-03-10', hoped_for: 'reads on', plan_provision: 'partner' };
    const made = { url: `/register/${await key(6)}/plan`, form };
    await send(made, await sentBy(made));
    const { plan_id } = await server.record.db
      .selectFrom('support_plan')
      .select('plan_id')
      .where('pupil_id', '=', fixturePupil('Oak Primary', '4K', 6))
      .executeTakeFirstOrThrow();
    return {
      url: `/register/${await key(6)}/review`,
      form: {
        plan: plan_id,
        reviewed_on: '2026-12-10',
        effect: 'partly',
        came_of_it: 'reads on',
        review_pupil_says: 'likes it',
        review_home_says: 'reads at home',
      },
    };
  },
  '/plans/:key/plan': async () => ({ url: `/plans/${await key(11)}/plan`, form: planStart }),
  '/plans/:key/strategies': async () => planStep(12, 'strategies'),
  '/plans/:key/review': async () => planStep(9, 'review'),
  '/plans/:key/undo': async () => planStep(3, 'undo'),
  '/plan-templates': async () => ({
    url: '/plan-templates',
    form: {
      school: 'Oak Primary',
      template: '',
      version: '0',
      name: 'Aloud',
      need: '',
      strategies: 'x',
      provision: '',
    },
  }),
  '/provision': async () => ({ url: '/provision', form: { ...provisionBody, school: 'Oak Primary' } }),
  '/provision/:provision': async () => ({
    url: await provided(),
    form: { ...provisionBody, minutes: '25', school: 'Oak Primary' },
  }),
  '/provision/:provision/pupils': async () => ({
    url: `${await provided()}/pupils`,
    form: { day: '2026-12-11', [`pupil.${await key(1)}`]: '1' },
  }),
  '/provision/:provision/undo': async () => {
    const url = await provided();
    const sent = { url, form: { ...provisionBody, minutes: '25', school: 'Oak Primary' } };
    await send(sent, await sentBy(sent));
    return { url: `${url}/undo`, form: { version: '2' } };
  },
  '/register/:key/leave': async () => {
    await registered(7);
    return { url: `/register/${await key(7)}/leave`, form: leave };
  },
  '/register/:key/monitoring': async () => ({
    url: `/register/${await key(8)}/monitoring`,
    form: { watch_because: 'left support', look_again_on: '2027-03-10' },
  }),
  '/register/:key/monitoring/end': async () => {
    const url = `/register/${await key(10)}/monitoring`;
    const sent = { url, form: { watch_because: 'left support', look_again_on: '2027-03-10' } };
    await send(sent, await sentBy(sent));
    return { url: `${url}/end`, form: { ended_because: 'progress holds' } };
  },
  '/register/:key/higher/step': async () => ({
    url: `/register/${await key(1)}/higher/step`,
    form: besidePlan['higher/step'].body,
  }),
  '/register/:key/higher/undo': async () => {
    const url = `/register/${await key(2)}/higher`;
    const sent = { url: `${url}/step`, form: besidePlan['higher/step'].body };
    await send(sent, await sentBy(sent));
    const { step_id } = await server.record.db
      .selectFrom('ehc_step')
      .select('step_id')
      .where('pupil_id', '=', fixturePupil('Oak Primary', '4K', 2))
      .executeTakeFirstOrThrow();
    return { url: `${url}/undo`, form: { seen: '1', step: step_id } };
  },
  '/register/:key/agencies': async () => ({
    url: `/register/${await key(1)}/agencies`,
    form: besidePlan['agencies'].body,
  }),
  '/register/:key/agencies/undo': () => besideUndo('agencies', 2),
  '/register/:key/access': async () => ({ url: `/register/${await key(1)}/access`, form: besidePlan['access'].body }),
  '/register/:key/access/undo': () => besideUndo('access', 2),
  '/register/:key/works': async () => ({ url: `/register/${await key(1)}/works`, form: besidePlan['works'].body }),
  '/register/:key/works/undo': () => besideUndo('works', 2),
  '/letters/:kind': () => letterOf(11),
  '/letters/made/:batch': async () => {
    const sent = await letterOf(12);
    const url = (await send(sent, await sentBy(sent))).headers['location'] as string;
    const { letter_id } = await server.record.db
      .selectFrom('letter_made')
      .select('letter_id')
      .where('pupil_id', '=', fixturePupil('Oak Primary', '4K', 12))
      .executeTakeFirstOrThrow();
    const told = { told_on: '2026-12-10', told_by: 'S. Khan', told_how: '' };
    return { url, form: { [`letter.${letter_id}`]: '1', do: 'told', ...told } };
  },
  '/letters/words/:kind': async () => ({
    url: '/letters/words/support',
    form: { school: 'Oak Primary', seen: '0', do: 'save', words: usualLetters.support },
  }),
  '/areas/file': async () => ({
    url: '/areas/file?school=Oak%20Primary',
    files: {
      'areas.csv': `pupil_id,date,scale,source,score\n${fixturePupil('Oak Primary', '4K', 9)},2026-11-30,attendance,school,87.5\n`,
    },
  }),
  '/areas/scales': async () => ({ url: '/areas/scales', form: { school: 'Oak Primary', ...areaScale } }),
  '/pupils/:key/areas': async () => ({
    url: `/pupils/${await key(1)}/areas`,
    form: { do: 'enter', scale: 'sdq-total', source: 'teacher', on_day: '2026-01-15', score: '8' },
  }),
  '/targets/:key': async () => ({ url: `/targets/${await key(1)}`, form: target }),
  '/targets/:key/undo': async () => {
    const url = `/targets/${await key(2)}`;
    const sent = { url, form: target };
    await send(sent, await sentBy(sent));
    const { target_id } = await server.record.db
      .selectFrom('pupil_target')
      .select('target_id')
      .where('pupil_id', '=', fixturePupil('Oak Primary', '4K', 2))
      .executeTakeFirstOrThrow();
    return { url: `${url}/undo`, form: { run: fixtureRunId, target: target_id } };
  },
  '/targets/class': async () => {
    const place = { run: fixtureRunId, school: 'Oak Primary', class: '4K' };
    return {
      url: '/targets/class',
      form: { ...place, subject: 'reading', until: 'year', reason: 'high for all', checked: 'yes' },
    };
  },
  '/settings': async () => ({
    url: '/settings',
    form: { school: '', seen: '0', does: 'save', because: 'agreed by all', 'criteria.met': '0.8' },
  }),
  '/moves/:transfer/agree': async () => ({ url: `/moves/${await proposed(1)}/agree` }),
  '/moves/:transfer/refuse': async () => ({ url: `/moves/${await proposed(2)}/refuse`, form: { because: 'no move' } }),
  '/moves/settle': async () => {
    await keepPupilNames(server.record, [{ school: '', pupilId: 'p-old', forename: 'Amira', surname: 'Hussain' }]);
    return { url: '/moves/settle', form: { pupil: 'p-old', school: 'Oak Primary' } };
  },
  '/people': async () => ({ url: '/people', form: personForm }),
  '/people/:person': async () => ({ url: '/people/roe', form: { ...personForm, signInName: 'roe', version: '1' } }),
  '/people/several': async () => ({
    url: '/people/several',
    form: { step: 'link', person: 'roe.2', confirmed: 'yes' },
  }),
  '/people/:person/steps': async () => ({ url: '/people/roe/steps', form: { version: '2', step: 'link' } }),
  '/people/:person/classes': async () => ({
    url: '/people/roe/classes',
    form: { version: '2', school: 'Oak Primary', class: '4K', from: '2026-09-01', until: '' },
  }),
  '/names': async () => ({
    url: '/names',
    cookie: await server.signIn('trust-lead'),
    form: { school: 'Oak Primary', purpose: 'planning reading support' },
  }),
  '/sign-in': async () => ({
    url: '/sign-in',
    cookie: '',
    from: '/sign-in',
    form: { name: 'Mr Poe', passphrase, to: '/' },
  }),
  '/sign-in/:link': async () => {
    const url = `/sign-in/${await newSignInToken(server.record, 'roe', 60, 'passphrase')}`;
    const chosen = 'seven green hills behind a town';
    return { url, from: url, cookie: '', form: { passphrase: chosen, again: chosen } };
  },
  '/account': async () => {
    const chosen = 'nine red boats beside a pier';
    return {
      url: '/account',
      cookie: await account(),
      form: { current: passphrase, passphrase: chosen, again: chosen },
    };
  },
  '/data/folder': async () => ({ url: '/data/folder', form: { folder: '0' } }),
  '/data/upload': async () => ({ url: '/data/upload', files: { 'a.csv': 'UPN,Surname\nA1,Hussain\n' } }),
  '/data/imports/:id/files': async () => ({
    url: `${await brought({ state: 'files' })}/files`,
    files: { 'a.csv': 'UPN,Surname\nA1,Hussain\n' },
  }),
  '/data/imports/:id/mended': async () => ({
    url: `${await brought({ state: 'checked', report })}/mended?file=a.csv`,
    files: { 'a.csv': 'pupil_id,school,year_group\np1,Oak,4\n' },
  }),
  '/data/imports/:id/answers': async () => {
    const url = await brought({ state: 'questions', mapping: '{}', proposal: '{"questions":[]}' });
    return { url: `${url}/answers`, form: { seen: at.toISOString() } };
  },
  '/data/imports/:id/undo': async () => {
    const proposal = '{"questions":[],"guesses":[]}';
    const url = await brought({ state: 'checked', mapping: '{"now":1}', proposal });
    const before = { state: 'questions', mapping: '{}', proposal, kept: null } as const;
    await keepUndo(server.app.imports!.settings, url.split('/').at(-1)!, before);
    return { url: `${url}/undo` };
  },
  '/data/answers': async () => {
    const mapping = JSON.stringify({
      columns: {},
      aspects: { Art: { ignore: true } },
      windows: {},
      codes: {},
      people: {},
    });
    await saveMapping(server.record, '', { mapping, personId: 'local', at });
    const page = await server.app.inject({ url: '/data/answers', headers: { cookie: head } });
    return { url: '/data/answers', form: { seen: /name="seen" value="([^"]+)"/.exec(page.body)![1] } };
  },
  '/data/imports/:id/run': async () => ({ url: `${await brought({ state: 'checked', report })}/run` }),
  '/data/imports/:id/discard': async () => ({ url: `${await brought({ state: 'files' })}/discard` }),
  '/data/runs/:run/withdraw': async () => ({
    url: `/data/runs/${fixtureRunId}/withdraw`,
    form: { reason: 'wrong class lists' },
  }),
  '/data/runs/:run/release': async () => ({ url: `/data/runs/${fixtureRunId}/release` }),
};

/** Forms that need no space: they look, take something away, or change what is in the session in its place. */
const withoutSpace = ['/find', '/data/look', '/names/stop', '/sign-out'];

test('every form is here', () => {
  const routes = server.app.printRoutes({ commonPrefix: false }).split('\n');
  const found: string[] = [];
  const branch: string[] = [];
  for (const line of routes) {
    const match = /^([\s│]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/u.exec(line);
    if (!match) continue;
    const depth = match[1].length / 4;
    branch.length = depth;
    branch[depth] = match[2];
    if (match[3]?.includes('POST')) found.push(branch.join(''));
  }
  expect(found.toSorted()).toEqual([...Object.keys(forms), ...withoutSpace].toSorted());
});

describe('where the disk is full', () => {
  afterEach(emptyDisk);

  test.each(Object.entries(forms))(
    '%s says so, saves nothing, and is taken once there is space',
    async (_route, ready) => {
      const sent = await ready();
      const by = await sentBy(sent);
      await server.app.imports!.idle();
      await fillDisk();
      const before = await recordNow();
      const refused = await send(sent, by);
      expect(refused.statusCode).toBe(503);
      expect(refused.body).toMatch(/disk is full[\s\S]*Nothing was saved[\s\S]*Tell whoever looks after[\s\S]*go back/);
      expect(await recordNow()).toEqual(before);
      await emptyDisk();
      const taken = await send(sent, by);
      expect([200, 303]).toContain(taken.statusCode);
      await server.app.imports!.idle();
    },
  );

  test.skipIf(!existsSync('/dev/full'))(
    'a file that does not fit leaves nothing, and the ones before as they were',
    async () => {
      const url = await brought({ state: 'files' });
      const place = join(folder, 'files', url.split('/').at(-1)!, 'files');
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, 'before.csv'), 'UPN\n');
      symlinkSync('/dev/full', join(place, 'b.csv.part'));
      const sent = { url: `${url}/files`, files: { 'a.csv': 'UPN,Surname\n', 'b.csv': 'UPN,Surname\nA1,Hussain\n' } };
      const before = await recordNow();
      const refused = await send(sent, await sentBy(sent));
      expect(refused.statusCode).toBe(503);
      expect(refused.body).toMatch(/disk is full[\s\S]*Nothing was saved/);
      expect(readdirSync(place)).toEqual(['before.csv']);
      expect(await recordNow()).toEqual(before);
      expect([200, 303]).toContain((await send(sent, await sentBy(sent))).statusCode);
      await server.app.imports!.idle();
    },
  );
});

test.each([
  ['SQLITE_FULL', 'disk is full'],
  ['ENOSPC', 'disk is full'],
  ['EDQUOT', 'disk is full'],
  ['SQLITE_READONLY_DIRECTORY', 'cannot be written[\\s\\S]*Nothing was saved'],
  ['EROFS', 'cannot be written[\\s\\S]*Nothing was saved'],
  ['SQLITE_IOERR_WRITE', 'does not answer[\\s\\S]*is not certain'],
  ['EIO', 'does not answer[\\s\\S]*is not certain'],
])('what the disk says as %s is said in words, and is no fault of the program’s', async (code, words) => {
  const told: string[] = [];
  const { app } = await testApp({ onFault: (_, route) => told.push(route) });
  app.get('/told', { config: { open: true }, schema: { response: { 200: {} } } }, () => {
    throw Object.assign(new Error('refused'), { code });
  });
  const { statusCode, body } = await app.inject('/told');
  expect(statusCode).toBe(503);
  expect(body).toMatch(new RegExp(words));
  expect(told).toEqual(['GET /told']);
  await app.close();
});
