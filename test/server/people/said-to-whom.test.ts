import { afterAll, beforeAll, expect, test } from 'vitest';
import { localPerson, localPersonId, personNames } from '../../../server/people/people.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp, type TestApp } from '../signed-in.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp({}, fixtureRun());
  await localPerson(server.record);
});
afterAll(() => server.app.close());

const textOf = (body: string) =>
  body
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');

test('the local account is “you” to itself and to nobody else', async () => {
  expect((await personNames(server.record, localPersonId)).get(localPersonId)).toBe('you');
  expect((await personNames(server.record, 'another')).get(localPersonId)).toBe('the local headteacher');
  expect((await personNames(server.record)).get(localPersonId)).toBe('the local headteacher');
});

test('nobody is told to ask themselves', async () => {
  const cookie = await server.signIn('headteacher');
  const refused = await server.app.inject({ url: '/names', headers: { cookie } });
  expect(refused.statusCode).toBe(403);
  expect(textOf(refused.body)).not.toMatch(/ask the headteacher/i);
  const missing = await server.app.inject({ url: '/pupils/aaaaaaaaaaaaaaaa', headers: { cookie } });
  expect(missing.statusCode).toBe(404);
  expect(textOf(missing.body)).not.toMatch(/ask the headteacher/i);
});

test('a family sheet asks for a talk in one sentence, with the child’s name or without', async () => {
  const cookie = await server.signIn('headteacher');
  const key = await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 1));
  const { body } = await server.app.inject({ url: `/pupils/${key}/family-sheet?subject=reading`, headers: { cookie } });
  expect(textOf(body)).toMatch(/We would like to talk with you about \S+'s reading\./);
});
