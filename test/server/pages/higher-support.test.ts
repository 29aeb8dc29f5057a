import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runRows } from '../../../engine/index.ts';
import { bannedWordsIn } from '../../../engine/words/kit/banned-words.ts';
import { keepPupilContext } from '../../../server/records/pupils/pupil-context.ts';
import { reviewPlan, startPlan } from '../../../server/records/register/support-plans.ts';
import { takeRoll } from '../../../server/records/transfers/school-roll.ts';
import { tableOfRows } from '../../engine/tables/table-of-rows.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp, type TestApp } from '../signed-in.ts';
import { visitor, type Visitor } from '../visitor.ts';

const oak = 'Oak Primary';
const pupilId = fixturePupil(oak, '4K', 1);
let server: TestApp;
let senco: Visitor;
let teacher: Visitor;
let key: string;
let clock: Date;
beforeEach(async () => {
  clock = new Date('2026-12-10T09:00:00Z');
  server = await testApp({ now: () => clock }, widening());
  senco = visitor(server.app, { cookie: await server.signIn('senco', { school: oak }) });
  teacher = visitor(server.app, { cookie: await server.signIn('teacher', { school: oak, classes: [[oak, '4K']] }) });
  key = await pupilKeyOf(server, pupilId);
});
afterEach(() => server.app.close());

/** A run in which the gap of the first pupil of each class has grown. */
function widening() {
  const content = fixtureRun();
  const rows = runRows(content.tables.criteria).map((row) =>
    row.criterion === 'gap-widening' && row.pupil_id.endsWith('-01') ? { ...row, verdict: 'met' as const } : row,
  );
  return { ...content, tables: { ...content.tables, criteria: tableOfRows('criteria', rows) } };
}

const textOf = (page: string) =>
  page
    .slice(page.indexOf('<main'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,])/g, '$1');
const read = async (url: string, who = senco) => textOf((await who.get(url)).body);
const audited = async () =>
  (await server.record.db.selectFrom('audit').select('action').where('object', '=', pupilId).execute()).map(
    ({ action }) => action,
  );

interface Step {
  readonly seen: number;
  readonly kind: string;
  readonly on_day?: string;
  readonly by_whom?: string;
  readonly outcomes?: string;
}
const step = ({ seen, kind, on_day = '2026-12-08', by_whom = 'the authority', outcomes = '' }: Step, who = senco) =>
  who.send(
    `/register/${key}/higher/step`,
    { seen: String(seen), kind, on_day, by_whom, detail: 'by letter', outcomes },
    '/sign-out',
  );

