import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openLog } from '../../../server/http/log.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { fixtureNames } from '../fixture-run.ts';
import { testApp } from '../signed-in.ts';

const folder = mkdtempSync(join(tmpdir(), 'same-start-log-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every answer is a line with the pattern of its route; no line names a child, a person or what was asked', async () => {
  const log = openLog(folder);
  const server = await testApp({ log });
  const { app } = server;
  const cookie = await server.signIn('senco', { school: 'Oak Primary' });
  const key = await pupilKeyOf(server, 'oak-4k-01');
  await app.inject({ url: `/pupils/${key}`, headers: { cookie } });
  await app.inject({ url: '/help?asked=Hussain', headers: { cookie } });
  await app.inject('/no/such/Hussain');
  await app.close();
  await log.close();
  const file = join(folder, 'same-start.log');
  const text = readFileSync(file, 'utf8');
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ route }) => route)).toEqual(['/sign-in/:link', '/pupils/:key', '/help', 'none']);
  expect(lines.every(({ event, ms }) => event === 'answer' && typeof ms === 'number')).toBe(true);
  for (const said of [...fixtureNames.flat(), 'Khan', 'oak-4k', key, '127.0.0.1']) expect(text).not.toContain(said);
  expect(statSync(file).mode & 0o077).toBe(0);
});
