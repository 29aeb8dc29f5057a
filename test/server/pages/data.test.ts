import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bannedWordsIn } from '../../../engine/words/kit/banned-words.ts';
import { pupilNames } from '../../../server/records/pupils/pupil-names.ts';
import { changeImport } from '../../../server/records/data-imports.ts';
import { dataApp, type DataApp } from '../data-app.ts';
import { schoolSheet } from '../school-sheet.ts';

// Each analysis is a process of its own; on a busy machine several of them take their time.
vi.setConfig({ testTimeout: 120_000 });

let server: DataApp;
let head: string;
let manager: string;
let teacher: string;
beforeAll(async () => {
  server = await dataApp();
  head = await server.signIn('headteacher');
  manager = await server.signIn('data-manager');
  // The sheets are of the two school years before: whoever began this September would see nobody of them.
  teacher = await server.signIn('teacher', { classes: [['Elm Primary', '4K']], from: '2024-09-01' });
});
afterAll(() => server.end());

const text = (page: string) =>
  page
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, '’')
    .replace(/\s+/g, ' ');

/** The pages of one lot of files, after all that is going on has come to its end. */
async function settledPage(location: string): Promise<string> {
  await server.app.imports!.idle();
  return (await server.get(location, manager)).body;
}

describe('from a school’s sheet to the agenda of the next term', () => {
  let first: string;
  let firstRun: string;

  test('before there is anything, home says what to do, to whoever can do it', async () => {
    const home = await server.get('/', head);
    expect(home.status).toBe(200);
    expect(home.body).toContain('href="/data"');
    expect(text((await server.get('/', teacher)).body)).toContain(
      'as soon as the headteacher or SENCO has released them',
    );
  });

  test('a sheet with a heading that is not clear is asked about, with why and how sure', async () => {
    const sheet = schoolSheet({ windows: 2, lastHeading: 'Rdg wibble Sum 2 2024-25' });
    const sent = await server.upload('/data/upload', manager, { 'summer.csv': sheet });
    expect(sent.status).toBe(303);
    first = sent.location;
    const page = text(await settledPage(first));
    expect(page).toContain('A few questions');
    expect(page).toMatch(/the column “Rdg wibble Sum 2 2024-25”/);
    expect(page).toMatch(/wibble.*About \d+ % sure\./);
    // Entries of the column stand beside it; surnames and forenames are in other columns.
    expect(page).not.toMatch(/Müller|Zoë/);
  });

  test('an answer that is not understood is asked again; what was written stays', async () => {
    const page = (await server.get(first, manager)).body;
    const seen = /name="seen" value="([^"]+)"/.exec(page)![1];
    const again = await server.post(`${first}/answers`, manager, { seen, q0: 'other', t0: 'fish' });
    expect(again.status).toBe(200);
    expect(text(again.body)).toContain('Not understood.');
    expect(again.body).toContain('value="fish"');
    expect((await server.post(`${first}/answers`, manager, { seen: 'stale', q0: 'as-guessed' })).status).toBe(400);
  });

  test('once answered, the report counts pupils first, and nobody’s name is in it', async () => {
    const page = (await server.get(first, manager)).body;
    const seen = /name="seen" value="([^"]+)"/.exec(page)![1];
    const sent = await server.post(`${first}/answers`, manager, {
      seen,
      q0: 'other',
      t0: 'Summer 2 2024/25 Reading SAS',
    });
    expect(sent.status).toBe(303);
    const report = text(await settledPage(first));
    expect(report).toContain('What was found');
    expect(report).toContain('Roll 40 · valid reading score 40');
    expect(report).toContain('Every row was used.');
    expect(report).not.toMatch(/Müller|Zoë/);
    expect(bannedWordsIn(report)).toEqual([]);
  });

  test('the analysis makes a draft, its steps are told while it goes on, and names stand nowhere in it', async () => {
    expect((await server.post(`${first}/run`, manager)).status).toBe(303);
    const told = JSON.parse((await server.get(`${first}/progress`, manager)).body) as { state: string; step: string };
    expect(told.state).toBe('analysing');
    expect(told.step).not.toBe('');
    expect((await server.get(first, manager)).body).toContain('<noscript><meta http-equiv="refresh"');
    const done = await settledPage(first);
    firstRun = /\/data\/runs\/([0-9a-z-]+)/.exec(done)![1];
    // Names come in at release.
    expect([...(await pupilNames(server.record)).values()].filter((one) => one.pupilId === 'K0001')).toEqual([]);
    const run = join(server.runs, firstRun);
    const written = readdirSync(run).filter((name) => name.endsWith('.json'));
    expect(written.map((name) => readFileSync(join(run, name), 'utf8')).join('')).not.toContain('Müller');
  });

  test('a draft is seen by those who see drafts, marked on every page; by nobody else', async () => {
    const teacherHome = await server.get('/', teacher);
    expect(text(teacherHome.body)).toContain('There is nothing to show yet');
    expect((await server.get(`/agenda?run=${firstRun}`, teacher)).status).toBe(404);
    const agenda = await server.get(`/agenda?school=Elm%20Primary&run=${firstRun}`, head);
    expect(agenda.status).toBe(200);
    expect(text(agenda.body)).toContain('Draft: not yet released. Staff do not see it.');
    expect(text((await server.get('/', head)).body)).toContain('Draft: not yet released.');
  });

  test('the headteacher releases it; the data manager may not; the school’s files are then gone', async () => {
    const path = `/data/runs/${firstRun}`;
    expect(text((await server.get(path, head)).body)).toContain('These are the first results');
    expect((await server.post(`${path}/release`, manager)).status).toBe(403);
    expect((await server.get(path, manager)).body).not.toContain(`action="${path}/release"`);
    expect((await server.get('/', teacher)).body).toContain('nothing to show yet');
    // Analysed, they have done their work: what a release needs of them waits in the encrypted record.
    expect(existsSync(join(server.files, first.split('/').at(-1)!))).toBe(false);
    expect((await server.post(`${path}/release`, head)).status).toBe(303);
    const named = [...(await pupilNames(server.record)).values()].find(({ pupilId }) => pupilId === 'K0001');
    expect(named).toMatchObject({ school: 'Elm Primary', forename: 'Zoë1', surname: 'Müller1' });
    expect(existsSync(join(server.files, first.split('/').at(-1)!))).toBe(false);
    expect((await server.get('/', teacher)).body).toContain('4K');
    expect(text((await server.get(path, head)).body)).toMatch(/Yes: released on 10 December 2026 by S\. Khan/);
  });

  test('next term’s sheet asks nothing; what changed is told, with names for those who may see them', async () => {
    const sheet = schoolSheet({ from: 2, last: { 1: 'abs', 2: '#N/A' } });
    const sent = await server.upload('/data/upload', manager, { 'autumn.csv': sheet });
    const report = text(await settledPage(sent.location));
    expect(report).toContain('What was found');
    expect(report).toContain('valid reading score 38');
    expect(report).toContain('1 absent');
    // The export holds the new window only; the others are known from the results released before.
    expect(report).toContain('80 results of December 2024, June 2025 are not in these files; they are taken over');
    await server.post(`${sent.location}/run`, manager);
    const second = /\/data\/runs\/([0-9a-z-]+)/.exec(await settledPage(sent.location))![1];
    expect(second).not.toBe(firstRun);
    const forHead = text((await server.get(`/data/runs/${second}`, head)).body);
    expect(forHead).toContain('38 scores in new windows: reading 38.');
    expect(forHead).toContain('The settings are the same.');
    expect(forHead).toContain('Reading: 38 of 40 tested; before, 40 of 40.');
    expect(forHead).toMatch(/\+\d+ −\d+ listed|The same \d+ pupils are listed/);
    const names = /Now listed: ([^:]*)/.exec(forHead)?.[1] ?? '';
    expect(names).toMatch(/Zoë\d+ Müller\d+ \((4K|5B)\)/);
    // Whoever looks after the data alone sees how many, not who.
    expect((await server.get(`/data/runs/${second}`, manager)).body).not.toMatch(/Müller/);
    expect((await server.get('/', teacher)).body).not.toContain(second);
    expect(text((await server.get('/', head)).body)).toContain('waits');

    // Looking at it first changes one person’s pages and nobody else’s.
    expect((await server.post('/data/look', head, { run: second })).status).toBe(303);
    expect(text((await server.get('/agenda?school=Elm%20Primary', head)).body)).toContain('Draft: not yet released');
    expect(text((await server.get('/agenda?class=4K', teacher)).body)).not.toContain('Draft');
    expect((await server.post('/data/look', head, { run: '' })).status).toBe(303);
    expect(text((await server.get('/agenda?school=Elm%20Primary', head)).body)).not.toContain('Draft: not yet');

    await server.post(`/data/runs/${second}/release`, head);
    const agenda = text((await server.get('/agenda?class=4K', teacher)).body);
    expect(agenda).toMatch(/Zoë\d+ M\b/);
    expect((await server.app.runs.newestReleased((await personOf('headteacher'))!))?.id).toBe(second);

    // Taken back with a reason: staff are shown what was released before, and the reason stands where it was taken back.
    expect((await server.post(`/data/runs/${second}/withdraw`, head, { reason: '' })).status).toBe(400);
    expect((await server.post(`/data/runs/${second}/withdraw`, head, { reason: 'wrong class lists' })).status).toBe(
      303,
    );
    expect((await server.app.runs.newestReleased((await personOf('teacher'))!))?.id).toBe(firstRun);
    expect(text((await server.get('/data', head)).body)).toContain('Reason: wrong class lists');
    expect((await server.get(`/agenda?class=4K&run=${second}`, teacher)).status).toBe(404);
  });

  test('everything is in the audit: who brought, answered, analysed, released and withdrew', async () => {
    const rows = await server.record.db.selectFrom('audit').select(['action', 'detail']).execute();
    const actions = rows.map(({ action }) => action);
    for (const action of ['files-brought', 'questions-answered', 'analysis-begun', 'run-made', 'release', 'withdraw'])
      expect(actions).toContain(action);
    expect(rows.map(({ detail }) => detail).join('')).not.toMatch(/Müller|Zoë/);
  });
});