describe('the way to an EHC plan', () => {
  test('is written down step by step, and says what is due by when and what is overdue', async () => {
    expect(await read(`/register/${key}/higher`)).toContain('Nothing is written yet: start with the request.');
    expect((await step({ seen: 0, kind: 'requested', on_day: '2026-09-07', by_whom: 'the school' })).status).toBe(303);
    let page = await read(`/register/${key}/higher`);
    expect(page).toContain('Decision whether to assess: overdue: it was due by 19 October 2026.');
    expect(page).toContain('Final plan: due by 25 January 2027.');
    expect(page).toMatch(
      /7 September 2026: EHC needs assessment requested, the school\. by letter Written by S\. Khan/,
    );
    await step({ seen: 1, kind: 'assess', on_day: '2026-10-26' });
    await step({ seen: 2, kind: 'draft', on_day: '2026-11-16' });
    await step({ seen: 3, kind: 'final', on_day: '2026-12-07', outcomes: 'reads a page aloud\r\nasks for help' });
    page = await read(`/register/${key}/higher`);
    expect(page).toContain('Decision whether to assess: done on 26 October 2026, after 19 October 2026.');
    expect(page).toContain('Outcomes of the EHC plan reads a page aloud asks for help');
    expect(page).toContain('Annual review complete, with the authority’s decision: due by 6 December 2027.');
    expect(await read(`/pupils/${key}/case-story`)).toContain('Final EHC plan: the authority, written by S. Khan.');
    expect((await audited()).filter((action) => action === 'ehc-step')).toHaveLength(4);
    expect(bannedWordsIn(page)).toEqual([]);
  });

  test.each([
    ['a decision before its request', { kind: 'assess' }, 'This cannot follow what is written already.'],
    ['a day to come', { kind: 'requested', on_day: '2026-12-11' }, 'This day is still to come.'],
    ['a day before the pupil was born', { kind: 'requested', on_day: '2017-01-01' }, 'before the pupil was born'],
    ['a day after the pupil left', { kind: 'requested', on_day: '2026-12-09' }, 'The pupil had left by then.'],
    ['nobody who asked', { kind: 'requested', by_whom: ' ' }, 'Say who asked or decided'],
    ['nothing that happened', { kind: '' }, 'Choose what happened.'],
  ])('refuses %s, says which box and what to do, and loses nothing', async (_what, wrong, sentence) => {
    await keepPupilContext(server.record, [
      {
        school: oak,
        pupilId,
        dateOfBirth: '2018-03-09',
        senStatus: '',
        senSince: null,
        primaryNeed: '',
        joinedOn: null,
        attendancePercent: null,
        englishAdditional: null,
        facts: [],
      },
    ]);
    await takeRoll(server.record, { school: oak, runId: 'r', on: '2026-12-08', pupilIds: [pupilId] });
    await takeRoll(server.record, { school: oak, runId: 's', on: '2026-12-08', pupilIds: [] });
    const answer = await step({ seen: 0, ...wrong });
    expect(answer.status).toBe(422);
    expect(textOf(answer.body)).toContain(sentence);
    expect(answer.body).toMatch(/<textarea[^>]*>\s*by letter<\/textarea>/);
    expect(await server.record.db.selectFrom('ehc_step').selectAll().execute()).toEqual([]);
  });

  test('two who write at once: the second sees what the first wrote and keeps what they typed', async () => {
    await step({ seen: 0, kind: 'requested' });
    const late = await step({ seen: 0, kind: 'requested', on_day: '2026-12-01', by_whom: 'the parents' });
    expect(late.status).toBe(422);
    expect(textOf(late.body)).toMatch(/Somebody else has written here meanwhile.*8 December 2026/);
    expect(late.body).toContain('value="the parents"');
  });

  test('a step is taken back by whoever keeps the register, and both stay in the history', async () => {
    await step({ seen: 0, kind: 'requested' });
    const [{ step_id }] = await server.record.db.selectFrom('ehc_step').select('step_id').execute();
    const undo = () => senco.send(`/register/${key}/higher/undo`, { seen: '1', step: step_id }, '/sign-out');
    expect((await undo()).status).toBe(303);
    expect((await undo()).status).toBe(422);
    const page = await read(`/register/${key}/higher`);
    expect(page).toContain('Taken back by S. Khan, 10 December 2026.');
    expect(page).not.toContain('Final plan: due');
    expect(await read(`/pupils/${key}/case-story`)).not.toContain('EHC needs assessment requested');
    expect(await audited()).toContain('undo-ehc-step');
  });

  test('the prompt stands on the pupil’s page until an assessment was asked for', async () => {
    const prompt = 'Please consider, with the parents, whether to ask for a statutory assessment.';
    const pupil = { school: oak, pupilId };
    const deed = { personId: 'someone', at: clock };
    for (const start_on of ['2026-01-10', '2026-06-10']) {
      expect(await read(`/pupils/${key}`)).not.toContain(prompt);
      const plan = { start_on, review_on: '2026-12-01', hoped_for: 'reads on', provision: 'partner' };
      const { plan_id: planId } = (await startPlan(server.record, pupil, plan, deed))!;
      const review = { reviewed_on: '2026-12-01', effect: 'not yet' as const, came_of_it: 'little', pupil_says: 'ok' };
      await reviewPlan(server.record, { ...pupil, planId }, { ...review, home_says: 'ok' }, deed);
    }
    for (const url of [`/pupils/${key}`, `/register/${key}/higher`]) expect(await read(url)).toContain(prompt);
    expect(await read(`/pupils/${key}`, teacher)).toContain(prompt);
    await step({ seen: 0, kind: 'requested' });
    for (const url of [`/pupils/${key}`, `/register/${key}/higher`]) expect(await read(url)).not.toContain(prompt);
  });
});

const agency = {
  entry: '',
  seen: '0',
  name: 'Speech and language therapy',
  contact: 'Ms Lane',
  since_on: '2026-03-02',
  last_contact_on: '2026-11-20',
  reports: '20 November 2026: review of targets',
  consent: 'given',
  consent_by: 'mother',
  consent_on: '2026-03-01',
  consent_note: 'not about the family',
  ended_on: '',
};
const arrangement = {
  entry: '',
  seen: '0',
  arrangement: '25 % extra time',
  basis: 'reads slowly: 2026 reading test',
  normal_way: 'in every test in class since May',
  since_on: '2026-05-04',
  ended_on: '',
};
const works = { entry: '', seen: '0', strengths: 'maps', works: 'one step at a time', avoid: 'reading aloud unasked' };
const save = (what: string, form: Record<string, string>, who = senco) =>
  who.send(`/register/${key}/${what}`, form, '/sign-out');
