import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepPupilContext } from '../../../server/records/pupils/pupil-context.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp, type TestApp } from '../signed-in.ts';
import { visitor, type Visitor } from '../visitor.ts';

const school = 'Oak Primary';
const classes = ['1K', '2K', '3K', '4K', '5K', '6K', '6J'];
const perClass = 12;
let server: TestApp;
let senco: Visitor;
beforeEach(async () => {
  server = await testApp({}, fixtureRun({ classes, pupils: perClass }));
  senco = visitor(server.app, { cookie: await server.signIn('senco', { school }) });
});
afterEach(() => server.app.close());

interface InFile {
  readonly status: string;
  readonly since: string;
  readonly need: string;
}

/** Those of one school of the sample trust who have support in its file, as that has them. */
function sampleSupported(): InFile[] {
  const file = readFileSync(join(import.meta.dirname, '../../../data-samples/oakfield-trust/pupils.csv'), 'utf8');
  const [head, ...lines] = file
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const at = (name: string) => head.indexOf(name);
  return lines
    .filter((row) => row[at('school')] === 'Castle Rise Primary' && ['K', 'E'].includes(row[at('sen_status')]))
    .map((row) => ({ status: row[at('sen_status')], since: row[at('sen_since')], need: row[at('primary_need')] }));
}

/** The fixture's pupils, one after another, as they would stand in the school's file; the rest are in it without a status. */
async function bring(supported: readonly InFile[]): Promise<string[]> {
  const all = classes.flatMap((name) => Array.from({ length: perClass }, (_, n) => fixturePupil(school, name, n + 1)));
  const ids = all.slice(0, supported.length);
  const none: InFile = { status: 'N', since: '', need: '' };
  await keepPupilContext(
    server.record,
    all
      .map((_, n) => supported[n] ?? none)
      .map(({ status, since, need }, n) => ({
        school,
        pupilId: all[n],
        dateOfBirth: '2016-09-01',
        senStatus: status,
        senSince: since || null,
        primaryNeed: need,
        joinedOn: null,
        attendancePercent: 94.5,
        englishAdditional: null,
        facts: [],
      })),
  );
  return ids;
}

/** The boxes of a page's form as a browser would send them untouched. */
function boxesOf(page: string): Record<string, string> {
  const form = page.slice(page.indexOf('action="/register/from-file"'));
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const [, name] = /name="([^"]+)"/.exec(tag) ?? [];
    const [, value = ''] = /value="([^"]*)"/.exec(tag) ?? [];
    if (name && name !== 'token' && (!tag.includes('type="checkbox"') || tag.includes(' checked')))
      fields[name] = value;
  }
  for (const [, name, options] of form.matchAll(/<select[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g))
    fields[name] = /value="([^"]*)"\s+selected/.exec(options)?.[1] ?? '';
  return fields;
}

