import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runRows, type RunContent } from '../../../engine/index.ts';
import { rowsAbout } from '../../../server/records/life/rows-about.ts';
import { keepPupilContext } from '../../../server/records/pupils/pupil-context.ts';
import { tableOfRows } from '../../engine/tables/table-of-rows.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { planForms, provisionBody } from '../people/addresses.ts';
import { fixtureRunId, runsInMemory, testApp, type TestApp } from '../signed-in.ts';
import { visitor, type Visitor } from '../visitor.ts';
import { PupilStory, csvRows, textOf, withoutHistory, type CsvRow } from './pupil-story.ts';

// Two pupils' whole stories, told in the order in which they happen: each test goes on where the one before ended.

const [oak, elm] = ['Oak Primary', 'Elm Primary'];
let clock = new Date('2026-12-10T09:00:00Z');
const goOnTo = (day: string) => {
  clock = new Date(`${day}T09:00:00Z`);
};
let runs: { id: string; content: RunContent }[] = [];
let server: TestApp;
let senco: Visitor;
let head: Visitor;
let governor: Visitor;
/** Amira Hussain, listed first; Ida Park, whom the school's file has on SEN Support. */
let amira: PupilStory;
let ida: PupilStory;

beforeAll(async () => {
  runs = [{ id: fixtureRunId, content: firstRun() }];
  const source = { list: () => runsInMemory(...runs).list(), open: (id: string) => runsInMemory(...runs).open(id) };
  server = await testApp({ now: () => clock, runs: source }, runs[0].content);
  const signIn = async (role: 'senco' | 'headteacher' | 'governor', school = oak) =>
    visitor(server.app, { cookie: await server.signIn(role, { school }) });
  [senco, head, governor] = [await signIn('senco'), await signIn('headteacher'), await signIn('governor')];
  amira = await PupilStory.of(server, { school: oak, pupilId: fixturePupil(oak, '4K', 1) });
  ida = await PupilStory.of(server, { school: oak, pupilId: fixturePupil(oak, '4K', 4) });
  await server.app.inject({ url: '/moves', headers: { cookie: head.cookie } });
});
afterAll(() => server.app.close());

/** The gap of the first pupil of each class has grown. */
function firstRun(): RunContent {
  const content = fixtureRun({ schools: [oak, elm] });
  const rows = runRows(content.tables.criteria).map((row) =>
    row.criterion === 'gap-widening' && row.pupil_id.endsWith('-01') ? { ...row, verdict: 'met' as const } : row,
  );
  return { ...content, tables: { ...content.tables, criteria: tableOfRows('criteria', rows) } };
}

/** Results a year on, in which a pupil of Oak is in the class of the same name at Elm. */
function afterMove(pupilId: string): RunContent {
  const content = firstRun();
  const rows = runRows(content.tables.agenda).map((row) => (row.pupil_id === pupilId ? { ...row, school: elm } : row));
  return {
    ...content,
    manifest: { ...content.manifest, windowDate: '2027-12-03' },
    tables: { ...content.tables, agenda: tableOfRows('agenda', rows) },
  };
}

/** The record's part of everything that is held of a pupil. */
async function tellsEverything(who: Visitor, key: string): Promise<Record<string, unknown>> {
  const { status, body } = await who.get(`/pupils/${key}/everything.json`);
  expect(status).toBe(200);
  return (JSON.parse(body) as { record: Record<string, unknown> }).record;
}

const of = `school=${encodeURIComponent(oak)}`;
const read = async (url: string, who = senco) => {
  const { status, body } = await who.get(url);
  expect(status, url).toBe(200);
  return textOf(body);
};
const all = (rows: readonly CsvRow[] | undefined, column: string) => (rows ?? []).map((row) => row[column]);
/** The last plan of a pupil, as its forms name it. */
async function lastPlan({ pupilId }: PupilStory) {
  const rows = await server.record.db.selectFrom('support_plan').selectAll().where('pupil_id', '=', pupilId).execute();
  const { plan_id: plan, version } = rows.toSorted((x, y) => x.start_on.localeCompare(y.start_on)).at(-1)!;
  return { plan, version: String(version) };
}

