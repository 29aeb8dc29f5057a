import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runRows } from '../../../engine/index.ts';
import { bannedWordsIn } from '../../../engine/words/kit/banned-words.ts';
import { keepPupilContext } from '../../../server/records/pupils/pupil-context.ts';
import { tableOfRows } from '../../engine/tables/table-of-rows.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { fixtureRunId, testApp, tokenOf, type TestApp } from '../signed-in.ts';

let server: TestApp;
let senco: string;
let clock: Date;
beforeEach(async () => {
  clock = new Date('2026-12-10T09:00:00Z');
  server = await testApp({ now: () => clock }, widening());
  senco = await server.signIn('senco', { school: 'Oak Primary' });
});
afterEach(() => server.app.close());

/** A run in which the gap of the first pupil of each class has grown. */
function widening() {
  const content = fixtureRun();
  const { criteria } = content.tables;
  const rows = runRows(criteria).map((row) =>
    row.criterion === 'gap-widening' && row.pupil_id.endsWith('-01') ? { ...row, verdict: 'met' as const } : row,
  );
  return { ...content, tables: { ...content.tables, criteria: tableOfRows('criteria', rows) } };
}

const key = (number: number, className = '4K') => pupilKeyOf(server, fixturePupil('Oak Primary', className, number));

async function text(url: string, cookie = senco): Promise<string> {
  const { body } = await server.app.inject({ url, headers: { cookie } });
  return textOf(body);
}