async function personOf(role: string) {
  const { person } = await import('../../../server/people/people.ts');
  const row = await server.record.db
    .selectFrom('person')
    .select('person_id')
    .where('role', '=', role)
    .executeTakeFirstOrThrow();
  return person(server.record, row.person_id, '2026-12-10');
}

describe('a form with files', () => {
  test('is refused without its token, with a wrong one, and with one that comes after the files; nothing is kept', async () => {
    const before = readdirSync(server.files).length;
    for (const token of [null, 'wrong'])
      expect((await server.upload('/data/upload', manager, { 'a.csv': schoolSheet() }, token)).status).toBe(403);
    expect(readdirSync(server.files)).toHaveLength(before);
    expect((await server.upload('/data/upload', teacher, { 'a.csv': schoolSheet() })).status).toBe(403);
    expect((await server.upload('/data/upload', '', { 'a.csv': schoolSheet() }, 'x')).status).toBe(401);
  });

  test('of files that are not read is refused in words, and nothing is kept', async () => {
    const before = readdirSync(server.files).length;
    const refused = await server.upload('/data/upload', manager, { 'a.csv': 'x', 'letter.pdf': '%PDF' });
    expect(refused.status).toBe(413);
    expect(text(refused.body)).toContain('save it as .xlsx');
    expect((await server.upload('/data/upload', manager, {})).status).toBe(413);
    expect(readdirSync(server.files)).toHaveLength(before);
  });

  test('keeps files under names of our own making, inside its folder, for this user alone', async () => {
    const sent = await server.upload('/data/upload', manager, {
      '../../../evil.csv': schoolSheet({ windows: 2 }),
      'C:\\temp\\..\\other.csv': schoolSheet({ windows: 3 }),
    });
    await settledPage(sent.location);
    const folder = join(server.files, sent.location.split('/').at(-1)!);
    expect(readdirSync(join(folder, 'files')).sort()).toEqual(['evil.csv', 'other.csv']);
    expect(statSync(join(folder, 'files')).mode & 0o077).toBe(0);
    expect(statSync(join(folder, 'files', 'evil.csv')).mode & 0o077).toBe(0);
    expect((await server.post(`${sent.location}/discard`, manager)).status).toBe(303);
    expect(existsSync(folder)).toBe(false);
    expect((await server.get(sent.location, manager)).status).toBe(404);
  });

  test('of hostile content ends in a sentence about the file, and pages go on', async () => {
    const zip = Buffer.from('504b0304', 'hex');
    const sent = await server.upload('/data/upload', manager, { 'book.xlsx': Buffer.concat([zip, Buffer.alloc(200)]) });
    const page = text(await settledPage(sent.location));
    expect(page).toContain('The files could not be read');
    expect(page).toMatch(/book\.xlsx/);
    expect(page).not.toMatch(/at .*\.ts|Error:/);
    await server.post(`${sent.location}/discard`, manager);
  });

  test('larger than is taken is refused, in size and in number', async () => {
    const small = await dataApp({ limits: { files: 2, fileBytes: 1000, totalBytes: 1500 } });
    const cookie = await small.signIn('data-manager');
    const sheet = 'UPN,Surname\n' + 'x'.repeat(900);
    for (const files of [
      { 'a.csv': 'x'.repeat(2000) },
      { 'a.csv': sheet, 'b.csv': sheet },
      { 'a.csv': 'x', 'b.csv': 'x', 'c.csv': 'x' },
    ] as Record<string, string>[]) {
      const refused = await small.upload('/data/upload', cookie, files);
      expect(refused.status).toBe(413);
      expect(text(refused.body)).toMatch(/larger than|At most 2 files/);
    }
    expect(existsSync(small.files) ? readdirSync(small.files) : []).toEqual([]);
    await small.end();
  });
});

