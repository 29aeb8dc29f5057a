import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startMeeting } from '../../../server/records/discussions/meetings.ts';
import { addPersonClass } from '../../../server/people/people.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { fixtureRunId, runsInMemory, testApp, tokenOf, type TestApp } from '../signed-in.ts';

let server: TestApp;
let head: string;
let clock: Date;
let runs: { id: string; content: ReturnType<typeof fixtureRun> }[];
beforeEach(async () => {
  clock = new Date('2026-12-10T09:00:00Z');
  runs = [{ id: fixtureRunId, content: fixtureRun() }];
  const source = { list: () => runsInMemory(...runs).list(), open: (id: string) => runsInMemory(...runs).open(id) };
  server = await testApp({ now: () => clock, runs: source });
  head = await server.signIn('headteacher');
});
afterEach(() => server.app.close());

const key = (number: number, className = '4K') => pupilKeyOf(server, fixturePupil('Oak Primary', className, number));

async function get(url: string, cookie = head) {
  const { body, statusCode } = await server.app.inject({ url, headers: { cookie } });
  return { status: statusCode, body, text: textOf(body) };
}

/** What a reader sees, on one line. */
function textOf(page: string): string {
  return page
    .slice(page.indexOf('<main'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

async function post(url: string, fields: Record<string, string>, cookie = head) {
  return server.app.inject({
    method: 'POST',
    url,
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ token: tokenOf((await get('/', cookie)).body), ...fields }).toString(),
  });
}

const form = {
  run: fixtureRunId,
  version: '0',
  outcome: 'extra-help',
  considered: 'yes',
  ...Object.fromEntries(
    ['can_do', 'tried', 'agreed', 'who', 'by_when', 'will_see', 'note', 'pupil_says', 'home_says'].map((name) => [
      name,
      '',
    ]),
  ),
  asks: '',
  asks_by: '',
  parent_told: '',
  go: 'next',
};

async function start(className = '4K', cookie = head): Promise<string> {
  const answer = await post('/meetings', { class: JSON.stringify(['Oak Primary', className]), minutes: '45' }, cookie);
  expect(answer.statusCode).toBe(303);
  return String(answer.headers.location);
}

async function agree(meeting: string, number: number, fields: Record<string, string> = {}) {
  return post(`${meeting}/pupils/${await key(number)}`, { ...form, ...fields });
}

describe('a meeting', () => {
  test('steps through the list by section, saves and goes on, and ends at the recap', async () => {
    const meeting = await start();
    const opening = (await get(meeting)).text;
    expect(opening).toContain('Begin with Amira H');
    expect(opening.indexOf('Discuss first')).toBeLessThan(opening.indexOf('Already supported'));
    const step = (await get(`${meeting}/pupils/${await key(1)}`)).text;
    expect(step).toContain('1 of 7 , 45 min left');
    const saved = await agree(meeting, 1, { agreed: 'reading partner', who: 'Ms Khan', by_when: '2027-01-12' });
    expect(saved.headers.location).toBe(`${meeting}/pupils/${await key(2)}?saved=${await key(1)}`);
    expect((await get(String(saved.headers.location))).text).toContain('Saved for Amira Hussain');
    for (const number of [2, 3, 4, 5, 6]) await agree(meeting, number, { outcome: 'no-concern' });
    const last = await agree(meeting, 7, { outcome: 'no-concern' });
    expect(last.headers.location).toBe(`${meeting}/recap`);
    const recap = (await get(`${meeting}/recap`)).text;
    expect(recap).toContain('7 of 7 talked about');
    expect(recap).toMatch(/Ms Khan Amira H reading partner extra help \(not SEN\) 12 January 2027/);
    expect(recap).not.toContain('Not reached');
  });

  test('brings a parked pupil back at the end, and says who was parked or not reached', async () => {
    const meeting = await start();
    const parked = await post(`${meeting}/pupils/${await key(2)}/park`, {});
    expect(parked.headers.location).toBe(`${meeting}/pupils/${await key(3)}`);
    expect((await get(`${meeting}/pupils/${await key(2)}`)).text).toContain('7 of 7');
    expect((await get(`${meeting}/pupils/${await key(3)}`)).text).toContain('2 of 7');
    const recap = (await get(`${meeting}/recap`)).text;
    expect(recap).toMatch(/Parked, not taken up again \(1\) Tom B/);
    expect(recap).toContain('Not reached (6)');
    for (const number of [1, 3, 4, 5, 6]) await agree(meeting, number, { outcome: 'no-concern' });
    const seventh = await agree(meeting, 7, { outcome: 'no-concern' });
    expect(seventh.headers.location).toContain(`/pupils/${await key(2)}`);
  });

  test('stays with the run it began with, whatever run comes later, even when its own is withdrawn', async () => {
    const meeting = await start();
    clock = new Date('2026-12-10T09:30:00Z');
    runs = [{ id: '2027-03-05-0123456789ab', content: laterRun() }, ...runs];
    server.app.runs.refresh();
    expect((await get('/agenda?school=Oak%20Primary&class=4K')).text).toContain('March 2027');
    const step = (await get(`${meeting}/pupils/${await key(1)}`)).body;
    expect(step).toContain(`name="run" value="${fixtureRunId}"`);
    await agree(meeting, 1);
    const [row] = await server.record.db.selectFrom('discussion').selectAll().execute();
    expect(row).toMatchObject({ run_id: fixtureRunId, meeting_id: meeting.split('/').at(-1) });
    expect(await start()).toBe(meeting);
    await post(`${meeting}/end`, {});
    const next = await start();
    expect(next).not.toBe(meeting);
    expect((await get(next)).text).toContain('March 2027');
    const teacher = await server.signIn('teacher', { school: 'Oak Primary', classes: [['Oak Primary', '4K']] });
    const withdrawn = await post(`/data/runs/${fixtureRunId}/withdraw`, { reason: 'wrong file' });
    expect(withdrawn.statusCode).toBe(303);
    expect((await get(`${meeting}/recap`, teacher)).status).toBe(200);
    const picture = `/pupils/${await key(1)}/picture?subject=reading&run=${fixtureRunId}`;
    expect((await get(picture, teacher)).status).toBe(200);
    const elsewhere = await server.signIn('teacher', { school: 'Oak Primary', classes: [['Oak Primary', '4J']] });
    const other = `/pupils/${await key(1, '4J')}/picture?subject=reading&run=${fixtureRunId}`;
    expect((await get(other, elsewhere)).status).toBe(404);
    const save = await post(`/pupils/${await key(1, '4J')}/discussion`, form, elsewhere);
    expect(save.statusCode).toBe(404);
  });

  test('opens with what was agreed last time, done or open, and with whom the last one put aside', async () => {
    const first = await start();
    await agree(first, 1, { agreed: 'reading partner', who: 'Ms Khan' });
    await agree(first, 2, { agreed: 'hearing check', who: 'Mr Roe' });
    await post(`${first}/add`, { pupil: await key(9), reason: 'forgets number facts', source: 'parent' });
    await post(`${first}/pupils/${await key(9)}/park`, {});
    await post(`${first}/end`, {});
    const done = /name="discussion"\s+value="([^"]+)"/.exec((await get('/actions')).body)![1];
    await post('/actions', { discussion: done });

    clock = new Date('2027-03-10T09:00:00Z');
    runs = [{ id: '2027-03-05-0123456789ab', content: laterRun() }, ...runs];
    server.app.runs.refresh();
    const second = await start();
    const opening = (await get(second)).text;
    expect(opening).toContain('Last time (2 agreed, 1 done, 1 open)');
    expect(opening).toMatch(/hearing check extra help \(not SEN\) Mr Roe/);
    expect(opening).toMatch(/Carried over \(1\) Put aside or not reached last time/);
    const step = (await get(`${second}/pupils/${await key(1)}`)).text;
    expect(step).toMatch(/Last time extra help \(not SEN\) : reading partner · Ms Khan · done/);
    await agree(second, 2, { run: '2027-03-05-0123456789ab', outcome: 'no-concern' });
    expect((await get(`${second}/recap`)).text).toMatch(/Open from before \(1\) Tom B : hearing check, Mr Roe/);
  });

  test('on the same results as the one before still finds what that one agreed, and done is not done for something new', async () => {
    const first = await start();
    await agree(first, 1, { agreed: 'reading partner', who: 'Ms Khan' });
    const discussion = /name="discussion"\s+value="([^"]+)"/.exec((await get('/actions')).body)![1];
    await post('/actions', { discussion });
    await post(`${first}/end`, {});
    clock = new Date('2027-01-20T09:00:00Z');
    const second = await start();
    expect((await get(second)).text).toContain('Last time (1 agreed, 1 done, 0 open)');
    expect((await get('/actions')).text).toContain('Nothing is open.');
    await agree(second, 1, { version: '1', agreed: 'phonics group', who: 'Ms Khan' });
    expect((await get('/actions')).text).toContain('phonics group');
    expect((await get(`${second}/pupils/${await key(1)}`)).text).toMatch(
      /Last time .*reading partner · Ms Khan · done/,
    );
  });

  test('adds a pupil with one line of reason, after the first look', async () => {
    const meeting = await start();
    await post(`${meeting}/add`, { pupil: await key(9), reason: 'forgets number facts', source: 'teacher' });
    const { text } = await get(meeting);
    expect(text).toContain('“forgets number facts”');
    expect(text.indexOf('Added by staff')).toBeLessThan(text.indexOf('Already supported'));
    expect((await get(`${meeting}/pupils/${await key(9)}`)).text).toContain('4 of 8');
  });

  test('is out of reach of whoever teaches a class of that name in another school year', async () => {
    const before = { ...fixtureRun(), manifest: { ...fixtureRun().manifest, windowDate: '2026-07-03' } };
    runs = [...runs, { id: '2026-07-03-0123456789ab', content: before }];
    server.app.runs.refresh();
    const place = { school: 'Oak Primary', class: '4K', minutes: 45, personId: 'someone' };
    const { meeting_id } = await startMeeting(server.record, {
      ...place,
      runId: '2026-07-03-0123456789ab',
      at: new Date('2026-07-06T09:00:00Z'),
    });
    const meeting = `/meetings/${meeting_id}`;
    // Since September: last July's pupils of 4K are in another class by now.
    const teacher = await server.signIn('teacher', { school: 'Oak Primary', classes: [['Oak Primary', '4K']] });
    const old = 'run=2026-07-03-0123456789ab';
    for (const url of [
      meeting,
      `${meeting}/recap`,
      `${meeting}/pupils/${await key(1)}`,
      `/agenda?class=4K&${old}`,
      `/agenda.csv?class=4K&${old}`,
      `/pupils/${await key(1)}?${old}`,
      `/pupils/${await key(1)}/picture?subject=reading&${old}`,
    ])
      expect((await get(url, teacher)).status, url).toBe(404);
    expect((await get('/meetings', teacher)).body).not.toContain(meeting);
    expect((await get('/agenda?class=4K', teacher)).status).toBe(200);
    const cover = await server.signIn('teacher', { school: 'Oak Primary' });
    const { person_id } = await server.record.db
      .selectFrom('person')
      .select('person_id')
      .where('role', '=', 'teacher')
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow();
    const taught = { school: 'Oak Primary', class: '4K' };
    await addPersonClass(server.record, person_id, { ...taught, from: '2026-12-07', until: '2026-12-18' });
    expect((await get('/agenda?class=4K', cover)).status).toBe(200);
    expect((await get(meeting, cover)).status).toBe(404);
    await addPersonClass(server.record, person_id, { ...taught, from: '2025-09-01' });
    expect((await get(meeting, cover)).status).toBe(200);
    expect((await get('/meetings', cover)).body).toContain(meeting);
  });

  test('is out of reach of a teacher of another class, and of a meeting’s address of another', async () => {
    const meeting = await start();
    const teacher = await server.signIn('teacher', { school: 'Oak Primary', classes: [['Oak Primary', '4J']] });
    expect((await get(meeting, teacher)).status).toBe(404);
    expect((await get(`${meeting}/recap`, teacher)).status).toBe(404);
    expect((await get(`${meeting}/pupils/${await key(1)}`, teacher)).status).toBe(404);
    expect((await get('/meetings', teacher)).text).not.toContain('4K');
    expect((await post('/meetings', { class: '["Oak Primary","4K"]', minutes: '45' }, teacher)).statusCode).toBe(404);
    const other = await start('4J', teacher);
    expect((await get(`${other}/pupils/${await key(1)}`, teacher)).status).toBe(404);
  });

  test('takes an outcome back for ten minutes and stays in the meeting', async () => {
    const meeting = await start();
    await agree(meeting, 1);
    const undone = await post(`/pupils/${await key(1)}/undo`, {
      run: fixtureRunId,
      meeting: meeting.split('/').at(-1)!,
    });
    expect(undone.headers.location).toBe(`${meeting}/pupils/${await key(1)}`);
    expect((await get(`${meeting}/recap`)).text).toContain('0 of 7 talked about');
  });
});