const entryOf = async (kind: 'agency' | 'access' | 'works') =>
  (await server.record.db.selectFrom('support_entry').select('entry_id').where('kind', '=', kind).execute())[0]
    .entry_id;

describe('agencies, access arrangements and what works', () => {
  test('an agency has since when, last contact, reports and consent, and every change a history', async () => {
    expect((await save('agencies', agency)).status).toBe(303);
    const entry = await entryOf('agency');
    const changed = { ...agency, entry, seen: '1', consent: 'withdrawn', consent_on: '2026-12-09' };
    expect((await save('agencies', changed)).status).toBe(303);
    let page = await read(`/register/${key}/agencies`);
    expect(page).toContain('Consent to tell them consent taken back, mother, 9 December 2026');
    expect(page).toMatch(
      /History.*consent taken back \(mother, 9 December 2026\).*consent given \(mother, 1 March 2026\)/,
    );
    const late = await save('agencies', { ...agency, entry, seen: '1', contact: 'Mr Ode' });
    expect(late.status).toBe(422);
    expect(textOf(late.body)).toContain('Somebody else has changed this entry meanwhile');
    expect(late.body).toContain('value="Mr Ode"');
    expect((await save('agencies/undo', { entry, seen: '2' })).status).toBe(303);
    page = await read(`/register/${key}/agencies`);
    expect(page).toContain('Consent to tell them consent given, mother, 1 March 2026');
    expect(await audited()).toEqual(expect.arrayContaining(['save-agency', 'undo-agency']));
    expect(bannedWordsIn(page)).toEqual([]);
  });

  test.each([
    ['agencies', { ...agency, name: '' }, 'Name the agency'],
    ['agencies', { ...agency, consent_by: '' }, 'Say who gave, refused or took back the consent.'],
    ['agencies', { ...agency, last_contact_on: '2026-03-01' }, 'The last contact cannot be before it was involved.'],
    ['agencies', { ...agency, last_contact_on: '2026-12-11' }, 'This day is still to come.'],
    ['access', { ...arrangement, basis: ' ' }, 'Say what it rests on'],
    ['access', { ...arrangement, normal_way: '' }, 'Say how the pupil works like this in class as a rule.'],
    ['access', { ...arrangement, ended_on: '2026-05-03' }, 'It cannot have ended before it began.'],
    ['works', { ...works, works: '' }, 'Write what works'],
  ])('%s: what is wrong is said at its box, and nothing is lost', async (what, form, sentence) => {
    const answer = await save(what, form);
    expect(answer.status).toBe(422);
    expect(textOf(answer.body)).toContain(sentence);
    const [, box] = /govuk-error-summary__list">\s*<li>\s*<a href="#([a-z_]+)"/.exec(answer.body)!;
    expect(answer.body).toContain(`id="${box}"`);
    expect(await server.record.db.selectFrom('support_entry').selectAll().execute()).toEqual([]);
  });

  test('a class teacher reads what serves teaching and writes what works; of agencies and the steps nothing', async () => {
    await save('agencies', agency);
    await save('access', arrangement);
    await step({ seen: 0, kind: 'requested' });
    expect((await save('works', works, teacher)).status).toBe(303);
    const page = await read(`/register/${key}/teaching`, teacher);
    for (const words of ['one step at a time', '25 % extra time', 'in every test in class since May'])
      expect(page).toContain(words);
    expect(page).not.toContain('Add an arrangement');
    expect((await save('access', arrangement, teacher)).status).toBe(403);
    for (const url of ['higher', 'agencies']) expect((await teacher.get(`/register/${key}/${url}`)).status).toBe(403);
    const told = [`/register/${key}`, `/register/${key}/teaching`, `/pupils/${key}/case-story`, `/pupils/${key}`];
    for (const url of told)
      expect(await read(url, teacher), url).not.toMatch(/Speech and language therapy|not about the family|EHC needs/);
    expect(await read(`/pupils/${key}/case-story`, teacher)).toContain('Access arrangement: 25 % extra time.');
    expect((await save('works', works, senco)).status).toBe(422);
  });
});
