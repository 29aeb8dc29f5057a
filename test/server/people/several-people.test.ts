import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addPerson, addPersonClass, localPerson } from '../../../server/people/people.ts';
import { fixtureRun } from '../fixture-run.ts';
import { testApp, type TestApp } from '../signed-in.ts';
import { visitor, type Form, type Visitor } from '../visitor.ts';

let server: TestApp;
let head: Visitor;
let turn = 0;
beforeAll(async () => {
  server = await testApp({}, fixtureRun({ schools: ['Elm Primary', 'Oak Primary'] }));
});
afterAll(() => server.app.close());

/** Two class teachers of Oak, one without a sign-in name, and one of Elm. */
let [khan, roe, elm] = ['', '', ''];
beforeEach(async () => {
  turn += 1;
  const teacher = (name: string, school: string, signInName?: string) =>
    addPerson(server.record, { name, role: 'teacher', school, ...(signInName ? { signInName } : {}) });
  khan = await teacher('Ms Khan', 'Oak Primary', `khan${turn}`);
  roe = await teacher('Mr Roe', 'Oak Primary');
  elm = await teacher('Mr Elm', 'Elm Primary', `elm${turn}`);
  await addPersonClass(server.record, khan, { school: 'Oak Primary', class: '4K', from: '2026-09-01' });
  head = visitor(server.app, { cookie: await server.signIn('headteacher', { school: 'Oak Primary' }) });
});

const send = (form: Form, by = head) => by.send('/people/several', form, '/people');
const both = () => [`${khan}.1`, `${roe}.1`];
const rowOf = (id: string) =>
  server.record.db.selectFrom('person').selectAll().where('person_id', '=', id).executeTakeFirstOrThrow();
const actions = async (id: string) =>
  (await server.record.db.selectFrom('audit').selectAll().where('object', '=', id).orderBy('entry').execute()).map(
    ({ action }) => action,
  );

describe('several people at once', () => {
  test('are asked about by number and name first, then their access ends, and they are let in again', async () => {
    const asked = await send({ step: 'disable', person: both() });
    expect(asked.status).toBe(200);
    expect(asked.body).toContain('End access for 2 people?');
    expect(asked.body).toMatch(/<li>Ms Khan<\/li>\s*<li>Mr Roe<\/li>/);
    expect([(await rowOf(khan)).disabled_at, await actions(khan)]).toEqual([null, []]);
    const done = await send({ step: 'disable', person: both(), confirmed: 'yes' });
    expect([done.status, done.location]).toEqual([303, '/people?done=disable&of=2']);
    expect((await head.get(done.location)).body).toContain('Access ended for 2 people.');
    for (const id of [khan, roe]) {
      expect((await rowOf(id)).disabled_at).not.toBeNull();
      expect(await actions(id)).toEqual(['person-disabled']);
    }
    await send({ step: 'enable', person: [`${khan}.2`, `${roe}.2`], confirmed: 'yes' });
    expect([(await rowOf(khan)).disabled_at, (await rowOf(roe)).disabled_at]).toEqual([null, null]);
  });

  test('are changed all or not at all where somebody changed one of them meanwhile', async () => {
    const answer = await send({ step: 'disable', person: [`${khan}.1`, `${roe}.7`], confirmed: 'yes' });
    expect(answer.status).toBe(409);
    expect([(await rowOf(khan)).disabled_at, await actions(khan)]).toEqual([null, []]);
  });

  test('get links that work on one page; who has no sign-in name is named with what to do', async () => {
    const asked = await send({ step: 'link', person: both() });
    expect(asked.body).toContain('New sign-in links for 1 person?');
    expect(asked.body).toMatch(/Mr Roe<\/a\s*>: no sign-in name yet: write one on their page/);
    const page = (await send({ step: 'link', person: `${khan}.1`, confirmed: 'yes' })).body;
    const link = /<code>http:\/\/localhost(?::\d+)?(\/sign-in\/[\w-]+)<\/code>/.exec(page)![1];
    const own = visitor(server.app);
    expect((await own.send(link, { passphrase: 'ten past four', again: 'ten past four' })).status).toBe(303);
    expect(await actions(khan)).toEqual(['link-made', 'passphrase-chosen']);
  });

  test('move on to their new classes in one form: the old ones end, each teacher gets the class beside the name', async () => {
    const form = { step: 'classes', person: both(), confirmed: 'yes', class: ['5K', ''], from: '2027-09-01' };
    expect((await send({ ...form, class: ['', ''] })).body).toContain(
      'Write the last day of the classes they have now',
    );
    const wrong = await send({ ...form, until: '2027-08-01', ends: '2027-07-20' });
    expect([wrong.status, wrong.body.includes('The last day is before the first.')]).toEqual([422, true]);
    expect(wrong.body).toMatch(/name="class"\s+value="5K"/);
    expect((await send({ ...form, ends: '2027-07-20' })).status).toBe(303);
    const classes = await server.record.db
      .selectFrom('person_class')
      .select(['class', 'from_on', 'until_on'])
      .where('person_id', 'in', [khan, roe])
      .orderBy('class')
      .execute();
    expect(classes).toEqual([
      { class: '4K', from_on: '2026-09-01', until_on: '2027-07-20' },
      { class: '5K', from_on: '2027-09-01', until_on: null },
    ]);
    expect(await actions(khan)).toEqual(['class-given', 'class-given']);
  });

  test('are of the reader’s school, never the reader or the local account; nobody chosen says what to do', async () => {
    expect((await send({ step: 'disable', person: `${elm}.1`, confirmed: 'yes' })).status).toBe(404);
    const local = await localPerson(server.record);
    const every = visitor(server.app, { cookie: await server.signIn('headteacher') });
    expect((await send({ step: 'disable', person: `${local}.1` }, every)).body).toContain('none of them');
    expect((await send({ step: 'disable', person: `${local}.1`, confirmed: 'yes' }, every)).status).toBe(409);
    const none = await send({ step: 'disable' });
    expect([none.status, none.body.includes('tick the people it is for')]).toEqual([400, true]);
  });
});