const discussion = {
  run: fixtureRunId,
  version: '0',
  outcome: 'start-sen-support',
  considered: 'yes',
  can_do: 'explains ideas aloud',
  tried: 'reading partner',
  agreed: 'speak with the parents about SEN Support',
  who: 'Ms Okafor',
  by_when: '2026-12-09',
  will_see: 'reads a page aloud',
  note: '',
  pupil_says: 'letters jump',
  home_says: 'reads pictures at home',
  asks: '',
  asks_by: '',
  parent_told: 'yes',
  go: 'next',
};
const entry = {
  status: 'K',
  from_on: '2026-12-10',
  difficulty: 'holds few sounds in mind',
  entry_provision: 'sounds with an adult daily',
  decided_by: 'Ms Okafor',
  told_on: '2026-12-08',
  told_by: 'Ms Khan',
  told_how: 'in a talk',
};
const needs = { need_1: 'SLCN', need_2: 'SPLD', need_3: '', note_1: '', note_2: '', note_3: '' };
const firstPlan = {
  ...planForms['plan'].body,
  plan: '',
  version: '0',
  start_on: '2026-12-10',
  review_on: '2027-03-10',
  outcome_1: 'reads on alone',
  measure_1: 'words a minute',
  baseline_1: '31',
  aim_1: '47',
  outcome_2: 'asks for help',
  measure_2: 'times a week',
  baseline_2: '1',
  aim_2: '5',
};
const group = {
  ...provisionBody,
  school: oak,
  name: 'Sound group',
  minutes: '35',
  times_a_week: '3',
  from_on: '2026-12-10',
  to_on: '2028-07-20',
};
const agencyBody = {
  entry: '',
  seen: '0',
  name: '',
  contact: '',
  since_on: '2027-02-01',
  last_contact_on: '',
  reports: '',
  consent: 'not asked',
  consent_by: '',
  consent_on: '',
  consent_note: '',
  ended_on: '',
};
const review = { ...planForms['review'].body, effect: 'not yet', effect_1: 'not yet', effect_2: 'not yet' };

