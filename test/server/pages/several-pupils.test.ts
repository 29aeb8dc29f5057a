import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixturePupil } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { fixtureRunId, testApp, type TestApp } from '../signed-in.ts';
import { visitor, type Form, type Visitor } from '../visitor.ts';

let server: TestApp;
let teacher: Visitor;
beforeAll(async () => {
  server = await testApp();
  teacher = visitor(server.app, {
    cookie: await server.signIn('teacher', { school: 'Oak Primary', classes: [['Oak Primary', '4K']] }),
  });
});
afterAll(() => server.app.close());

const list = '/agenda?school=Oak%20Primary&class=4K';
const key = (number: number, name = '4K') => pupilKeyOf(server, fixturePupil('Oak Primary', name, number));
const send = (form: Form) =>
  teacher.send('/agenda/several', { run: fixtureRunId, school: 'Oak Primary', class: '4K', ...form }, list);
/** Keys of the pupils of one section of the list. */
async function keysIn(section: string): Promise<string[]> {
  const { body } = await teacher.get(list);
  const part = body.slice(body.indexOf(`aria-labelledby="${section}"`)).split('</section>')[0];
  return [...part.matchAll(/name="pupil" value="([\w-]{16})"/g)].map(([, found]) => found);
}
const audited = (action: string) =>
  server.record.db.selectFrom('audit').selectAll().where('action', '=', action).execute();

describe('several pupils of a list', () => {
  test('are added to the meeting with one reason, after a question that names them and their number', async () => {
    const chosen = (await keysIn('not-listed')).slice(0, 2);
    const [listed] = await keysIn('discuss-first');
    const asked = await send({ step: 'add', pupil: [...chosen, listed] });
    expect(asked.body).toContain('Add to the meeting: 2 pupils');
    expect(asked.body).toContain('is on the list already');
    const empty = await send({ step: 'add', pupil: chosen, confirmed: 'yes', reason: ' ' });
    expect([empty.status, empty.body.includes('Write why, in one line.')]).toEqual([422, true]);
    expect(await audited('add-pupil')).toEqual([]);
    const done = await send({ step: 'add', pupil: chosen, confirmed: 'yes', reason: 'new in class', source: 'senco' });
    expect(done.status).toBe(303);
    const page = (await teacher.get(done.location)).body;
    expect(page).toContain('Added to the meeting: 2 pupils.');
    expect(page.match(/“new in class” \(senco\)/g)).toHaveLength(2);
    expect(await audited('add-pupil')).toHaveLength(2);
  });

  test('are put aside only in a meeting that is going on, and stand at its end', async () => {
    const chosen = (await keysIn('discuss-first')).slice(0, 2);
    expect((await send({ step: 'aside', pupil: chosen })).body).toContain('no meeting of 4K is going on');
    const form = { class: JSON.stringify(['Oak Primary', '4K']), minutes: '30' };
    const meeting = (await teacher.send('/meetings', form, '/meetings')).location;
    expect((await send({ step: 'aside', pupil: chosen })).body).toContain(`Put aside: ${chosen.length} pupil`);
    expect((await send({ step: 'aside', pupil: chosen, confirmed: 'yes' })).status).toBe(303);
    expect(await audited('park-pupil')).toHaveLength(chosen.length);
    const parked = await server.record.db.selectFrom('meeting_pupil').selectAll().execute();
    expect(parked.map(({ meeting_id, state }) => [`/meetings/${meeting_id}`, state])).toEqual(
      chosen.map(() => [meeting, 'parked']),
    );
  });

  test('get their family sheets on one page, each in the audit; nobody out of reach gets one', async () => {
    const chosen = (await keysIn('discuss-first')).slice(0, 2);
    const { body, status } = await send({ step: 'sheets', pupil: chosen });
    expect([status, body.match(/class="letter__sheet"/g)?.length]).toEqual([200, chosen.length]);
    expect(await audited('family-sheet')).toHaveLength(chosen.length);
    expect((await send({ step: 'sheets', pupil: [chosen[0], await key(1, '4J')] })).status).toBe(404);
    const none = await send({ step: 'sheets' });
    expect([none.status, none.body.includes('tick the pupils')]).toEqual([400, true]);
  });
});
