import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveDiscussion, emptyDiscussion } from '../../../server/records/discussions/discussions.ts';
import { fixtureRun } from '../fixture-run.ts';
import { testApp, type TestApp } from '../signed-in.ts';

let server: TestApp;
const schools = ['Elm Primary', 'Oak Primary', 'Ash Primary'];
const classes = ['1A', '2A', '3A', '4A', '5A', '6A', '1B', '2B', '3B', '4B'];
const content = fixtureRun({ schools, classes, pupils: 30 });

beforeAll(async () => {
  server = await testApp({}, content);
});
afterAll(() => server.app.close());

async function page(): Promise<string> {
  const cookie = await server.signIn('governor', { school: 'Oak Primary' });
  return (await server.app.inject({ url: '/governor', headers: { cookie } })).body.replaceAll(/\s+/g, ' ');
}

test('a governor is told what the record holds, and nothing that nobody wrote down', async () => {
  const before = await page();
  expect(before).not.toMatch(/followed up\.|are being followed up/);
  expect(before).toContain('The record holds an outcome for none of the 30 yet.');
  expect(before).toContain('The record holds an outcome for none of the 10 yet.');
  expect(before).toContain('The record holds no outcome yet.');

  const run = (await server.app.runs.list())[0].id;
  const rows = (await server.app.runs.open(run)).agenda.filter(({ school }) => school === 'Oak Primary');
  const listed = rows.filter(({ section }) => section.startsWith('discuss-'));
  for (const [place, row] of listed.slice(0, 20).entries())
    await saveDiscussion(
      server.app.record,
      { runId: run, school: row.school, pupilId: row.pupil_id, class: row.class ?? '' },
      {
        content: {
          ...emptyDiscussion,
          outcome: place === 19 ? 'carried-over' : 'extra-help',
          agreed: 'reading partner',
          parent_told: place < 12 ? 'yes' : '',
          pupil_says: place < 3 ? 'I like maps' : '',
        },
        seen: 0,
        personId: 'local',
        at: new Date('2026-12-10T10:00:00Z'),
      },
    );
  const after = await page();
  expect(after).toContain(
    'The record holds an outcome for 19 of the 30. The record holds that it is done for none of the 19 yet.',
  );
  expect(after).toContain('The record holds how parents are told for 12 of the 19.');
  // Three of them: so few could be found.
  expect(after).toContain('The record holds what the pupil says for fewer than 6 of the 19 so far.');
});

test('where counts are withheld the record’s are as well', async () => {
  const small = await testApp({}, fixtureRun());
  const cookie = await small.signIn('governor', { school: 'Oak Primary' });
  const { body } = await small.app.inject({ url: '/governor', headers: { cookie } });
  expect(body).toContain('Were parents told');
  expect(body).not.toContain('The record holds');
  await small.app.close();
});