describe('from the first listing to a final plan and the next school', () => {
  test('listed, discussed, entered; and every page says the same of it', async () => {
    const { key } = amira;
    expect(await read('/agenda?school=Oak%20Primary&class=4K')).toContain('Amira');
    const class4k = { class: JSON.stringify([oak, '4K']), minutes: '45' };
    const meeting = (await head.send('/meetings', class4k, '/sign-out')).location;
    await amira.does('save-discussion', head, `${meeting}/pupils/${key}`, discussion);
    expect(await read('/register')).toMatch(/Suggested by meetings \(1\).*start SEN Support/);
    await amira.does('enter-register', senco, `/register/${key}/entry`, { ...entry, ...needs });
    // The head puts right what the SENCO is changing too: the second is told, and the first change is undone.
    const changed = { ...entry, ...needs, seen: '1' };
    const before = withoutHistory(await amira.told(senco));
    clock = new Date('2026-12-10T09:01:00Z');
    await amira.does('enter-register', head, `/register/${key}/entry`, {
      ...changed,
      difficulty: 'reads slowly',
      need_1: 'HI',
    });
    await amira.isLate(senco, `/register/${key}/entry`, { ...changed, difficulty: 'mixes sounds up' }, 'mixes sounds up'); // prettier-ignore
    const [{ entry_id }] = await server.record.db.selectFrom('register_entry').selectAll().execute();
    await amira.does('undo-register', head, `/register/${key}/undo`, { entry: entry_id, seen: '2' });
    const told = await amira.told(senco);
    expect(withoutHistory(told)).toEqual(before);
    expect(told.story).toMatch(/Listed\..*Outcome: start SEN Support.*The pupil said: letters jump\./);
    expect(told.story).toMatch(/10 December 2026.* SEN Support starts, decided by Ms Okafor/);
    for (const text of [told.story, told.page, told.paper]) {
      expect(text).toContain('holds few sounds in mind');
      expect(text).toContain('sounds with an adult daily');
      expect(text).toContain('8 December 2026, by Ms Khan, in a talk');
    }
    for (const text of [told.page, told.paper, await read(`/pupils/${key}`)])
      expect(text).toMatch(/SEN Support since (10 )?December 2026/);
    expect(told.row).toMatchObject({
      Status: 'SEN Support',
      Since: '2026-12-10',
      'Need 1': 'speech, language and communication',
      'What makes learning hard': 'holds few sounds in mind',
      'Different or additional': 'sounds with an adult daily',
      'Decided by': 'Ms Okafor',
      'Parents told': '2026-12-08',
      Plan: '',
    });
    for (const text of [told.story, told.page, told.paper])
      expect(text).toMatch(/speech, language and communication .*specific learning difficulty/);
  });

  test('told by letter, a plan with provision: hours, outcomes and days are the same wherever they stand', async () => {
    const { key } = amira;
    const letter = {
      school: oak,
      [`pupil.${key}`]: 'yes',
      [`one.${key}`]: 'explains ideas aloud',
      'all.contact': 'the office',
      'all.from': 'S. Khan',
      do: 'make',
    };
    await amira.does('start-plan', senco, `/plans/${key}/plan`, firstPlan);
    const added = await senco.send('/provision', group, `/provision/new?${of}`);
    expect(added.status).toBe(303);
    for (const one of [amira, ida])
      await one.does('join-provision', senco, `${added.location}/pupils`, { day: '2026-12-10', [`pupil.${one.key}`]: '1' }); // prettier-ignore
    const made = await amira.does('make-letter', senco, '/letters/support', letter);
    const lettered = await read(made);
    for (const words of ['from 10 December 2026', '10 March 2027', 'speech, language'])
      expect(lettered).toContain(words);
    expect(lettered).toContain('Sound group (35 minutes, 3 times a week)');
    const { letter_id } = await server.record.db.selectFrom('letter_made').selectAll().executeTakeFirstOrThrow();
    const given = { told_on: '2026-12-10', told_by: 'Ms Khan', told_how: 'by this letter' };
    await amira.does('letter-told', senco, made, { [`letter.${letter_id}`]: '1', do: 'told', ...given });
    const before = withoutHistory(await amira.told(senco));
    // Two change the plan at once; then what the first changed, and a change of the group, are taken back.
    const stamp = await lastPlan(amira);
    const longer = { ...firstPlan, ...stamp, strategies: 'sits in front' };
    await amira.does('change-plan', head, `/plans/${key}/plan`, longer);
    await amira.isLate(senco, `/plans/${key}/plan`, { ...longer, strategies: 'one step at a time' }, 'one step at a time'); // prettier-ignore
    await amira.does('undo-plan', head, `/plans/${key}/undo`, { ...stamp, version: '2' });
    expect((await senco.send(added.location, { ...group, minutes: '45', version: '1' }, added.location)).status).toBe(303); // prettier-ignore
    expect((await senco.send(`${added.location}/undo`, { version: '2' }, added.location)).status).toBe(303);
    const told = await amira.told(senco);
    expect(withoutHistory(told)).toEqual(before);

    // 35 minutes three times a week are an hour and three quarters.
    expect(told.row).toMatchObject({ Plan: 'reads on alone\nasks for help', 'Review due': '2027-03-10' });
    expect(told.row?.['Hours of provision a week']).toBe('1.75');
    expect(told.map).toMatchObject([
      { Provision: 'Sound group', From: '2026-12-10', To: '2028-07-20', 'Minutes a week': '105' },
    ]);
    expect(told.data['provision']).toMatchObject([
      { name: 'Sound group', from: '2026-12-10', to: '2028-07-20', hours_a_week: '1.75' },
    ]);
    expect(told.paper).toMatch(/Sound group Ms Khan 10 December 2026 20 July 2028 .* 1\.75/);
    expect(told.plans).toMatch(/Sound group: 35 minutes, 3 times a week, by Ms Khan/);
    expect(told.story).toMatch(
      /10 December 2026 .*Sound group starts: 35 minutes, 3 times a week, by Ms Khan, in a group of 4\./,
    );
    expect(told.story).toMatch(
      /Letter: .*, made by S\. Khan\. Parents told: 10 December 2026, by Ms Khan, by this letter\./,
    );
    for (const text of [told.plans, told.paper])
      expect(text).toMatch(/reads on alone words a minute 31 47 .*asks for help times a week 1 5/);
    expect(told.story).toMatch(
      /Plan 1 starts, review 10 March 2027, .*reads on alone \(words a minute: from 31 to 47\)/,
    );
    expect(all(told.data['plans'], 'outcome')).toEqual(['reads on alone', 'asks for help']);
    const map = await read(`/provision?${of}&from=2026-12-10&to=2027-07-31`);
    expect(map).toMatch(/Sound group .*Amira H.*, Ida P.* 105 min/);
  });

  test('two cycles without effect: the prompt stands wherever it is looked for', async () => {
    const { key } = amira;
    const prompt = 'Two reviewed plans have not yet had the effect hoped for and the gap has grown.';
    goOnTo('2027-03-10');
    const first = { ...(await lastPlan(amira)), reviewed_on: '2027-03-10', result_1: '33', result_2: '1' };
    await amira.does('review-plan', senco, `/plans/${key}/review`, { ...review, ...first });
    await amira.isLate(head, `/plans/${key}/review`, { ...review, ...first, came_of_it: 'more than that' }, 'more than that'); // prettier-ignore
    const second = { ...firstPlan, start_on: '2027-03-11', review_on: '2027-07-01', baseline_1: '33', aim_1: '50' };
    expect(await read(`/pupils/${key}`)).not.toContain(prompt);
    await amira.does('start-plan', senco, `/plans/${key}/plan`, second);
    goOnTo('2027-07-05');
    const last = { ...(await lastPlan(amira)), reviewed_on: '2027-07-05', result_1: '35', result_2: '2' };
    await amira.does('review-plan', senco, `/plans/${key}/review`, { ...review, ...last });
    for (const url of [`/pupils/${key}`, `/register/${key}`, `/register/${key}/higher`])
      expect(await read(url), url).toContain(prompt);
    expect(all(csvRows((await senco.get(`/register.csv?${of}&show=two-plans`)).body), 'Identifier')).toEqual([
      amira.pupilId,
    ]);
    const told = await amira.told(senco);
    expect(told.row).toMatchObject({ Plan: '', 'Review due': '', 'Plans reviewed': '2' });
    expect(told.data['plans']).toMatchObject([
      { start_on: '2026-12-10', reviewed_on: '2027-03-10', result: '33', plan_effect: 'not yet' },
      { result: '1', outcome_effect: 'not yet' },
      { start_on: '2027-03-11', reviewed_on: '2027-07-05', baseline: '33', result: '35', plan_effect: 'not yet' },
      { result: '2' },
    ]);
    expect(told.paper).toContain('2 plans, 2 reviewed.');
    for (const text of [told.plans, told.paper]) {
      expect(text).toMatch(/reads on alone words a minute 31 47 33 not yet/);
      expect(text).toMatch(/reads on alone words a minute 33 50 35 not yet/);
    }
    expect(told.story).toMatch(/Plan 1 reviewed by S\. Khan: effect not yet\..*reads on alone: 33, not yet/);
    expect(told.story).toMatch(/Plan 2 reviewed by S\. Khan: effect not yet\..*reads on alone: 35, not yet/);
    const term = await read(`/register/summary?${of}&from=2027-04-01&to=2027-08-31`);
    expect(term).toMatch(/To be reviewed in this time 1 Reviewed by the day 0 Reviewed later 1 Not reviewed yet 0/);
  });

  test('an assessment asked for: days, draft, final plan; the register waits for a person and says so', async () => {
    const { key } = amira;
    let seen = 0;
    const step = (kind: string, on_day: string, more: Record<string, string> = {}) => {
      goOnTo(on_day);
      const form = { seen: String(seen), kind, on_day, by_whom: 'the authority', detail: '', outcomes: '', ...more };
      seen += 1;
      return amira.does('ehc-step', senco, `/register/${key}/higher/step`, form);
    };
    await step('requested', '2027-07-06', { by_whom: 'the school' });
    const asked = await amira.told(senco);
    expect(asked.page).not.toContain('whether to ask for a statutory assessment');
    expect(csvRows((await senco.get(`/register.csv?${of}&show=two-plans`)).body)).toEqual([]);
    expect(asked.higher).toContain('Decision whether to assess: due by 17 August 2027.');
    expect(await read(`/pupils/${key}`)).not.toContain('whether to ask for a statutory assessment');
    await step('assess', '2027-08-10');
    await step('draft', '2027-10-20');
    const before = withoutHistory(await amira.told(senco));
    await step('final', '2027-10-20', { outcomes: 'by mistake' });
    const final = await server.record.db.selectFrom('ehc_step').selectAll().where('kind', '=', 'final').executeTakeFirstOrThrow(); // prettier-ignore
    await amira.does('undo-ehc-step', senco, `/register/${key}/higher/undo`, { seen: '4', step: final.step_id });
    expect(withoutHistory(await amira.told(senco))).toEqual(before);
    seen += 1;
    await step('final', '2027-11-15', { outcomes: 'reads a page aloud\nasks for help' });
    const told = await amira.told(senco);
    for (const text of [told.higher, told.paper]) {
      expect(text).toContain('Decision whether to assess: done on 10 August 2027');
      expect(text).toContain('Draft plan, or the decision that none is needed: done on 20 October 2027');
      expect(text).toContain('Final plan: done on 15 November 2027');
      expect(text).toContain('Annual review complete, with the authority’s decision: due by 14 November 2028');
    }
    expect(told.data['steps']).toMatchObject([
      { day: '2027-07-06', by_whom: 'the school' },
      { day: '2027-08-10' },
      { day: '2027-10-20' },
      { day: '2027-11-15', step: 'Final EHC plan', outcomes: 'reads a page aloud\nasks for help' },
    ]);
    for (const words of [
      'EHC needs assessment requested',
      'Decided to assess',
      'Draft plan received',
      'Final EHC plan',
    ])
      for (const text of [told.story, told.higher, told.paper]) expect(text).toContain(words);
    // A plan is no entry: until a person enters it, the register says what is missing.
    const missing = 'A final EHC plan is written down; the register here still says SEN Support: enter the EHC plan.';
    expect(told.page).toContain(missing);
    expect(await read(`/register?${of}`)).toContain(missing);
    const changed = { ...entry, ...needs, status: 'E', from_on: '2027-11-15', told_on: '2027-11-15', seen: String(3) };
    await amira.does('enter-register', senco, `/register/${key}/entry`, changed);
    const entered = await amira.told(senco);
    expect(entered.page).not.toContain('A final EHC plan is written down');
    expect(entered.row).toMatchObject({ Status: 'EHC plan', Since: '2027-11-15' });
    for (const text of [entered.page, entered.paper]) expect(text).toContain('EHC plan since 15 November 2027');
    expect(entered.story).toMatch(/15 November 2027.*SEN Support ends.*Moved to EHC plan.*EHC plan starts/);
    expect(entered.paper).toMatch(/SEN Support from 10 December 2026 to 15 November 2027/);
    expect(await read(`/register/summary?${of}&from=2027-09-01&to=2027-12-31`)).toMatch(/Changed status 1 /);
  });

  test('agencies, what works and the move: the next school reads the same, the old one keeps what is its own', async () => {
    const { key, pupilId } = amira;
    goOnTo('2027-12-03');
    const agency = {
      ...agencyBody,
      name: 'Speech therapy',
      contact: 'Ms Lane',
      since_on: '2027-01-12',
      consent: 'given',
    };
    const agreed = { ...agency, consent_by: 'mother', consent_on: '2027-01-10', reports: '20 May 2027: review' };
    await amira.does('save-agency', senco, `/register/${key}/agencies`, agreed);
    await amira.does('save-agency', senco, `/register/${key}/agencies`, { ...agencyBody, name: 'Family service' });
    const works = { entry: '', seen: '0', strengths: 'ideas', works: 'one step at a time', avoid: 'reading unasked' };
    await amira.does('save-what-works', senco, `/register/${key}/works`, works);
    const reader = { entry: '', seen: '0', arrangement: 'a reader', basis: 'reads slowly', normal_way: 'every test in class', since_on: '2027-05-04', ended_on: '' }; // prettier-ignore
    await amira.does('save-access-arrangement', senco, `/register/${key}/access`, reader);
    const before = await amira.told(senco);
    expect(before.paper).toMatch(/Speech therapy, since 12 January 2027.*Family service/);
    expect(await amira.audited()).toEqual(amira.written);

    runs = [{ id: '2027-12-03-0123456789ab', content: afterMove(pupilId) }, ...runs];
    server.app.runs.refresh();
    const { transfer_id } = await (async () => {
      expect(await read('/moves', head)).toContain(elm);
      return server.record.db.selectFrom('transfer').selectAll().executeTakeFirstOrThrow();
    })();
    const headOfElm = visitor(server.app, { cookie: await server.signIn('headteacher', { school: elm }) });
    goOnTo('2027-12-06');
    for (const who of [head, headOfElm])
      expect((await who.send(`/moves/${transfer_id}/agree`, {}, '/sign-out')).status).toBe(303);
    amira.school = elm;
    const after = await amira.told(headOfElm);

    // The same entries, plans, steps and hours, with the day of the move; notes of the old school's meeting stay there.
    expect(after.row).toEqual({ ...before.row, School: elm });
    expect(after.row).toMatchObject({ Status: 'EHC plan', 'Plans reviewed': '2', 'Hours of provision a week': '1.75' });
    expect(after.data['plans']).toEqual(before.data['plans']);
    expect(after.data['steps']).toEqual(before.data['steps']);
    expect(after.data['access-arrangements']).toEqual(before.data['access-arrangements']);
    expect(after.data['provision']).toEqual([{ ...before.data['provision'][0], to: '2027-12-06' }]);
    expect(after.map).toMatchObject([{ Provision: 'Sound group', From: '2026-12-10', To: '2027-12-06' }]);
    expect(all(after.data['agencies'], 'name')).toEqual(['Speech therapy']);
    expect(after.story).toMatch(/6 December 2027.*Moved from Oak Primary to Elm Primary/);
    expect(after.story).not.toMatch(/letters jump|Family service/);
    for (const words of [
      'SEN Support starts, decided by Ms Okafor',
      'Plan 2 reviewed',
      'Final EHC plan: the authority',
    ])
      expect(after.story).toContain(words);
    const sheet = await read(`/register/${key}/transition`, headOfElm);
    for (const words of [
      'EHC plan since 15 November 2027',
      'one step at a time',
      'a reader, since 4 May 2027',
      'reads a page aloud; asks for help',
      'Sound group, 35 minutes',
      'Speech therapy (Ms Lane)',
    ])
      expect(sheet).toContain(words);
    expect(await tellsEverything(headOfElm, key)).toMatchObject({
      register_entry: [
        { status: 'K', from_on: '2026-12-10', left_on: '2027-11-15', moved_to: 'E' },
        { status: 'E', from_on: '2027-11-15', left_on: null },
      ],
      support_plan: [{ effect: 'not yet' }, { effect: 'not yet' }],
      provision: [{ name: 'Sound group', minutes: 35, from_on: '2026-12-10', to_on: '2027-12-06' }],
      letter_made: [{ kind: 'support', told_on: '2026-12-10' }],
      transfer: [{ from_school: oak, to_school: elm }],
    });

    expect((await senco.get(`/register/${key}`)).status).toBe(404);
    for (const url of [`/register.csv?${of}`, `/provision.csv?${of}`, `/letters/support?${of}`])
      expect((await senco.get(url)).body, url).not.toMatch(/Amira|oak-4k-01/);
    const left = await rowsAbout(server.record, { school: oak, pupilId });
    expect(Object.keys(left)).not.toEqual(expect.arrayContaining(['register_entry']));
    expect(left['discussion']).toMatchObject([{ outcome: 'start-sen-support' }]);
    expect(left['audit'].map((row) => row['action'])).toContain('transfer-done');
  });
});