describe('two people writing about the same pupil', () => {
  test('see both versions side by side where both changed a field; what only one changed is put together', async () => {
    const meeting = await start();
    await agree(meeting, 1, { agreed: 'reading partner', can_do: 'explains ideas aloud', who: 'Ms Khan' });
    const other = await server.signIn('senco');
    const late = await post(
      `${meeting}/pupils/${await key(1)}`,
      { ...form, agreed: 'phonics group', will_see: 'reads on at home' },
      other,
    );
    expect(late.statusCode).toBe(409);
    const text = textOf(late.body);
    expect(text).toContain('S. Khan saved this pupil while you were writing. Nothing is lost.');
    expect(text).toMatch(/what we do reading partner phonics group/);
    expect(text).toContain('Taken over from S. Khan into the form below: can do, who.');
    const value = (name: string) => new RegExp(`name="${name}"\\s+type="text"\\s+value="([^"]*)"`).exec(late.body)?.[1];
    expect([value('agreed'), value('who'), value('can_do'), value('will_see')]).toEqual([
      'phonics group',
      'Ms Khan',
      'explains ideas aloud',
      'reads on at home',
    ]);
    expect(late.body).toContain('name="version" value="1"');
  });

  test('keep both notes where both prepared the same pupil', async () => {
    const one = await key(1);
    const prepare = (note: string, version: string) =>
      post('/prepare', {
        run: fixtureRunId,
        school: 'Oak Primary',
        class: '4K',
        [`version.${one}`]: version,
        [`note.${one}`]: note,
      });
    await prepare('ask about glasses', '0');
    await prepare('reads comics', '0');
    const page = (await get('/prepare?school=Oak%20Primary&class=4K')).body;
    expect(page).toContain('value="ask about glasses; reads comics"');
    await prepare('reads comics', '2');
    expect((await get('/prepare?school=Oak%20Primary&class=4K')).body).not.toContain('ask about glasses');
  });
});

