import mammoth from 'mammoth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPerson } from '../../../server/people/people.ts';
import { rowsAbout } from '../../../server/records/life/rows-about.ts';
import { lettersMade } from '../../../server/records/letters/letters-made.ts';
import { openEntry } from '../../../server/records/register/register.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp, type TestApp } from '../signed-in.ts';
import { visitor, type Visitor } from '../visitor.ts';

let server: TestApp;
let senco: Visitor;
let wide: Visitor;
const pupilId = (number: number) => fixturePupil('Oak Primary', '4K', number);
const pupil = (number: number) => ({ school: 'Oak Primary', pupilId: pupilId(number) });
const key = (number: number) => pupilKeyOf(server, pupilId(number));
const plain = (body: string) =>
  body
    .slice(body.indexOf('<main'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

beforeAll(async () => {
  server = await testApp({}, fixtureRun({ schools: ['Elm Primary', 'Oak Primary'] }));
  senco = visitor(server.app, { cookie: await server.signIn('senco', { school: 'Oak Primary' }) });
  wide = visitor(server.app, { cookie: await server.signIn('headteacher') });
  await addPerson(server.record, { name: 'Ms Roe', role: 'senco', school: 'Oak Primary' }, 'roe');
});
afterAll(() => server.app.close());

const entry = {
  status: 'K',
  from_on: '2026-12-10',
  difficulty: 'needs time to answer',
  entry_provision: 'small group',
  decided_by: 'Ms Okafor',
  told_on: '2026-12-08',
  told_by: 'Ms Khan',
  told_how: 'in a talk',
};
const plan = {
  start_on: '2026-12-10',
  review_on: '2027-01-10',
  hoped_for: 'reads on at home\nasks for help',
  plan_provision: 'reading partner',
};
const needs = { need_1: 'SLCN', need_2: '', need_3: '', note_1: 'private', note_2: '', note_3: '' };

async function onRegister(number: number, { withPlan = true } = {}): Promise<string> {
  const one = await key(number);
  expect((await senco.send(`/register/${one}/entry`, entry, '/')).status).toBe(303);
  await senco.send(`/register/${one}/needs`, needs, '/');
  if (withPlan) await senco.send(`/register/${one}/plan`, plan, '/');
  return one;
}

const all = { 'all.contact': 'the office, 01234', 'all.from': 'S. Khan' };
const letter = (one: string, more: Record<string, string> = {}) => ({
  school: 'Oak Primary',
  [`pupil.${one}`]: 'yes',
  [`one.${one}`]: 'explains ideas aloud',
  ...all,
  do: 'make',
  ...more,
});
const send = (form: Record<string, string>, kind = 'support', who = senco) =>
  who.send(`/letters/${kind}`, form, '/letters');

describe('a letter', () => {
  test('with anything missing is not made: each gap is a sentence where it is filled, and nothing typed is lost', async () => {
    const one = await onRegister(2, { withPlan: false });
    const answer = await send({ ...letter(one, { 'all.contact': '' }), [`one.${one}`]: '' });
    expect(answer.status).toBe(422);
    const text = plain(answer.body);
    expect(text).toContain(': Nothing is written yet of what this pupil does well. Write it here.');
    expect(text).toContain('The review date is not set. Set it with a plan on the page “Plans”.');
    expect(text).toContain('Whom parents can ask is not written. Write it here.');
    expect(answer.body).toContain(`href="/register/${one}"`);
    expect(answer.body).toContain('value="S. Khan"');
    expect(await lettersMade(server.record, pupil(2))).toEqual([]);
  });

  test('can be looked at with a real pupil first; then it is made, and says nothing of parents being told', async () => {
    const one = await onRegister(9);
    const look = await send(letter(one, { do: 'preview' }));
    expect(look.status).toBe(200);
    expect(plain(look.body)).toContain('What Pupil44 does well: explains ideas aloud');
    expect(await lettersMade(server.record, pupil(9))).toEqual([]);

    const made = await send(letter(one));
    expect(made.status).toBe(303);
    const page = plain((await senco.get(made.location)).body);
    expect(page).toContain('has SEN Support from 10 December 2026');
    expect(page).toContain('speech, language and communication');
    expect(page).not.toContain('private');
    expect(page).toContain('not recorded that parents were told');
    const [row] = await lettersMade(server.record, pupil(9));
    expect(row).toMatchObject({ kind: 'support', told_on: null, version: 1 });
    const audit = await server.record.db.selectFrom('audit').selectAll().where('action', '=', 'make-letter').execute();
    expect(audit).toMatchObject([{ object: pupilId(9), school: 'Oak Primary' }]);
    // Known to whoever takes everything that is held of the pupil.
    expect(Object.keys(await rowsAbout(server.record, pupil(9)))).toContain('letter_made');
  });

  test('that a colleague has made meanwhile is not made again unseen', async () => {
    const one = await key(9);
    const answer = await send(letter(one, { [`made.${one}`]: '0' }));
    expect(answer.status).toBe(422);
    expect(plain(answer.body)).toContain('Somebody else has made this letter meanwhile');
  });

  test('parents told is written by a person, with a day that has been; two who write at once lose nothing', async () => {
    const [row] = await lettersMade(server.record, pupil(9));
    const url = `/letters/made/${row.batch_id}`;
    const told = { told_on: '2026-12-09', told_by: 'Ms Khan', told_how: 'in a talk' };
    const tick = { [`letter.${row.letter_id}`]: '1', do: 'told' };
    const cases: [Record<string, string>, string][] = [
      [{ ...tick, ...told, told_on: '2026-12-11' }, 'still to come'],
      [{ ...tick, ...told, told_on: '2026-02-31' }, 'not in the calendar'],
      [{ ...tick, ...told, told_on: '1926-12-09' }, 'Check the year'],
      [{ ...tick, ...told, told_by: ' ' }, 'by whom'],
      [{ do: 'told', ...told }, 'Choose at least one letter.'],
    ];
    for (const [form, sentence] of cases) {
      const answer = await senco.send(url, form);
      expect(answer.status, sentence).toBe(422);
      expect(plain(answer.body)).toContain(sentence);
      expect(answer.body).toContain('value="in a talk"');
    }
    expect((await senco.send(url, { ...tick, ...told })).status).toBe(303);
    const late = await wide.send(url, { ...tick, ...told, told_by: 'Mr Roe' });
    expect(late.status).toBe(422);
    expect(plain(late.body)).toContain('Somebody else has changed one of these letters meanwhile');
    expect(late.body).toContain('value="Mr Roe"');
    expect((await lettersMade(server.record, pupil(9)))[0]).toMatchObject({ ...told, version: 2 });

    await senco.send(url, { [`letter.${row.letter_id}`]: '2', do: 'untold' });
    await senco.send(url, { [`letter.${row.letter_id}`]: '3', do: 'take-back' });
    expect(plain((await senco.get(url)).body)).toContain('Taken back: not to be given.');
    expect((await senco.get(`${url}/letters.docx`)).status).toBe(404);
  });

  test('of leaving and of a review say what is recorded; a meeting in the past is refused', async () => {
    const one = await key(9);
    const meeting = { 'all.meeting-on': '2026-12-09', 'all.meeting-at': '3 pm, classroom' };
    const past = await send(letter(one, meeting), 'review');
    expect(plain(past.body)).toContain('The day of the meeting is past. Set a day to come.');
    const look = await send(letter(one, { ...meeting, 'all.meeting-on': '2027-01-08', do: 'preview' }), 'review');
    expect(plain(look.body)).toContain(
      'is going: 8 January 2027, 3 pm, classroom What we hoped for: reads on at home; asks for help',
    );
    const early = await send({ ...letter(one), only: one }, 'leaving');
    expect(plain(early.body)).toContain('This pupil has not left the register.');
  });
});

test('parents told of SEN Support is written into an entry that did not say so, and a first day that is not known is not claimed', async () => {
  const one = await onRegister(10);
  await server.record.db
    .updateTable('register_entry')
    .set({ told_on: '', told_by: '', told_how: '', not_known: 'from told' })
    .where('from_on', '=', '2026-12-10')
    .execute();
  const made = await send(letter(one));
  expect(plain((await senco.get(made.location)).body)).toContain('SEN Support from 10 December 2026 or before.');
  const [row] = await lettersMade(server.record, pupil(10));
  const told = { told_on: '2026-12-09', told_by: 'Ms Khan', told_how: 'in a talk' };
  await senco.send(made.location, { [`letter.${row.letter_id}`]: '1', do: 'told', ...told });
  expect(await openEntry(server.record, pupil(10))).toMatchObject({ ...told, not_known: 'from', version: 2 });
});

describe('letters for many at once', () => {
  test('are one document, a page each, that Word’s own readers open', async () => {
    const [one, other] = [await onRegister(5), await onRegister(6)];
    const list = await senco.get('/letters/support');
    expect(list.body).toContain(`name="pupil.${one}"`);
    const made = await send({ ...letter(one), ...letter(other) });
    expect(made.status).toBe(303);
    const page = await senco.get(made.location);
    expect(page.body.match(/class="letter__page"/g)).toHaveLength(2);
    const file = await server.app.inject({
      url: `${made.location}/letters.docx`,
      headers: { cookie: senco.cookie },
    });
    expect(file.headers['content-disposition']).toContain('letters.docx');
    const { value } = await mammoth.extractRawText({ buffer: file.rawPayload });
    expect(value.match(/Dear parents and carers of/g)).toHaveLength(2);
    expect(value).toContain('SEN Support is not a diagnosis.');
    expect(value).not.toMatch(/[{}]|undefined/);
    const { value: marked } = await mammoth.convertToHtml({ buffer: file.rawPayload });
    expect(marked).toContain('<strong>Oak Primary</strong>');
  });

  test('no page of them is open to a class teacher, or to a SENCO of another school', async () => {
    const [row] = await lettersMade(server.record, pupil(5));
    const teacher = await server.signIn('teacher', { school: 'Oak Primary', classes: [['Oak Primary', '4K']] });
    const elm = await server.signIn('senco', { school: 'Elm Primary' });
    for (const url of [`/letters/made/${row.batch_id}`, `/letters/made/${row.batch_id}/letters.docx`]) {
      expect((await visitor(server.app, { cookie: teacher }).get(url)).status).toBe(403);
      expect((await visitor(server.app, { cookie: elm }).get(url)).status).toBe(404);
    }
  });
});

describe('the words of a letter', () => {
  const words = (school: string, more: Record<string, string>, who = senco) =>
    who.send('/letters/words/support', { school, words: '', seen: '0', ...more }, '/letters');

  test('with an unknown slot are not kept; the sentence names the line and every slot there is', async () => {
    const answer = await words('Oak Primary', { do: 'save', words: 'Dear {parent}\n{pupil}' });
    expect(answer.status).toBe(422);
    expect(plain(answer.body)).toContain('Line 1: there is no slot {parent}. This letter has {pupil}');
    expect(answer.body).toContain('Dear {parent}');
  });

  test('are the trust’s, and each school’s own over them; changed, taken back, given up, with everything before', async () => {
    const read = async (school: string) =>
      /name="words"[^>]*>\s*([^<]*)</.exec(
        (await wide.get(`/letters/words/support?school=${encodeURIComponent(school)}`)).body,
      )![1];
    expect((await words('Oak Primary', { whose: 'trust', do: 'save', words: 'Trust: {pupil}' }, wide)).status).toBe(
      303,
    );
    expect(await read('Elm Primary')).toBe('Trust: {pupil}');
    expect((await words('Oak Primary', { do: 'save', words: 'Oak: {pupil}' })).status).toBe(303);
    expect([await read('Oak Primary'), await read('Elm Primary')]).toEqual(['Oak: {pupil}', 'Trust: {pupil}']);

    const late = await words('Oak Primary', { do: 'save', words: 'Mine: {pupil}' }, wide);
    expect(late.status).toBe(422);
    expect(plain(late.body)).toContain('Somebody else has changed these words meanwhile');
    expect(late.body).toContain('Mine: {pupil}');

    await words('Oak Primary', { seen: '1', do: 'save', words: 'Oak again: {pupil}' });
    await words('Oak Primary', { seen: '2', do: 'undo' });
    expect(await read('Oak Primary')).toBe('Oak: {pupil}');
    await words('Oak Primary', { seen: '3', do: 'give-up' });
    expect(await read('Oak Primary')).toBe('Trust: {pupil}');
    const page = plain((await senco.get('/letters/words/support')).body);
    expect(page).toMatch(/S\. Khan went back to the words above \(4\).*Oak again: \{pupil\}/);
    // Nobody who looks after one school changes the words of all.
    expect((await words('Oak Primary', { whose: 'trust', do: 'save', words: 'No: {pupil}' })).status).toBe(404);
  });

  test('of the family sheet are a school’s own; who has seen it and how long it is kept stay', async () => {
    const sheet = async () => plain((await senco.get(`/pupils/${await key(1)}/family-sheet`)).body);
    expect(await sheet()).toContain('One test can be a bad day.');
    const form = { school: 'Oak Primary', seen: '0', do: 'save', words: 'Shall we talk about {subject}, {pupil}?' };
    expect((await senco.send('/letters/words/family', form, '/letters')).status).toBe(303);
    const text = await sheet();
    expect(text).toMatch(/Shall we talk about reading, Amira\?.*Seen by: class teacher.*Kept until: /);
    expect(text).not.toContain('One test can be a bad day.');
  });
});
