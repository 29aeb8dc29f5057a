import fastify from 'fastify';
import { expect, test } from 'vitest';
import { oneATurn } from '../../../server/http/one-a-turn.ts';

test('oneATurn(app) answers requests that arrive together in their order, each in a turn of its own', async () => {
  const app = fastify();
  await app.register(oneATurn);
  const answered: { asked: string; turn: number }[] = [];
  let turn = 0;
  let counting = true;
  const count = () => {
    turn += 1;
    if (counting) setImmediate(count);
  };
  app.get<{ Params: { asked: string } }>('/:asked', (request, reply) => {
    answered.push({ asked: request.params.asked, turn });
    return reply.send('');
  });
  await app.ready();
  count();
  await Promise.all(['a', 'b', 'c', 'd'].map((asked) => app.inject(`/${asked}`)));
  await app.inject('/later');
  counting = false;
  expect(answered.map(({ asked }) => asked)).toEqual(['a', 'b', 'c', 'd', 'later']);
  expect(new Set(answered.map((one) => one.turn)).size).toBe(5);
  await app.close();
});