function textOf(page: string): string {
  return page
    .slice(page.indexOf('<main'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

async function post(url: string, fields: Record<string, string>, cookie = senco) {
  const { body } = await server.app.inject({ url: '/', headers: { cookie } });
  return server.app.inject({
    method: 'POST',
    url,
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ token: tokenOf(body), ...fields }).toString(),
  });
}

const entry = {
  status: 'K',
  from_on: '2026-12-10',
  difficulty: 'needs time to answer',
  entry_provision: 'small group, three times a week',
  decided_by: 'Ms Okafor',
  told_on: '2026-12-08',
  told_by: 'Ms Khan',
  told_how: 'in a talk',
};
const leaving = {
  left_on: '2027-03-10',
  left_because: 'the gap has closed over two windows',
  left_told_on: '2027-03-08',
  left_told_by: 'Ms Khan',
  watch_until: '2027-07-01',
};
const plan = {
  start_on: '2026-12-10',
  review_on: '2027-03-10',
  hoped_for: 'reads on at home\nasks for help',
  plan_provision: 'reading partner, 3 × 20 min',
};

describe('the register', () => {
  test('enters a pupil by a named person’s decision with both limbs and parents told, and keeps all of it', async () => {
    const one = await key(9);
    expect((await post(`/register/${one}/entry`, entry)).statusCode).toBe(303);
    const page = await text(`/register/${one}`);
    expect(page).toContain('SEN Support since 10 December 2026');
    expect(page).toContain('needs time to answer');
    expect(page).toContain('Decided by Ms Okafor');
    expect(page).toContain('8 December 2026, by Ms Khan, in a talk');
    expect(page).toMatch(/Entered by S\. Khan, 10 December 2026/);
    expect(await text('/register')).toMatch(/No plan is running/);
    const entries = await server.record.db
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'enter-register')
      .execute();
    expect(entries.map(({ object }) => object)).toEqual([fixturePupil('Oak Primary', '4K', 9)]);
  });

  test.each([
    ['a difficulty', { difficulty: ' ' }, 'Both are needed'],
    ['provision', { entry_provision: '' }, 'Both are needed'],
    ['a person who decides', { decided_by: '' }, 'Say whose decision it is'],
    ['parents told', { told_on: '' }, 'Parents are told before SEN Support starts.'],
    ['parents told before', { from_on: '2026-12-05', told_on: '2026-12-06' }, 'Parents are told before the day'],
  ])('refuses an entry without %s and keeps what was typed', async (_what, fields, sentence) => {
    const answer = await post(`/register/${await key(9)}/entry`, { ...entry, ...fields });
    expect(answer.statusCode).toBe(422);
    expect(textOf(answer.body)).toContain(sentence);
    expect(answer.body).toContain('value="in a talk"');
    expect(await server.record.db.selectFrom('register_entry').selectAll().execute()).toEqual([]);
  });

  test('never changes by a meeting’s outcome: it is shown as a suggestion', async () => {
    const one = await key(9);
    const fields = ['can_do', 'tried', 'agreed', 'who', 'by_when', 'will_see', 'note', 'pupil_says', 'home_says'];
    await post(`/pupils/${one}/discussion`, {
      ...Object.fromEntries(fields.map((name) => [name, ''])),
      run: fixtureRunId,
      version: '0',
      outcome: 'start-sen-support',
      considered: 'yes',
      asks: 'Ms Khan',
      parent_told: 'yes',
    });
    const page = await text('/register');
    expect(page).toMatch(/Suggested by meetings \(1\).*start SEN Support/);
    expect(await server.record.db.selectFrom('register_entry').selectAll().execute()).toEqual([]);
  });

  test('shows who is in the school’s file and not entered here, by status and need', async () => {
    const pupilId = fixturePupil('Oak Primary', '4K', 4);
    await keepPupilContext(server.record, [
      {
        school: 'Oak Primary',
        pupilId,
        dateOfBirth: null,
        senStatus: 'E',
        senSince: '2025-09-03',
        primaryNeed: 'SLCN',
        joinedOn: null,
        attendancePercent: null,
        englishAdditional: null,
        facts: [],
      },
    ]);
    const page = await text('/register?show=file');
    expect(page).toMatch(/2 pupils shown\..*Ida P 4K EHC plan 3 September 2025/);
    expect(await text('/register?show=E')).toContain('1 pupil shown.');
    expect(page).toContain('speech, language and communication (communication and interaction)');
    expect(await text(`/register/${await key(4)}`)).toContain('a person enters it here');
  });

  test('lets a pupil leave with evidence and parents told again, on to the monitoring list, which has its own end', async () => {
    const one = await key(9);
    await post(`/register/${one}/entry`, entry);
    const bare = await post(`/register/${one}/leave`, { ...leaving, left_because: '' });
    expect(bare.statusCode).toBe(422);
    clock = new Date('2027-03-10T09:00:00Z');
    expect((await post(`/register/${one}/leave`, leaving)).statusCode).toBe(303);
    const page = await text(`/register/${one}`);
    expect(page).toContain('no SEN status');
    expect(page).toContain('SEN Support ended, left: the gap has closed over two windows; parents told 8 March 2027.');
    expect(await text('/monitoring')).toMatch(/left the register: the gap has closed over two windows 1 July 2027/);
    clock = new Date('2027-07-02T09:00:00Z');
    expect(await text('/monitoring')).toContain('1 July 2027 due');
    await post(`/register/${one}/monitoring/end`, { ended_because: 'progress holds' });
    expect(await text('/monitoring')).not.toContain('left the register');
    expect(await text(`/register/${one}`)).toContain('Monitoring ended: progress holds.');
  });

  test('moves from SEN Support to an EHC plan without losing when each began', async () => {
    const one = await key(9);
    await post(`/register/${one}/entry`, entry);
    const again = await post(`/register/${one}/entry`, entry);
    expect(textOf(again.body)).toContain('entered with this status already');
    clock = new Date('2027-05-03T09:00:00Z');
    const later = { ...entry, status: 'E', from_on: '2027-05-03', told_on: '2027-05-01' };
    await post(`/register/${one}/entry`, { ...later, seen: '1' });
    const rows = await server.record.db.selectFrom('register_entry').selectAll().orderBy('from_on').execute();
    expect(rows.map(({ status, from_on, left_on }) => [status, from_on, left_on])).toEqual([
      ['K', '2026-12-10', '2027-05-03'],
      ['E', '2027-05-03', null],
    ]);
    expect(await text(`/register/${one}`)).toContain('SEN Support ended, moved to EHC plan');
  });

  test('keeps needs in their order with the broad area, and those before with their dates', async () => {
    const one = await key(9);
    const none = { need_2: '', need_3: '', note_1: '', note_2: '', note_3: '' };
    await post(`/register/${one}/needs`, { ...none, need_1: 'SLCN', need_2: 'HI', note_2: 'left ear' });
    expect(await text(`/register/${one}`)).toMatch(
      /speech, language and communication \(communication and interaction\) hearing \(sensory or physical\): left ear/,
    );
    clock = new Date('2027-02-01T09:00:00Z');
    await post(`/register/${one}/needs`, { ...none, need_1: 'HI' });
    const page = await text(`/register/${one}`);
    expect(page).toContain('Need, until 1 February 2027: speech, language and communication');
    const twice = await post(`/register/${one}/needs`, { ...none, need_1: 'HI', need_2: 'HI' });
    expect(twice.statusCode).toBe(422);
    expect((await post(`/register/${one}/needs`, { ...none, need_1: 'XYZ' })).statusCode).toBe(422);
  });

  test('is kept by SENCO and head; a class teacher reads the own class, and decides no status and no plan', async () => {
    const teacher = await server.signIn('teacher', { school: 'Oak Primary', classes: [['Oak Primary', '4K']] });
    const one = await key(9);
    expect((await post(`/register/${one}/entry`, entry, teacher)).statusCode).toBe(403);
    expect((await post(`/register/${one}/needs`, { need_1: '' }, teacher)).statusCode).toBe(403);
    expect((await post(`/register/${one}/plan`, plan, teacher)).statusCode).toBe(403);
    await post(`/register/${one}/plan`, plan);
    const page = await text(`/register/${one}`, teacher);
    expect(page).toContain('reading partner, 3 × 20 min');
    expect(page).not.toContain('Review the plan');
    expect(page).not.toContain('Enter on the register');
    expect(await text('/register', teacher)).not.toContain('4J');
  });
});