describe('from the school’s file to leaving and the end of monitoring', () => {
  const others = Array.from({ length: 7 }, (_, n) => fixturePupil(oak, '4J', n + 1));
  const hidden = (page: string, name: string) =>
    Object.fromEntries(
      [...page.slice(page.indexOf(name)).matchAll(/<input[^>]*>/g)].flatMap(([tag]) => {
        const [, box] = /name="([^"]+)"/.exec(tag) ?? [];
        const [, value = ''] = /value="([^"]*)"/.exec(tag) ?? [];
        const sent = !tag.includes('type="checkbox"') || tag.includes(' checked');
        return box && box !== 'token' && sent ? [[box, value] as const] : [];
      }),
    );

  test('entered with the rest of the file, signed once; what was not known is found out by a letter', async () => {
    const { key, pupilId } = ida;
    const inFile = { dateOfBirth: '2018-03-09', senStatus: 'K', senSince: '2025-05-06', primaryNeed: 'SLCN' };
    const more = { joinedOn: null, attendancePercent: 91.4, englishAdditional: null, facts: [] };
    const files = [pupilId, ...others].map((id) => ({ school: oak, pupilId: id, ...inFile, ...more }));
    await keepPupilContext(server.record, files);
    const { body } = await senco.get('/register/from-file');
    const statuses = Object.fromEntries(
      [...body.matchAll(/<select[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g)].map(([, name, options]) => [
        name,
        /value="([^"]*)"\s+selected/.exec(options)?.[1] ?? '',
      ]),
    );
    const form = { ...hidden(body, 'action="/register/from-file"'), ...statuses, signed: 'yes' };
    const typed = { [`difficulty.${key}`]: 'joins in late', [`provision.${key}`]: 'talk time' };
    await ida.does('enter-register', senco, '/register/from-file', { ...form, ...typed });
    expect(csvRows((await senco.get(`/register.csv?${of}`)).body)).toHaveLength(8);
    expect((await ida.told(senco)).page).toContain('It is not known whether parents were told');
    const plan = { ...firstPlan, start_on: '2027-12-06', review_on: '2028-03-10' };
    await ida.does('start-plan', senco, `/plans/${key}/plan`, plan);
    const words = { [`pupil.${key}`]: 'yes', [`one.${key}`]: 'listens well', 'all.contact': 'office', 'all.from': 'K' };
    const made = await ida.does('make-letter', senco, '/letters/support', { school: oak, ...words, do: 'make' });
    const [, letter] = /name="letter\.([0-9a-f-]{36})"/.exec((await senco.get(made)).body)!;
    const told = { told_on: '2027-12-06', told_by: 'Ms Khan', told_how: 'by this letter' };
    await ida.does('enter-register', senco, made, { [`letter.${letter}`]: '1', do: 'told', ...told });
    ida.written.push('letter-told');
    const now = await ida.told(senco);
    expect(now.row).toMatchObject({ Since: '2025-05-06', 'Parents told': '2027-12-06', 'Attendance %': '91.4' });
    for (const text of [now.story, now.page, now.paper]) {
      expect(text).toContain('6 December 2027, by Ms Khan, by this letter');
      expect(text).toContain('joins in late');
      expect(text).toContain('talk time');
      expect(text).toContain('not known (before this record)');
    }
    const summary = await read(`/register/summary?${of}&from=2027-09-01&to=2027-12-31`);
    expect(summary).toMatch(
      /On the register at the end 8 Of these, with provision in the provision map 1 Hours .* 1\.75/,
    );
    expect(await read(`/register/summary?${of}`, governor)).toMatch(/On the register at the end 8 /);
  });

  test('reviewed with effect, left with evidence, told and watched; taking the leaving back leaves no trace of it', async () => {
    const { key } = ida;
    goOnTo('2028-03-10');
    const done = { ...(await lastPlan(ida)), reviewed_on: '2028-03-10', result_1: '52', result_2: '6' };
    const hoped = { ...review, effect: 'as hoped', effect_1: 'as hoped', effect_2: 'as hoped' };
    await ida.does('review-plan', senco, `/plans/${key}/review`, { ...hoped, ...done });
    const { provision_id } = await server.record.db.selectFrom('provision').selectAll().where('school', '=', oak).executeTakeFirstOrThrow(); // prettier-ignore
    const ends = { ends: ida.pupilId, day: '2028-03-10' };
    await ida.does('leave-provision', senco, `/provision/${provision_id}/pupils`, ends);
    goOnTo('2028-03-13');
    const before = withoutHistory(await ida.told(senco));
    const leaving = {
      left_on: '2028-03-13',
      left_because: 'reads as others do, over two windows',
      left_told_on: '2028-03-12',
      left_told_by: 'Ms Khan',
      watch_until: '2028-06-12',
    };
    await ida.does('leave-register', senco, `/register/${key}/leave`, leaving);
    expect(await read(`/monitoring?${of}`)).toContain('left the register: reads as others do');
    const entryRow = await server.record.db.selectFrom('register_entry').selectAll().where('pupil_id', '=', ida.pupilId).executeTakeFirstOrThrow(); // prettier-ignore
    const undo = { entry: entryRow.entry_id, seen: String(entryRow.version) };
    await ida.does('undo-register', senco, `/register/${key}/undo`, undo);
    expect(withoutHistory(await ida.told(senco))).toEqual(before);
    expect(await read(`/monitoring?${of}`)).not.toContain('left the register');
    await ida.does('leave-register', senco, `/register/${key}/leave`, leaving);
  });

  test('who has left is nowhere shown as supported, and watched until somebody ends it', async () => {
    const { key, pupilId } = ida;
    const teacher = visitor(server.app, {
      cookie: await server.signIn('teacher', { school: oak, classes: [[oak, '4K']], from: '2027-09-01' }),
    });
    const nowhere = async (url: string, who = senco) => {
      const { status, body } = await who.get(url);
      expect([url, status, body.includes(key) || body.includes(pupilId)]).toEqual([url, 200, false]);
    };
    for (const who of [senco, teacher])
      for (const url of [
        '/register',
        '/register?show=K',
        '/register?show=file',
        '/register?show=support',
        '/register.csv',
      ])
        await nowhere(url, who);
    for (const url of ['/letters/support', '/letters/review', `/provision?${of}&from=2028-03-13&to=2028-07-01`])
      await nowhere(url);
    await nowhere('/register/from-file');
    for (const url of [`/agenda?${of}&class=4K`, `/class-sheet?${of}&class=4K`])
      for (const who of [senco, teacher])
        expect(await read(url, who), url).not.toMatch(/Already supported \(|SEN Support since/);
    const told = await ida.told(senco);
    expect(told.row).toBeUndefined();
    expect(told.page).toContain('no SEN status');
    expect(told.page).toContain('the school’s file still says support: correct it there');
    for (const text of [told.paper, await read(`/register/${key}/transition`)])
      expect(text).toContain('Status: no SEN status');
    expect(told.paper).toContain('SEN Support from 6 May 2025 to 13 March 2028: reads as others do, over two windows');
    expect(told.story).toMatch(/13 March 2028.*SEN Support ends.*What shows it: reads as others do, over two windows\. Parents told: 12 March 2028, by Ms Khan\..*On the monitoring list/); // prettier-ignore
    expect(told.story).toMatch(/Plan 1 reviewed by S\. Khan: effect as hoped\..*reads on alone: 52, as hoped/);
    expect(told.map).toMatchObject([{ Provision: 'Sound group', From: '2026-12-10', To: '2028-03-10' }]);
    expect(told.data['provision']).toMatchObject([{ to: '2028-03-10' }]);
    const term = `from=2028-01-01&to=2028-03-31`;
    const summary = await read(`/register/summary?${of}&${term}`);
    expect(summary).toMatch(/at the start 8 Came onto it 0 Left it 1 Changed status 0 On the register at the end 7/);
    expect(summary).not.toContain('Not counted:');
    expect(csvRows((await senco.get(`/register.csv?${of}&show=K`)).body)).toHaveLength(7);
    expect(await read(`/register/summary?${of}&${term}`, governor)).toMatch(/Left it – .*at the end 7 /);
    expect(await read('/letters/leaving')).toContain('Ida Park');
    goOnTo('2028-06-12');
    expect(await read(`/monitoring?${of}`)).toMatch(/Ida P .*12 June 2028 due/);
    await ida.does('end-monitoring', senco, `/register/${key}/monitoring/end`, { ended_because: 'progress holds' });
    expect(await read(`/monitoring?${of}`)).not.toContain('left the register');
    expect((await ida.told(senco)).story).toContain('Off the monitoring list: progress holds.');
    expect(await tellsEverything(head, key)).toMatchObject({
      register_entry: [{ status: 'K', left_on: '2028-03-13' }],
      monitored: [{ ended_on: '2028-06-12', ended_because: 'progress holds' }],
      provision: [{ name: 'Sound group' }],
    });
    expect(await ida.audited()).toEqual(ida.written);
  });
});
