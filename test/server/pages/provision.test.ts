import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPlan } from '../../../server/records/register/support-plans.ts';
import { enterOnRegister } from '../../../server/records/register/register.ts';
import { setNeeds } from '../../../server/records/register/pupil-needs.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { provisionBody } from '../people/addresses.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp, type TestApp } from '../signed-in.ts';
import { visitor, type Visitor } from '../visitor.ts';

const school = 'Oak Primary';
const of = `school=${encodeURIComponent(school)}`;
let server: TestApp;
let senco: Visitor;
let clock = new Date('2026-12-10T09:00:00Z');
beforeAll(async () => {
  server = await testApp({ now: () => clock }, fixtureRun());
  senco = visitor(server.app, { cookie: await server.signIn('senco', { school }) });
});
afterAll(() => server.app.close());

const textOf = (page: string) =>
  page
    .slice(page.indexOf('<main'))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
const map = async (query = '', who = senco) => textOf((await who.get(`/provision?${of}${query}`)).body);
const key = (number: number, className = '4K') => pupilKeyOf(server, fixturePupil(school, className, number));

async function added(more: Record<string, string> = {}, pupils: readonly string[] = []): Promise<string> {
  const answer = await senco.send('/provision', { ...provisionBody, school, ...more }, `/provision/new?${of}`);
  expect(answer.status, textOf(answer.body)).toBe(303);
  for (const pupil of pupils) await join(answer.location, pupil);
  return answer.location;
}

async function join(url: string, pupil: string, day = '2026-12-10') {
  return senco.send(`${url}/pupils`, { day, [`pupil.${pupil}`]: '1' }, url);
}