/** Rows of preparation and their lines in the audit. */
async function written(): Promise<string[]> {
  const { db } = server.record;
  const rows = await db.selectFrom('preparation').select('pupil_id').execute();
  const lines = await db.selectFrom('audit').select('action').where('action', '=', 'prepare').execute();
  return [...lines.map(({ action }) => action), ...rows.map(() => 'row')];
}

describe('the week before', () => {
  test('saves the pupils of one form together: with one fault nothing, and all that was typed is shown again', async () => {
    const [one, two] = [await key(1), await key(2)];
    const page = { run: fixtureRunId, school: 'Oak Primary', class: '4K' };
    const typed = {
      [`version.${one}`]: '0',
      [`can_do.${one}`]: 'explains ideas aloud',
      [`version.${two}`]: '0',
      [`note.${two}`]: 'x'.repeat(1001),
    };
    const answer = await post('/prepare', { ...page, ...typed });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Write at most 1000 characters: this has 1001.');
    expect(answer.body).toContain(`href="#note-${two}"`);
    for (const text of ['explains ideas aloud', 'x'.repeat(1001)]) expect(answer.body).toContain(`value="${text}"`);
    expect(await written()).toEqual([]);
    // a pupil of nobody's here, after one who is
    const stranger = 'A'.repeat(16);
    const strange = { [`version.${one}`]: '0', [`can_do.${one}`]: 'counts', [`version.${stranger}`]: '0' };
    expect((await post('/prepare', { ...page, ...strange })).statusCode).toBe(404);
    expect(await written()).toEqual([]);
    // and a record that fails at the second pupil
    await sql`create trigger fails before insert on preparation when new.pupil_id like '%02'
      begin select raise(abort, 'no'); end`.execute(server.record.db);
    const both = { ...typed, [`note.${two}`]: 'ask about glasses' };
    expect((await post('/prepare', { ...page, ...both })).statusCode).toBe(500);
    expect(await written()).toEqual([]);
    await sql`drop trigger fails`.execute(server.record.db);
    expect((await post('/prepare', { ...page, ...both })).statusCode).toBe(303);
    expect(await written()).toEqual(['prepare', 'prepare', 'row', 'row']);
  });

  test('says what is missing and what was promised; what is written opens the form of the meeting', async () => {
    const one = await key(1);
    expect((await get('/prepare?school=Oak%20Primary&class=4K')).text).toContain(
      '7 pupils to talk about. Missing: a can-do line for 7, the pupil’s voice for 7, home’s voice for 7.',
    );
    await post('/prepare', {
      run: fixtureRunId,
      school: 'Oak Primary',
      class: '4K',
      [`version.${one}`]: '0',
      [`can_do.${one}`]: 'explains ideas aloud',
      [`pupil_says.${one}`]: 'likes maps',
      [`home_says.${one}`]: '',
      [`note.${one}`]: 'ask about glasses',
    });
    expect((await get('/prepare?school=Oak%20Primary&class=4K')).text).toContain('a can-do line for 6');
    const meeting = await start();
    const { body, text } = await get(`${meeting}/pupils/${one}`);
    expect(body).toMatch(/name="can_do"\s+type="text"\s+value="explains ideas aloud"/);
    expect(body).toMatch(/name="pupil_says"\s+type="text"\s+value="likes maps"/);
    expect(text).toContain('Noted before the meeting: “ask about glasses”');
  });
});

