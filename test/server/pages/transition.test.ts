import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runRows, runTableNames } from '../../../engine/index.ts';
import { carryOut, planConversion } from '../../../engine/ingest/schools/convert-files.ts';
import { bannedWordsIn } from '../../../engine/words/kit/banned-words.ts';
import { saveEntry, type Agency } from '../../../server/records/higher/support-entries.ts';
import { keepPupilContext } from '../../../server/records/pupils/pupil-context.ts';
import { keepPupilNames } from '../../../server/records/pupils/pupil-names.ts';
import { setNeeds } from '../../../server/records/register/pupil-needs.ts';
import { enterOnRegister, leaveRegister } from '../../../server/records/register/register.ts';
import { tableOfRows } from '../../engine/tables/table-of-rows.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp, type TestApp } from '../signed-in.ts';
import { visitor, type Visitor } from '../visitor.ts';

const oak = 'Oak Primary';
/** A made-up number with the right check letter. */
const upn = 'R674123101121';
const pupil = { school: oak, pupilId: upn };
const deed = { personId: 'someone', at: new Date('2026-10-01T09:00:00Z') };
const agency: Agency = {
  name: 'Speech therapy',
  contact: 'Ms Lane',
  since_on: '2026-03-02',
  last_contact_on: '',
  reports: '',
  consent: 'given',
  consent_by: 'mother',
  consent_on: '2026-03-01',
  consent_note: '',
  ended_on: '',
};

let server: TestApp;
let senco: Visitor;
let teacher: Visitor;
let key: string;
beforeAll(async () => {
  server = await testApp({}, withNumber());
  senco = visitor(server.app, { cookie: await server.signIn('senco', { school: oak }) });
  teacher = visitor(server.app, { cookie: await server.signIn('teacher', { school: oak, classes: [[oak, '4K']] }) });
  key = await pupilKeyOf(server, upn);
  const { record } = server;
  await keepPupilNames(record, [{ ...pupil, forename: 'Zoë', surname: 'O’Neill & <Park>' }]);
  await server.app.names.reload();
  const file = { senStatus: '', senSince: null, primaryNeed: '', joinedOn: null, attendancePercent: null };
  await keepPupilContext(record, [
    { ...pupil, dateOfBirth: '2018-07-09', englishAdditional: null, facts: [], ...file },
  ]);
  const told = { decided_by: 'SENCO', told_on: '2024-09-01', told_by: 'SENCO', told_how: 'met' };
  const entry = { difficulty: 'finds sounds hard', provision: 'small group', ...told };
  await enterOnRegister(record, pupil, { ...entry, status: 'K', from_on: '2024-09-02' }, deed);
  const leaving = { left_because: 'in line', left_told_on: '2025-07-01', left_told_by: 'SENCO' };
  await leaveRegister(record, pupil, { ...leaving, left_on: '2025-07-02' }, deed);
  await enterOnRegister(record, pupil, { ...entry, status: 'K', from_on: '2026-01-12' }, deed);
  await enterOnRegister(record, pupil, { ...entry, status: 'E', from_on: '2026-09-07' }, { ...deed, seen: 1 });
  await setNeeds(
    record,
    pupil,
    [
      { need: 'SLCN', note: 'sounds' },
      { need: 'ASD', note: '' },
    ],
    deed,
  );
  const at = { ...deed, entryId: '', seen: 0 };
  await saveEntry(record, pupil, { kind: 'agency', content: agency }, at);
  const silent = { ...agency, name: 'Family service', consent: 'refused' as const };
  await saveEntry(record, pupil, { kind: 'agency', content: silent }, at);
  const works = { strengths: 'maps', works: 'one step at a time\na quiet place', avoid: 'reading aloud unasked' };
  await saveEntry(record, pupil, { kind: 'works', content: works }, at);
  const reader = { basis: 'reads slowly: test of May 2026', normal_way: 'in every test in class', ended_on: '' };
  const access = { arrangement: '25 % extra time', since_on: '2026-05-04', ...reader };
  await saveEntry(record, pupil, { kind: 'access', content: access }, at);
  const before = { ...access, arrangement: 'a scribe', ended_on: '2026-06-01' };
  await saveEntry(record, pupil, { kind: 'access', content: before }, at);
});
afterAll(() => server.app.close());

/** The fixture run with a unique pupil number for one pupil. */
function withNumber() {
  const content = fixtureRun();
  const old = fixturePupil(oak, '4K', 1);
  const tables = Object.fromEntries(
    runTableNames.map((name) => {
      const rows = runRows(content.tables[name] as typeof content.tables.agenda);
      return [
        name,
        tableOfRows(name, rows.map((row) => (row.pupil_id === old ? { ...row, pupil_id: upn } : row)) as never),
      ];
    }),
  ) as unknown as typeof content.tables;
  return { ...content, tables };
}