describe('provision of a school', () => {
  test('is one entry for all in it: a change is seen in the map and in every plan, with its hours and cost', async () => {
    const url = await added({ name: 'Phonics' }, [await key(1), await key(2), await key(3, '4J')]);
    const shown = await map();
    expect(shown).toMatch(
      /Phonics 20 minutes, 3 times a week, by Ms Khan, in a group of 4 Amira H , Tom B , Zoë O .*60 min/s,
    );
    // 107 days are 107/7 weeks, 38 of 52 with school: 11.17 weeks of an hour, at 18 pounds.
    expect(shown).toMatch(/60 min 11 h £201/);
    const changed = { ...provisionBody, school, name: 'Phonics', minutes: '30', version: '1' };
    expect((await senco.send(url, changed, url)).status).toBe(303);
    expect(await map()).toContain('30 minutes, 3 times a week');
    for (const pupil of [await key(1), await key(2)])
      expect(textOf((await senco.get(`/plans/${pupil}`)).body)).toMatch(/Phonics : 30 minutes, 3 times a week/);
    const late = await senco.send(url, { ...changed, minutes: '45' }, url);
    expect(late.status).toBe(422);
    expect(textOf(late.body)).toContain('Somebody else has changed this meanwhile');
    expect(late.body).toMatch(/id="minutes"[^>]*value="45"/);
    expect(textOf((await senco.get(url)).body)).toContain('minutes from “20” to “30”');
    expect((await senco.send(`${url}/undo`, { version: '2' }, url)).status).toBe(303);
    expect(await map()).toContain('20 minutes, 3 times a week');
    const year = await map('&class=4J');
    expect(year).toContain('and 2 of other classes');
    await end(url);
  });

  test.each([
    ['no name', { name: ' ' }, 'The name is missing'],
    ['nobody who provides it', { by_whom: '' }, 'Who provides it is missing'],
    ['0 minutes', { minutes: '0' }, 'a whole number from 1 to 600'],
    ['100000 minutes', { minutes: '100000' }, 'a whole number from 1 to 600'],
    ['minutes that are no number', { minutes: 'ten' }, 'a whole number from 1 to 600'],
    ['no times a week', { times_a_week: '0' }, 'How often a week is a number from 0.05 to 50'],
    ['a group of half a pupil', { group_size: '0.5' }, 'The group is a whole number of pupils'],
    ['an end before the start', { to_on: '2026-12-09' }, 'The last day is before the first one, 10 December 2026'],
    ['1900', { from_on: '1900-12-10' }, 'The first day is before 1 January 2000'],
    ['2999', { to_on: '2999-12-10' }, 'The last day is after 10 December 2029'],
    ['times nobody can read', { times: 'most mornings' }, 'write them as Mon 9:00, Wed 13:15'],
    ['more times than sessions', { times: 'Mon 9:00, Tue 9:00', times_a_week: '1' }, 'more times than sessions'],
    ['a cost below nothing', { pounds_an_hour: '-1' }, 'an amount in pounds from 0 to 1000'],
  ])('with %s is refused by a sentence, and nothing that was typed is lost', async (_what, fields, sentence) => {
    const typed = { ...provisionBody, school, name: 'Kept as typed', ...fields };
    const answer = await senco.send('/provision', typed, `/provision/new?${of}`);
    expect(answer.status).toBe(422);
    expect(textOf(answer.body)).toContain(sentence);
    for (const [name, value] of Object.entries(fields))
      if (value.trim() !== '') expect(answer.body).toMatch(new RegExp(`id="${name}"[^>]*value="${value}"`));
    expect(await map()).not.toContain('Kept as typed');
  });

  test('begins and ends for a pupil on a day within its own, once, and the map of later days has them no more', async () => {
    const pupil = await key(6);
    const url = await added({ name: 'Talk group' });
    const outside = await join(url, pupil, '2026-12-09');
    expect(textOf(outside.body)).toContain('It goes on from 10 December 2026 to 26 March 2027');
    expect((await join(url, pupil)).status).toBe(303);
    expect(textOf((await join(url, pupil, '2026-12-17')).body)).toContain('They are in it on that day already');
    const page = (await senco.get(url)).body;
    expect(page.match(/name="ends"/g)).toHaveLength(1);
    const ends = /name="ends" value="([^"]+)"/.exec(page)![1];
    const early = await senco.send(`${url}/pupils`, { ends, day: '2026-12-01' }, url);
    expect(textOf(early.body)).toContain('The last day is before the pupil’s first one here');
    expect((await senco.send(`${url}/pupils`, { ends, day: '2027-01-15' }, url)).status).toBe(303);
    expect(await map()).not.toMatch(/nobody in these days/);
    expect(await map('&from=2027-01-16&to=2027-03-01')).toMatch(/Talk group [^£]* nobody in these days/);
    await end(url);
  });

  test('clashes are two at one time for a pupil or an adult, or more in a week than the limit that is stated', async () => {
    const pupil = await key(7);
    const first = await added({ name: 'Maths', times: 'Mon 9:00, Wed 9:00, Fri 9:00' }, [pupil]);
    const second = await added({ name: 'Reading', times: 'wed 9.10', times_a_week: '1', by_whom: 'ms khan ' }, [pupil]);
    const shown = await map();
    expect(shown).toMatch(/: Maths , Reading are at the same time for 10 minutes a week, from 10 December 2026\./);
    expect(shown).toMatch(/Ms Khan: Maths , Reading are at the same time for 10 minutes a week/i);
    expect(await map('&limit=80')).not.toMatch(/80 minutes a week on/);
    expect(await map('&limit=79')).toMatch(/80 minutes a week on 10 December 2026, more than 79: Maths , Reading/);
    expect(await map('&adult_limit=79')).toMatch(/Ms Khan: 80 minutes a week on 10 December 2026, more than 79/i);
    expect(await map('&limit=0')).toContain('The limit is a number of minutes a week between 1 and 3000.');
    expect(await map('&from=2027-03-01&to=2027-02-01')).toContain('The last day is before the first one');
    // One after the other is no clash.
    await senco.send(second, { ...provisionBody, school, name: 'Reading', times: 'Wed 9:20', by_whom: 'ms khan', version: '1' }, second); // prettier-ignore
    expect(await map()).toContain('None: no two at the same time');
    await end(first);
    await end(second);
  });

  test('says who of the register is in nothing, and where the time goes by need and year group', async () => {
    const by = { personId: 'p', at: clock };
    const told = { decided_by: 'x', told_on: '2026-12-01', told_by: 'x', told_how: '' };
    const entry = { status: 'K', from_on: '2026-12-02', difficulty: 'x', provision: 'x', ...told };
    for (const number of [9, 10]) {
      const pupil = { school, pupilId: fixturePupil(school, '4K', number) };
      await enterOnRegister(server.record, pupil, entry, by);
      await setNeeds(server.record, pupil, [{ need: number === 9 ? 'SLCN' : 'SPLD', note: '' }], by);
    }
    const begun = { start_on: '2026-12-02', review_on: '2027-03-02', hoped_for: 'reads', provision: 'a partner' };
    await startPlan(server.record, { school, pupilId: fixturePupil(school, '4K', 10) }, begun, by);
    const url = await added({ name: 'Speech', minutes: '30', times_a_week: '2' }, [await key(9), await key(11)]);
    const shown = await map('&class=4K');
    const uncovered = shown.slice(shown.indexOf('in no provision'), shown.indexOf('Where the time goes'));
    expect(uncovered).toContain('the plan has provision in words only');
    expect(uncovered.match(/4K/g)).toHaveLength(2);
    // An hour a week for two: 60 minutes for each pupil, half an hour of the adult each.
    expect(shown).toMatch(/speech, language and communication Year 4 1 60 0\.5 h/i);
    await end(url);
  });

  test('is a file for a spreadsheet: a row a pupil and provision, and the audit knows who took it', async () => {
    const url = await added({ name: '=1+1' }, [await key(1), await key(2)]);
    const { body } = await senco.get(`/provision.csv?${of}`);
    const rows = body
      .replace('\uFEFF', '')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','));
    expect(rows).toHaveLength(3);
    expect(rows[0].slice(3, 7)).toEqual(['Provision', 'By whom', 'Minutes', 'Times a week']);
    expect(rows[1][3]).not.toMatch(/^=/);
    expect(rows[1].slice(8, 12)).toEqual(['2026-12-10', '2027-03-26', '60', '11.2']);
    const taken = await server.record.db
      .selectFrom('audit')
      .select(['school', 'detail'])
      .where('action', '=', 'export-provision')
      .execute();
    expect(taken).toEqual([{ school, detail: '{"from":"2026-12-10","to":"2027-07-31","rows":2}' }]);
    await end(url);
  });

  test('a class teacher sees what the own class has and nothing of others, adults or costs', async () => {
    const own = await added({ name: 'Own class' }, [await key(1), await key(1, '4J')]);
    const other = await added({ name: 'Other class' }, [await key(2, '4J')]);
    const cookie = await server.signIn('teacher', { school, classes: [[school, '4K']] });
    const teacher = visitor(server.app, { cookie });
    const shown = await map('', teacher);
    expect(shown).toMatch(/Own class .* and 1 of other classes/);
    expect(shown).not.toMatch(/Other class|£|Where the time goes|for an adult/);
    expect((await teacher.get(own)).status).toBe(200);
    expect((await teacher.get(other)).status).toBe(404);
    expect((await teacher.send(own, { ...provisionBody, school }, own)).status).toBe(403);
    await end(own);
    await end(other);
  });

  test('a pupil who is in the results no more is said to be, and their time can be ended', async () => {
    const url = await added({ name: 'Left behind' });
    const id = url.split('/').at(-1)!;
    const row = { provision_id: id, school, pupil_id: 'left-1', from_on: '2026-12-10', until_on: null };
    const stamp = { added_at: clock.toISOString(), added_by: 'p', ended_at: null, ended_by: null };
    await server.record.db
      .insertInto('provision_pupil')
      .values({ ...row, ...stamp })
      .execute();
    expect(textOf((await senco.get(url)).body)).toContain('not in the results: left the school, or came since');
    const done = await senco.send(`${url}/pupils`, { ends: 'left-1', day: '2026-12-11' }, url);
    expect(done.status).toBe(303);
    await end(url);
  });
});

/** Ends a provision before the days of the other tests. */
async function end(url: string): Promise<void> {
  await server.record.db
    .updateTable('provision')
    .set({ from_on: '2026-01-01', to_on: '2026-01-02' })
    .where('provision_id', '=', url.split('/').at(-1)!)
    .execute();
  clock = new Date('2026-12-10T09:00:00Z');
}