describe('a plan', () => {
  test('is written and reviewed on one page, to which the register and the old addresses lead', async () => {
    const one = await key(9);
    const page = () => server.app.inject({ url: `/register/${one}`, headers: { cookie: senco } });
    expect((await page()).body).toMatch(new RegExp(`href="/plans/${one}"\\s*>Write a plan<`));
    expect((await page()).body).not.toContain('name="hoped_for"');
    await post(`/register/${one}/plan`, plan);
    expect((await page()).body).toContain('>Open, change or review the plan<');
    expect((await page()).body).not.toContain('name="came_of_it"');
    for (const old of ['plan', 'review']) {
      const led = await server.app.inject({ url: `/register/${one}/${old}`, headers: { cookie: senco } });
      expect([led.statusCode, led.headers.location]).toEqual([303, `/plans/${one}`]);
    }
  });

  test('is for a fixed time, with or without a status, and shows results before and in it', async () => {
    const one = await key(9);
    const without = await post(`/register/${one}/plan`, { ...plan, review_on: '2026-12-01' });
    expect(textOf(without.body)).toContain('The review comes after the start.');
    await post(`/register/${one}/plan`, { ...plan, start_on: '2026-01-10', review_on: '2026-12-10' });
    const page = await text(`/register/${one}`);
    expect(page).toContain('Support without an SEN status: that may well be right.');
    expect(page).toContain('The plan’s review is due.');
    expect(page).toMatch(/Reading: 92 \(December 2025\) before, 92 \(December 2026\) in this plan/);
    expect((await post(`/register/${one}/plan`, plan)).statusCode).toBe(422);
    expect(await text('/register?show=support')).toMatch(/1 pupil shown\..*support, no SEN status/);
    expect(await text('/register?show=due')).toContain('1 pupil shown.');
  });

  const planId = async () =>
    (await server.record.db.selectFrom('support_plan').select('plan_id').where('reviewed_on', 'is', null).execute())[0]
      .plan_id;
  const review = {
    reviewed_on: '2027-03-10',
    came_of_it: 'some lines read',
    review_pupil_says: 'ok',
    review_home_says: 'ok',
  };

  test('prompts for statutory assessment after two reviewed plans without effect and a grown gap, and only then', async () => {
    const prompt = 'Two reviewed plans have not yet had the effect hoped for and the gap has grown.';
    const [grown, steady] = [await key(1), await key(2)];
    for (const one of [grown, steady])
      for (const cycle of [1, 2]) {
        await post(`/register/${one}/plan`, plan);
        if (cycle === 2) expect(await text(`/register/${one}`)).not.toContain(prompt);
        const answer = await post(`/register/${one}/review`, { ...review, plan: await planId(), effect: 'not yet' });
        expect(answer.statusCode).toBe(303);
      }
    expect(await text(`/register/${grown}`)).toContain(
      `${prompt} Please consider, with the parents, whether to ask for a statutory assessment.`,
    );
    expect(await text(`/register/${steady}`)).not.toContain(prompt);
    await post(`/register/${grown}/plan`, plan);
    await post(`/register/${grown}/review`, { ...review, plan: await planId(), effect: 'partly' });
    expect(await text(`/register/${grown}`)).not.toContain(prompt);
  });

  test('is reviewed once: a second reviewer loses nothing and sees the first review', async () => {
    const one = await key(9);
    await post(`/register/${one}/plan`, plan);
    const id = await planId();
    const silent = await post(`/register/${one}/review`, {
      ...review,
      plan: id,
      effect: 'partly',
      review_home_says: '',
    });
    expect(textOf(silent.body)).toContain('Write what the pupil and home say, or why they were not asked.');
    await post(`/register/${one}/review`, { ...review, plan: id, effect: 'as hoped' });
    const late = await post(`/register/${one}/review`, { ...review, came_of_it: 'mine', plan: id, effect: 'partly' });
    expect(late.statusCode).toBe(422);
    expect(textOf(late.body)).toContain('as hoped : some lines read');
    expect(late.body).toContain('mine');
  });
});