const get = (what: string, who: Visitor) =>
  server.app.inject({ url: `/register/${key}/${what}`, headers: { cookie: who.cookie } });
const textOf = (page: string) =>
  page
    .slice(page.indexOf('<main'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

test('the transition sheet says on one page what works, and access arrangements with what they rest on', async () => {
  const answer = await get('transition.pdf', senco);
  const document = await getDocumentProxy(new Uint8Array(answer.rawPayload));
  const { text, totalPages } = await extractText(document, { mergePages: true });
  expect(totalPages).toBe(1);
  const page = textOf((await get('transition', senco)).body);
  for (const told of [text.replace(/\s+/g, ' '), page]) {
    expect(told).toContain('one step at a time; a quiet place');
    expect(told).toContain('25 % extra time, since 4 May 2026. It rests on: reads slowly: test of May 2026.');
    expect(told).toContain('Normal way of working: in every test in class.');
    expect(told).toContain('speech, language and communication');
    expect(told).toContain('Speech therapy (Ms Lane)');
    expect(told).not.toMatch(/a scribe|Family service/);
    expect(bannedWordsIn(told)).toEqual([]);
  }
  const actions = await server.record.db.selectFrom('audit').select('action').where('object', '=', upn).execute();
  expect(actions.map(({ action }) => action)).toContain('transition-sheet');
});

test('a class teacher takes the sheet without agencies, and no Common Transfer File', async () => {
  const page = await get('transition', teacher);
  expect(textOf(page.body)).toContain('one step at a time');
  expect(page.body).not.toMatch(/Speech therapy|Common Transfer File/);
  expect((await get('ctf.xml?from=8204321&sex=F', teacher)).statusCode).toBe(403);
});

test('the Common Transfer File has the elements of the standard in its order, and is named as it asks', async () => {
  const answer = await get('ctf.xml?from=8204321&to=8741005&sex=F', senco);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-disposition']).toContain('filename="8204321_CTF_8741005_001.xml"');
  const opened: string[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => opened.push(name));
  parser.write(answer.body).close();
  expect(opened.slice(0, 6)).toEqual([
    'CTfile',
    'Header',
    'DocumentName',
    'CTFversion',
    'DateTime',
    'DocumentQualifier',
  ]);
  const ofPupil = opened.slice(opened.indexOf('Pupil') + 1);
  expect(ofPupil.slice(0, 8)).toEqual(
    ['UPN', 'Surname', 'Forename', 'DOB', 'Sex', 'BasicDetails', 'NCyearActual', 'SENhistory'], // prettier-ignore
  );
  expect(answer.body).toContain('<CTFversion>26.0</CTFversion>');
  // Left in July 2025, on again in January 2026, then with a plan: a move within the register is no time without provision.
  const provisions = [...answer.body.matchAll(/<StartDate>([\d-]+)<\/StartDate><SENprovision>(\w)<\/SENprovision>/g)];
  expect(provisions.map(([, from, code]) => [from, code])).toEqual([
    ['2024-09-02', 'K'],
    ['2025-07-02', 'N'],
    ['2026-01-12', 'K'],
    ['2026-09-07', 'E'],
  ]);
  expect((await get('ctf.xml?from=8204321&sex=F', senco)).headers['content-disposition']).toContain('_CTF_XXXXXXX_');
  expect((await get('ctf.xml?from=82043&sex=F', senco)).statusCode).toBe(400);
});

test('another school’s reader gets from the file what was written into it, awkward names included', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'same-start-ctf-'));
  const path = join(folder, '8204321_CTF_8741005_001.xml');
  writeFileSync(path, (await get('ctf.xml?from=8204321&to=8741005&sex=F', senco)).body);
  const plan = await planConversion([path], null, '2026-12-10');
  rmSync(folder, { recursive: true });
  const [header, row] = carryOut(plan, plan.proposal.mapping).files['pupils.csv'].split('\n');
  const cells = Object.fromEntries(header.split(',').map((name, at) => [name, row.split(',')[at]]));
  expect(cells).toMatchObject({
    pupil_id: upn,
    forename: 'Zoë',
    surname: 'O’Neill & <Park>',
    date_of_birth: '2018-07-09',
    sex: 'F',
    year_group: '4',
    sen_status: 'E',
    sen_since: '2026-09-07',
    primary_need: 'SLCN',
    school: oak,
  });
});