const entries = () => server.record.db.selectFrom('register_entry').selectAll().orderBy('pupil_id').execute();
const textOf = (page: string) =>
  page
    .slice(page.indexOf('<main'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const url = '/register/from-file';
const k: InFile = { status: 'K', since: '2025-05-06', need: 'SLCN' };

test('all pupils with support of a school of the sample trust are on the register by one page, one tick and one button', async () => {
  const supported = sampleSupported();
  await bring(supported);
  expect(supported.length).toBe(76);
  const page = await senco.get(url);
  expect(textOf(page.body)).toContain('76 pupils have SEN Support or an EHC plan in the school’s file');
  const boxes = boxesOf(page.body);
  // All that a person adds: the tick by which they sign.
  const answer = await senco.send(url, { ...boxes, signed: 'yes' });
  expect([answer.status, answer.location]).toEqual([303, '/register?school=Oak%20Primary&entered=76']);
  const rows = await entries();
  expect(rows.map(({ status, from_on }) => [status, from_on])).toEqual(
    supported.toSorted(byPupil(supported)).map(({ status, since }) => [status, since || '2026-12-10']),
  );
  const needs = await server.record.db.selectFrom('pupil_need').select('need').execute();
  expect(needs.map(({ need }) => need).toSorted()).toEqual(
    supported.flatMap(({ need }) => (need ? [need] : [])).toSorted(),
  );
  const lines = await server.record.db.selectFrom('audit').selectAll().where('action', '=', 'enter-register').execute();
  expect(lines).toHaveLength(76);
  expect(new Set(lines.map((line) => line.school))).toEqual(new Set([school]));
  expect(textOf((await senco.get(answer.location)).body)).toContain('76 pupils have been entered.');
  expect(textOf((await senco.get(url)).body)).toContain('is on the register');
});

/** In the order of the identifiers. */
function byPupil(supported: readonly InFile[]) {
  const id = new Map(supported.map((one, n) => [one, fixturePupil(school, classes[Math.floor(n / perClass)], 1 + (n % perClass))])); // prettier-ignore
  return (a: InFile, b: InFile) => (id.get(a)! < id.get(b)! ? -1 : 1);
}

describe('entering from the school’s file', () => {
  test('keeps what is not known as a code, shows it in words, and asks for it until somebody finds out', async () => {
    const [id] = await bring([k]);
    const key = await pupilKeyOf(server, id);
    await senco.send(url, { ...boxesOf((await senco.get(url)).body), signed: 'yes' });
    expect((await entries())[0]).toMatchObject({
      not_known: 'decided difficulty provision told',
      told_on: '',
      difficulty: '',
    });
    const page = textOf((await senco.get(`/register/${key}`)).body);
    expect(page).toContain('Parents told not known (before this record)');
    expect(page).toContain('It is not known whether parents were told');
    expect(textOf((await senco.get('/register?show=tell')).body)).toContain('1 pupil shown.');
    expect(textOf((await senco.get(`/pupils/${key}/case-story`)).body)).toContain(
      'SEN Support starts, decided by not known (before this record)',
    );
    const found = { status: 'K', from_on: k.since, difficulty: '', entry_provision: '', decided_by: '' };
    const told = { told_on: '2026-12-09', told_by: 'Ms Khan', told_how: '', past: 'yes' };
    expect((await senco.send(`/register/${key}/entry`, { ...found, ...told, seen: '1' })).status).toBe(303);
    expect((await entries())[0].not_known).toBe('decided difficulty provision');
    expect(textOf((await senco.get('/register?show=tell')).body)).toContain('0 pupils shown.');
  });

  test('enters nobody while a row is wrong or the signature is missing, and loses nothing that was typed', async () => {
    const [first, second] = await bring([k, { ...k, since: '' }]);
    const [one, other] = [await pupilKeyOf(server, first), await pupilKeyOf(server, second)];
    const boxes = { ...boxesOf((await senco.get(url)).body), [`difficulty.${one}`]: 'needs time to answer' };
    for (const [day, sentence] of [
      ['2026-02-30', 'no day of the calendar'],
      ['2014-01-01', 'before the pupil was born'],
      ['2029-01-01', 'more than a year ahead'],
      ['2027-01-10', 'has begun by today'],
    ]) {
      const wrong = await senco.send(url, { ...boxes, [`from.${other}`]: day, signed: 'yes' });
      expect([wrong.status, textOf(wrong.body)]).toEqual([422, expect.stringContaining(sentence)]);
      expect(wrong.body).toContain(`href="#from.${other}"`);
      expect(wrong.body).toContain('value="needs time to answer"');
      expect(wrong.body).toContain(`value="${day}"`);
    }
    const early = await senco.send(url, { ...boxes, [`told.${other}`]: '2026-12-11', signed: 'yes' });
    expect(textOf(early.body)).toContain('on a day that is still to come');
    const unsigned = await senco.send(url, boxes);
    expect([unsigned.status, unsigned.body]).toEqual([422, expect.stringContaining('value="needs time to answer"')]);
    expect(await entries()).toEqual([]);
    // Without its tick a wrong row does not stand in the way.
    const { [`enter.${other}`]: _tick, ...ticked } = { ...boxes, [`from.${other}`]: '2029-01-01' };
    expect((await senco.send(url, { ...ticked, signed: 'yes' })).status).toBe(303);
    expect((await entries()).map(({ pupil_id, difficulty }) => [pupil_id, difficulty])).toEqual([
      [first, 'needs time to answer'],
    ]);
  });

  test('says who was entered by somebody else meanwhile or has left, with what was typed, and enters nobody twice', async () => {
    const [first, second] = await bring([k, k]);
    const boxes = boxesOf((await senco.get(url)).body);
    const one = await pupilKeyOf(server, first);
    const { [`enter.${await pupilKeyOf(server, second)}`]: _tick, ...onlyFirst } = boxes;
    const head = visitor(server.app, { cookie: await server.signIn('headteacher', { school }) });
    expect((await head.send(url, { ...onlyFirst, signed: 'yes' })).status).toBe(303);
    const typed = { ...boxes, [`provision.${one}`]: 'small group', signed: 'yes' };
    const gone = { [`listed.${'x'.repeat(16)}`]: 'yes', [`enter.${'x'.repeat(16)}`]: 'yes', [`difficulty.${'x'.repeat(16)}`]: 'hearing' }; // prettier-ignore
    const late = await senco.send(url, { ...typed, ...gone });
    expect(late.status).toBe(422);
    expect(textOf(late.body)).toMatch(/Amira H has been entered by somebody else meanwhile\. You typed: “small group”/);
    expect(textOf(late.body)).toMatch(/not in the newest results of the school any more.*You typed: “hearing”/);
    expect((await entries()).map(({ pupil_id }) => pupil_id)).toEqual([first]);
    expect((await senco.send(url, { ...boxesOf(late.body), signed: 'yes' })).status).toBe(303);
    expect((await entries()).map(({ pupil_id }) => pupil_id)).toEqual([first, second]);
  });

  test('is for SENCO and head: a teacher is refused', async () => {
    await bring([k]);
    const cookie = await server.signIn('teacher', { school, classes: [[school, '1K']] });
    const teacher = visitor(server.app, { cookie });
    expect((await teacher.get(url)).status).toBe(403);
    expect((await teacher.send(url, { school, signed: 'yes' }, '/sign-out')).status).toBe(403);
  });
});