describe('the files of one school', () => {
  test('take no more of the disk than they may: the answer says how much is taken and what to remove, and nothing is kept', async () => {
    const small = await dataApp({ limits: { schoolBytes: 100_000 } });
    const [oak, elm] = [
      await small.signIn('data-manager', { school: 'Oak' }),
      await small.signIn('data-manager', { school: 'Elm' }),
    ];
    const bytes = (count: number) => `UPN,Surname\n${'x'.repeat(count)}`;
    const first = await small.upload('/data/upload', oak, { 'first.csv': bytes(70_000) });
    expect(first.status).toBe(303);
    await small.app.imports!.idle();
    expect(text((await small.get('/data', oak)).body)).toContain('Files brought so far take 1 MB of 1 MB.');
    const before = readdirSync(small.files, { recursive: true }).length;
    for (const url of ['/data/upload', `${first.location}/files`]) {
      const refused = await small.upload(url, oak, { 'second.csv': bytes(40_000) });
      expect(refused.status).toBe(507);
      const said = text(refused.body);
      expect(said).toContain('Files brought before take 1 MB of the 1 MB that Oak may take here; these are 1 MB.');
      expect(said).toContain('Nothing of them was kept.');
      expect(said).toContain(
        'remove files that are no longer needed: first.csv and what was made of it (1 MB, brought',
      );
      expect(readdirSync(small.files, { recursive: true })).toHaveLength(before);
    }
    // Mended rows take room as well.
    const notUsed = [{ file: 'a.csv', back: { table: 'pupils' } }];
    const importId = first.location.split('/').at(-1)!;
    await changeImport(small.record, importId, { state: 'checked', report: JSON.stringify({ notUsed }) });
    const mended = await small.upload(`${first.location}/mended?file=a.csv`, oak, { 'a.csv': bytes(40_000) });
    expect(mended.status).toBe(507);
    const rows = await small.record.db.selectFrom('data_import').select('files').execute();
    expect(rows).toHaveLength(1);
    // another school has its own room
    expect((await small.upload('/data/upload', elm, { 'second.csv': bytes(40_000) })).status).toBe(303);
    // and what was removed is free again, for one of two that come at once
    await small.post(`${first.location}/discard`, oak);
    const both = await Promise.all(
      ['a.csv', 'b.csv'].map((name) => small.upload('/data/upload', oak, { [name]: bytes(60_000) })),
    );
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 507]);
    await small.app.imports!.idle();
    await small.end();
  });
});