describe('an outcome', () => {
  test('that weighs needs both voices, or who asks; the recap says whom to ask and by when', async () => {
    const meeting = await start();
    const refused = await agree(meeting, 4, { outcome: 'change-plan' });
    expect(refused.statusCode).toBe(422);
    expect(textOf(refused.body)).toContain('This outcome needs both voices.');
    const saved = await agree(meeting, 4, { outcome: 'change-plan', asks: 'Ms Khan', asks_by: '2026-12-17' });
    expect(saved.statusCode).toBe(303);
    expect((await get(`${meeting}/recap`)).text).toContain(
      'Ida P : the pupil and home, Ms Khan asks, by 17 December 2026',
    );
  });
});

describe('the one-pupil view', () => {
  test('shows this pupil and nobody else: no list, no search, no other name, no note on health', async () => {
    const [first, second] = [await key(1), await key(2)];
    await post(`/pupils/${first}/discussion`, { ...form, note: 'waits for glasses', agreed: 'reading partner' });
    const { body, text } = await get(`/pupils/${first}/one`);
    expect(text).toContain('Amira');
    expect(text).toContain('reading partner');
    expect(body).not.toMatch(/Hussain|Tom B|Khan|glasses|type="search"|<nav/);
    expect(body).not.toContain(second);
  });
});

