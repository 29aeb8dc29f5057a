import { unzipSync, strFromU8 } from 'fflate';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runRows } from '../../../engine/index.ts';
import { bannedWordsIn } from '../../../engine/words/kit/banned-words.ts';
import { addEhcStep } from '../../../server/records/higher/ehc-steps.ts';
import { saveEntry, type Agency } from '../../../server/records/higher/support-entries.ts';
import { keepPupilContext } from '../../../server/records/pupils/pupil-context.ts';
import { reviewPlan, startPlan } from '../../../server/records/register/support-plans.ts';
import { tableOfRows } from '../../engine/tables/table-of-rows.ts';
import { fixtureNames, fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp, type TestApp } from '../signed-in.ts';

const oak = 'Oak Primary';
const pupil = { school: oak, pupilId: fixturePupil(oak, '4K', 1) };
const deed = { personId: 'someone', at: new Date('2026-12-01T09:00:00Z') };
const agency: Agency = {
  name: 'Speech therapy',
  contact: 'Ms Lane',
  since_on: '2026-03-02',
  last_contact_on: '2026-11-20',
  reports: '20 November 2026: review of targets',
  consent: 'given',
  consent_by: 'mother',
  consent_on: '2026-03-01',
  consent_note: 'PRIVATE note',
  ended_on: '',
};

let server: TestApp;
let senco: string;
let key: string;
beforeAll(async () => {
  server = await testApp({}, withBirthTerms());
  senco = await server.signIn('senco', { school: oak });
  key = await pupilKeyOf(server, pupil.pupilId);
  const { record } = server;
  const context = { senStatus: 'K', senSince: '2025-09-03', primaryNeed: 'SLCN', joinedOn: null };
  const more = { attendancePercent: 88.4, englishAdditional: null, facts: [] };
  await keepPupilContext(record, [{ ...pupil, dateOfBirth: '2018-07-09', ...context, ...more }]);
  const plan = { start_on: '2026-01-10', review_on: '2026-11-20', hoped_for: 'reads on at home', provision: 'partner' };
  const started = (await startPlan(record, pupil, plan, deed))!;
  const review = { reviewed_on: '2026-11-20', effect: 'not yet' as const, came_of_it: 'little so far' };
  const voices = { pupil_says: 'I like maps', home_says: 'reads more at home' };
  await reviewPlan(record, { ...pupil, planId: started.plan_id }, { ...review, ...voices }, deed);
  const at = { ...deed, entryId: '', seen: 0 };
  await saveEntry(record, pupil, { kind: 'agency', content: agency }, at);
  const unasked = { ...agency, name: 'Family service', consent: 'not asked' as const, consent_by: '', consent_on: '' };
  await saveEntry(record, pupil, { kind: 'agency', content: unasked }, at);
  const works = { strengths: 'maps', works: 'one step at a time', avoid: '' };
  await saveEntry(record, pupil, { kind: 'works', content: works }, at);
  const requested = {
    kind: 'requested' as const,
    on_day: '2026-11-23',
    by_whom: 'the school',
    detail: '',
    outcomes: '',
  };
  await addEhcStep(record, pupil, requested, { ...deed, seen: 0 });
});
afterAll(() => server.app.close());

/** A run in which the middle growth of those born in each term is known; that of spring is withheld. */
function withBirthTerms() {
  const content = fixtureRun();
  const base = { school: null, subject: 'reading', window: '2026-12', grouping: 'birth term', cohort: null, n: 40 };
  const range = { median_growth: 43.6, median_growth_low: 36.2, median_growth_high: 52.4, reason: null };
  const cells = [
    ...runRows(content.tables.cells),
    { ...base, ...range, group: 'summer', suppressed: false },
    { ...base, ...range, group: 'autumn', median_growth: 61, suppressed: false },
  ] as never[];
  return { ...content, tables: { ...content.tables, cells: tableOfRows('cells', cells) } };
}

const get = (what: string, cookie = senco) =>
  server.app.inject({ url: `/register/${key}/${what}`, headers: { cookie } });
async function pdfText(bytes: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return text.replace(/\s+/g, ' ');
}
const entryOf = async (name: string) =>
  (await server.record.db.selectFrom('support_entry').select(['entry_id', 'content']).execute()).find(({ content }) =>
    content.includes(name),
  )!.entry_id;

/** Names and identifiers of every other pupil of the run. */
function others(): string[] {
  const ids = runRows(withBirthTerms().tables.agenda).map((row) => row.pupil_id);
  const names = fixtureNames
    .slice(1)
    .flat()
    .filter((name) => name.length > 2);
  return [...ids.filter((id) => id !== pupil.pupilId), ...names, 'Pupil7', 'Surname'];
}

