import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepPupilContext } from '../../../server/records/pupils/pupil-context.ts';
import { fixturePupil } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp, type TestApp } from '../signed-in.ts';

let server: TestApp;
const pupilId = fixturePupil('Oak Primary', '4K', 1);
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.app.close());

test('a headteacher takes everything of one pupil from the case story, results and flags included; a SENCO is offered nothing', async () => {
  const key = await pupilKeyOf(server, pupilId);
  const head = await server.signIn('headteacher');
  const get = (url: string, cookie: string) => server.app.inject({ url, headers: { cookie } });
  const story = await get(`/pupils/${key}/case-story`, head);
  expect(story.body).toContain(`href="/pupils/${key}/everything.html"`);
  expect((await get(`/pupils/${key}/case-story`, await server.signIn('senco'))).body).not.toContain('everything.html');

  const file = await get(`/pupils/${key}/everything.json`, head);
  expect(file.headers['content-disposition']).toContain('attachment');
  const held = file.json<{ record: Record<string, object[]>; runs: { tables: Record<string, object[]> }[] }>();
  expect(held.record['pupil_name']).toMatchObject([{ forename: 'Amira', surname: 'Hussain' }]);
  expect(held.record['audit'].at(-1)).toMatchObject({ action: 'pupil-told', person_id: 'S. Khan' });
  expect(Object.keys(held.runs[0].tables)).toEqual(expect.arrayContaining(['agenda', 'criteria', 'trajectories']));
  const others = [2, 3, 4].map((number) => fixturePupil('Oak Primary', '4K', number));
  for (const other of [...others, 'Brown']) expect(file.body).not.toContain(other);

  const page = await get(`/pupils/${key}/everything.html`, head);
  expect(page.body).toContain('<h1>Everything held about Amira Hussain</h1>');
  expect(page.body).not.toContain('<script');
});

test('the family sheet says until when: 25th birthday where it is known', async () => {
  await keepPupilContext(server.record, [
    {
      school: 'Oak Primary',
      pupilId,
      dateOfBirth: '2018-03-09',
      senStatus: '',
      senSince: null,
      primaryNeed: '',
      joinedOn: null,
      attendancePercent: null,
      englishAdditional: null,
      facts: [],
    },
  ]);
  const cookie = await server.signIn('headteacher');
  const url = `/pupils/${await pupilKeyOf(server, pupilId)}/family-sheet`;
  expect((await server.app.inject({ url, headers: { cookie } })).body).toContain('Kept until: 9 March 2043.');
});