describe('the case story', () => {
  test('tells in date order what was known, agreed and done, says who may see it, and is in the audit', async () => {
    runs = [...runs, { id: '2025-12-05-0123456789ab', content: earlierRun() }];
    server.app.runs.refresh();
    const first = await key(1);
    await post(`/pupils/${first}/discussion`, { ...form, agreed: 'reading partner', who: 'Ms Khan' });
    await server.signIn('teacher', { school: 'Oak Primary', classes: [['Oak Primary', '4K']] });
    const { text, body } = await get(`/pupils/${first}/case-story`);
    const dates = [...body.matchAll(/class="story__date">([^<]+)</g)].map(([, date]) => Date.parse(date));
    expect(dates).toEqual(dates.toSorted((a, b) => a - b));
    expect(dates.length).toBeGreaterThanOrEqual(4);
    expect(text).toContain('Not listed.');
    expect(text).toContain('reading 100');
    expect(text).toContain('Agreed: reading partner, Ms Khan.');
    expect(text).toContain('S. Khan (class teacher)');
    expect(text).toMatch(/Opened so far by: S\. Khan \(last \d+ \w+ \d{4}\)\./);
    const entries = await server.record.db.selectFrom('audit').selectAll().where('action', '=', 'case-story').execute();
    expect(entries).toHaveLength(1);
    expect(JSON.stringify(entries)).not.toContain('Amira');
  });
});