test('the evidence pack is one PDF that another reader reads: results with how sure, plans, voices, agencies, steps', async () => {
  const answer = await get('evidence.pdf');
  expect(answer.headers['content-type']).toBe('application/pdf');
  expect(answer.headers['content-disposition']).toContain('attachment');
  const text = await pdfText(answer.rawPayload);
  for (const words of [
    'Evidence for Amira Hussain',
    '9 July 2018',
    'Attainment and progress: Autumn results, December 2026',
    'slower progress than',
    'Of 100 pupils who had the same score',
    'Middle pupil of the 40 born in the summer term in the schools compared: 44 of 100 pupils with the same start made less progress (probably 36 to 52).',
    'reads on at home',
    'not yet: little so far',
    'Attendance: 88 % of sessions',
    '“I like maps”',
    'Home: “reads more at home”',
    'one step at a time',
    'Speech therapy, since 2 March 2026; last contact 20 November 2026',
    'Family service',
    'EHC needs assessment requested, the school',
    'Decision whether to assess: due by 4 January 2027',
    'page 1 of',
  ])
    expect(text, words).toContain(words);
  expect(text).not.toContain('PRIVATE');
  expect(bannedWordsIn(text)).toEqual([]);
});

test('the PDF is tagged, in English and has a title, for those who hear it; the same moment gives the same bytes', async () => {
  const { rawPayload } = await get('evidence.pdf');
  const document = await getDocumentProxy(new Uint8Array(rawPayload));
  expect((await getMeta(document)).info).toMatchObject({ Title: 'Evidence for Amira Hussain', Language: 'en-GB' });
  expect(await document.getMarkInfo()).toMatchObject({ Marked: true });
  const tags = JSON.stringify(await (await document.getPage(1)).getStructTree());
  for (const role of ['H1', 'H2', 'P', 'Figure', 'Table', 'TH']) expect(tags, role).toContain(`"role":"${role}"`);
  expect(tags).toContain('"alt":"');
  expect((await get('evidence.pdf')).rawPayload.equals(rawPayload)).toBe(true);
});

test('PDF and data hold nothing of any other pupil, neither name nor identifier', async () => {
  const zip = unzipSync(new Uint8Array((await get('evidence.zip')).rawPayload));
  expect(Object.keys(zip)).toEqual(
    expect.arrayContaining(['evidence.pdf', 'data/results.csv', 'data/plans.csv', 'pictures/reading.svg']),
  );
  const texts = Object.entries(zip).filter(([name]) => !name.endsWith('.pdf'));
  const all = [await pdfText(zip['evidence.pdf']), ...texts.map(([, bytes]) => strFromU8(bytes))].join('\n');
  expect(others().length).toBeGreaterThan(25);
  expect(others().filter((other) => all.includes(other))).toEqual([]);
  expect(strFromU8(zip['data/results.csv'])).toMatch(/reading,2026-12,\d+,valid/);
  expect(strFromU8(zip['data/plans.csv'])).toContain('reads on at home');
  expect(all).not.toContain('PRIVATE');
});

test('an agency is sent evidence once the family has agreed, and the audit says to whom; of others it learns only who agreed', async () => {
  const entry = await entryOf('Speech therapy');
  const answer = await get(`evidence.pdf?agency=${entry}`);
  expect(answer.statusCode).toBe(200);
  const text = await pdfText(answer.rawPayload);
  expect(text).toContain('for Speech therapy');
  expect(text).not.toMatch(/Family service|consent given/);
  const line = await server.record.db
    .selectFrom('audit')
    .selectAll()
    .where('action', '=', 'evidence-for-agency')
    .executeTakeFirstOrThrow();
  expect(line).toMatchObject({ object: pupil.pupilId, school: oak });
  expect(line.detail).toContain(entry);
  for (const kind of ['pdf', 'zip'])
    expect((await get(`evidence.${kind}?agency=${await entryOf('Family service')}`)).statusCode).toBe(400);
  expect((await get('evidence.pdf?agency=3f2c1f9e-7d4b-4a51-9d0e-1b2a3c4d5e6f')).statusCode).toBe(404);
  const page = await get('agencies');
  expect(page.body).toContain(`evidence.pdf?agency=${entry}`);
  expect(page.body).not.toContain(`evidence.pdf?agency=${await entryOf('Family service')}`);
});
