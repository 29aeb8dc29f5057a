import { expect, test } from 'vitest';
import { testApp } from '../signed-in.ts';

test('whoever watches the machine sees that the record answers, and nothing else; no session is left behind', async () => {
  const server = await testApp();
  const rows = async () => (await server.record.db.selectFrom('session').selectAll().execute()).length;
  const before = await rows();
  const answer = await server.app.inject('/health');
  expect([answer.statusCode, answer.json()]).toEqual([200, { state: 'well' }]);
  expect(answer.headers['set-cookie']).toBeUndefined();
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(await rows()).toBe(before);
  const other = await server.app.inject({ url: '/health', headers: { host: 'elsewhere.example' } });
  expect(other.statusCode).toBe(400);
  await server.record.close();
  const ill = await server.app.inject('/health');
  expect([ill.statusCode, ill.json()]).toEqual([503, { state: 'ill' }]);
});