/** The same school a term later. */
function laterRun() {
  const content = fixtureRun();
  const windows = [...content.manifest.windows, { window: '2027-03', date: '2027-03-05', label: null }];
  return { ...content, manifest: { ...content.manifest, window: '2027-03', windowDate: '2027-03-05', windows } };
}

/** A year before, when nobody was listed. */
function earlierRun() {
  const content = fixtureRun();
  const { agenda } = content.tables;
  const columns = {
    ...agenda.columns,
    section: { type: 'text' as const, values: Array.from({ length: agenda.rows }, () => 'not-listed' as const) },
    sentence: { type: 'text' as const, values: Array.from({ length: agenda.rows }, () => '') },
  };
  return {
    ...content,
    manifest: {
      ...content.manifest,
      window: '2025-12',
      windowDate: '2025-12-05',
      windows: content.manifest.windows.slice(0, 2),
    },
    tables: { ...content.tables, agenda: { ...agenda, columns } },
  };
}

test('“what we agreed” has the reader’s own first, then voices to ask and plans to review', async () => {
  const [first, second, fourth] = [await key(1), await key(2), await key(4)];
  await post(`/pupils/${first}/discussion`, { ...form, agreed: 'reading partner', who: 'Mr Roe' });
  await post(`/pupils/${second}/discussion`, { ...form, agreed: 'hearing check', who: 'Ms Khan', asks: 'Mr Roe' });
  await post(`/register/${fourth}/plan`, {
    start_on: '2026-09-10',
    review_on: '2026-12-10',
    hoped_for: 'reads on',
    plan_provision: 'reading partner',
  });
  const { text } = await get('/actions');
  expect(text).toMatch(/With your name \(1\).*hearing check.*To do \(1\).*reading partner/);
  expect(text).toContain('Tom B : the pupil and home, Mr Roe asks');
  expect(text).toMatch(/Plans to review \(1\) Ida P : 10 December 2026 due/);
  const step = (await get(`${await start()}/pupils/${fourth}`)).text;
  expect(step).toContain('Since 10 September 2026, review 10 December 2026: reads on (reading partner).');
  expect(step).toContain('The plan’s review is due.');
});
