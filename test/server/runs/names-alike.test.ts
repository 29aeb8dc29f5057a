import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepPupilNames } from '../../../server/records/pupils/pupil-names.ts';
import { fixturePupil } from '../fixture-run.ts';
import { testApp, type TestApp } from '../signed-in.ts';

let server: TestApp;
let head: string;
beforeAll(async () => {
  server = await testApp();
  head = await server.signIn('headteacher');
  const name = (number: number, surname: string, className = '4K') => ({
    school: 'Oak Primary',
    pupilId: fixturePupil('Oak Primary', className, number),
    forename: 'Vihaan',
    surname,
  });
  await keepPupilNames(server.record, [
    name(1, 'Brook'),
    name(2, 'Bell'),
    name(9, 'Bell'),
    name(8, 'Carr'),
    name(1, 'Bird', '4J'),
  ]);
  await server.app.names.reload();
});
afterAll(() => server.app.close());

async function said(url: string): Promise<string> {
  const { body } = await server.app.inject({ url, headers: { cookie: head } });
  return body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
}

test.each(['/agenda?class=4K', '/class-sheet?class=4K', '/agenda?class=4K&sort=name'])(
  '%s tells two pupils of a class apart who share a forename and an initial',
  async (url) => {
    const text = await said(url);
    expect(text).toContain('Vihaan Brook');
    expect(text).toContain('Vihaan Bell');
    expect(text).not.toMatch(/Vihaan B(?!\w)/);
  },
);

test('two pupils of a class with one whole name are numbered, others keep their short ones', async () => {
  expect(await said('/agenda?class=4K')).toMatch(/Vihaan Bell (?!\().*Vihaan Bell \(2\)/);
  expect(await said('/agenda?class=4K')).toContain('Vihaan C ');
  expect(await said('/agenda?class=4J')).toContain('Vihaan B ');
});