describe('the state of the record is the same on every page', () => {
  const inFile = (pupilId: string, senStatus: string, senSince: string | null) =>
    keepPupilContext(server.record, [
      {
        school: 'Oak Primary',
        pupilId,
        dateOfBirth: null,
        senStatus,
        senSince,
        primaryNeed: 'SLCN',
        joinedOn: null,
        attendancePercent: null,
        englishAdditional: null,
        facts: [],
      },
    ]);

  test('who left the register has left everywhere, and the file is to be corrected', async () => {
    const one = await key(4);
    await inFile(fixturePupil('Oak Primary', '4K', 4), 'K', '2025-05-06');
    await post(`/register/${one}/entry`, entry);
    clock = new Date('2027-03-12T09:00:00Z');
    expect((await post(`/register/${one}/leave`, leaving)).statusCode).toBe(303);
    expect(await text(`/pupils/${one}`)).toMatch(
      /no SEN status since March 2027.*Already supported when these results were analysed/,
    );
    const page = await text(`/register/${one}`);
    expect(page).toContain('no SEN status');
    expect(page).not.toMatch(/SEN Support since/);
    expect(page).toContain('the school’s file still says support: correct it there');
    // The list, its table and the class sheet, which the results of the file were made for, tell it too.
    const list = await text('/agenda?school=Oak%20Primary&class=4K');
    expect(list).toMatch(/Monitoring \(2\).*left SEN Support on 10 March 2027/);
    expect(list).not.toContain('Already supported (');
    expect(await text('/agenda?school=Oak%20Primary&class=4K&section=supported')).toContain(
      'No pupil fits this choice',
    );
    expect(await text('/class-sheet?school=Oak%20Primary&class=4K')).toMatch(
      /is the plan working\? Nobody this time\..*Monitoring.*left SEN Support on 10 March 2027/,
    );
    // A newer file says that support began again.
    await inFile(fixturePupil('Oak Primary', '4K', 4), 'E', '2027-04-20');
    expect(await text(`/pupils/${one}`)).toContain('EHC plan since April 2027');
  });

  test('who has no status in the school’s file is not said to be in it', async () => {
    const one = await key(9);
    await inFile(fixturePupil('Oak Primary', '4K', 9), 'N', null);
    await post(`/register/${one}/entry`, entry);
    const story = await text(`/pupils/${one}/case-story`);
    expect(story).toContain('SEN Support starts');
    expect(story).not.toContain('in the school’s file');
    expect(await text(`/register/${one}`)).toContain('The school’s file and this register do not say the same status.');
    await inFile(fixturePupil('Oak Primary', '4K', 9), 'K', '2026-12-10');
    expect(await text(`/pupils/${one}/case-story`)).toContain('SEN Support in the school’s file.');
    expect(await text(`/register/${one}`)).not.toContain('do not say the same status');
  });

  test('a review whose day has passed is asked about, on the page, in the register and in the story', async () => {
    const one = await key(9);
    await post(`/register/${one}/plan`, plan);
    const asked = 'The plan was to be reviewed by 10 March 2027, and no review is recorded: what came of it?';
    expect(await text(`/pupils/${one}`)).not.toContain('what came of it?');
    clock = new Date('2027-03-11T09:00:00Z');
    expect(await text(`/pupils/${one}`)).toContain(asked);
    expect(await text(`/pupils/${one}/case-story`)).toContain(asked);
    expect(await text(`/register/${one}`)).toContain('The plan’s review is past its date: what came of it?');
    const { plan_id: id } = await server.record.db
      .selectFrom('support_plan')
      .select('plan_id')
      .executeTakeFirstOrThrow();
    const reviewed = { reviewed_on: '2027-03-11', effect: 'as hoped', came_of_it: 'reads on at home' };
    const voices = { review_pupil_says: 'I like it', review_home_says: 'reads more' };
    await post(`/register/${one}/review`, { ...reviewed, ...voices, plan: id });
    expect(await text(`/pupils/${one}`)).not.toContain('what came of it?');
  });

  test('a plan that starts later is not drawn as help that started', async () => {
    const one = await key(9);
    clock = new Date('2026-11-02T09:00:00Z');
    await post(`/register/${one}/plan`, { ...plan, start_on: '2026-11-20' });
    expect(await text(`/pupils/${one}`)).not.toContain('help started');
    clock = new Date('2026-11-21T09:00:00Z');
    expect(await text(`/pupils/${one}`)).toContain('Nov 2026 help started');
  });
});