test('rows that could not be used are taken as CSV, mended, and put back', async () => {
  const folder = {
    'pupils.csv': 'pupil_id,school,year_group,class\n001,Oak,4,4K\n002,Oak,4,4K\n',
    'windows.csv': 'window,date\nAut,2025-12-01\nSum,2026-06-15\n',
    'assessments.csv':
      'pupil_id,subject,window,score,scale\n001,reading,Aut,98,ngrt\n001,reading,Sum,1o1,ngrt\n002,reading,Sum,95,ngrt\n009,reading,Sum,90,ngrt\n',
  };
  const sent = await server.upload('/data/upload', manager, folder);
  const page = await settledPage(sent.location);
  expect(text(page)).toContain('Roll 2');
  expect(text(page)).toContain('1 we could not match');
  const link = /href="(\/data\/imports\/[^"]+not-used\.csv\?file=[^"]+)"/.exec(page)![1];
  const rows = await server.get(link, manager);
  expect(rows.status).toBe(200);
  expect(rows.headers['content-disposition']).toContain('attachment');
  const mended = rows.body.replace('1o1', '101').replace('009', '002').replace('Sum,90', 'Aut,90');
  const action = /action="(\/data\/imports\/[^"]+mended\?file=[^"]+)"/.exec(page)![1];
  await server.upload(action, manager, { 'mended.csv': 'a,b\n1,2\n' });
  const refused = text(await settledPage(sent.location));
  expect(refused).toContain('The column not_used_row is missing'.slice(4));
  expect(refused).toContain('What was found');
  expect((await server.upload(action, manager, { 'mended.csv': mended })).status).toBe(303);
  expect(text(await settledPage(sent.location))).toContain('Every row was used.');
  // Only files of the report can be asked for.
  expect((await server.get(`${link.split('?')[0]}?file=..%2Fdata%2Fpupils.csv`, manager)).status).toBe(404);
  await server.post(`${sent.location}/discard`, manager);
});

test('rows of the school’s own sheet are mended in two rounds, and both stand', async () => {
  const sheet = schoolSheet({ last: { 1: '1o4', 2: '9l' } });
  const sent = await server.upload('/data/upload', manager, { 'spring.csv': sheet });
  for (const [wrong, right] of [
    ['1o4', '104'],
    ['9l', '91'],
  ]) {
    const page = await settledPage(sent.location);
    expect(text(page)).toContain(wrong);
    const link = /href="([^"]+not-used\.csv\?file=not-used-[^"]+)"/.exec(page)![1];
    const { body } = await server.get(link, manager);
    const back = await server.upload(`${sent.location}/files`, manager, {
      'not-used-spring.csv': body.replace(wrong, right),
    });
    expect(back.status).toBe(303);
  }
  const page = text(await settledPage(sent.location));
  expect(page).toContain('Every row was used.');
  expect(page).toContain('valid reading score 40');
  await server.post(`${sent.location}/discard`, manager);
});

test('whoever looks after one school brings that school’s pupils only, and sees no other’s files', async () => {
  const oak = await server.signIn('data-manager', { school: 'Oak Primary' });
  const elm = await server.signIn('data-manager', { school: 'Elm Primary' });
  const sent = await server.upload('/data/upload', oak, { 'a.csv': schoolSheet() });
  await server.app.imports!.idle();
  expect(text((await server.get(sent.location, oak)).body)).toContain(
    'hold pupils of Elm Primary; you look after Oak Primary',
  );
  for (const path of [sent.location, `${sent.location}/progress`])
    expect((await server.get(path, elm)).status).toBe(404);
  expect((await server.post(`${sent.location}/discard`, elm)).status).toBe(404);
  expect((await server.post(`${sent.location}/discard`, oak)).status).toBe(303);
});