test('pages of register, plans and meetings use no word that judges a child', async () => {
  const one = await key(9);
  await post(`/register/${one}/entry`, entry);
  await post(`/register/${one}/plan`, plan);
  for (const url of [
    '/register',
    '/monitoring',
    `/register/${one}`,
    `/pupils/${one}/case-story`,
    `/pupils/${one}/one`,
    '/meetings',
    '/prepare?school=Oak%20Primary&class=4K',
  ])
    expect([url, bannedWordsIn(await text(url))]).toEqual([url, []]);
});

test('a day that is in no calendar is taken by no form and no filter', async () => {
  const first = await key(1);
  const refused = [
    await post(`/register/${first}/plan`, { ...plan, review_on: '2026-13-45' }),
    await post(`/register/${first}/monitoring`, { watch_because: 'progress', look_again_on: '0000-00-00' }),
  ];
  expect(refused.map(({ statusCode }) => statusCode)).toEqual([400, 400]);
  expect(await server.record.db.selectFrom('support_plan').selectAll().execute()).toEqual([]);
  const auditor = await server.signIn('auditor');
  for (const url of ['/audit?until=2026-13-45', '/audit.csv?from=2026-02-30'])
    expect((await server.app.inject({ url, headers: { cookie: auditor } })).statusCode, url).toBe(400);
  const whole = await server.app.inject({ url: '/audit?from=&until=2026-12-10', headers: { cookie: auditor } });
  expect(whole.statusCode).toBe(200);
});
