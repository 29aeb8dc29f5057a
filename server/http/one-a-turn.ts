import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';

declare module 'fastify' {
  interface FastifyInstance {
    /** Requests that have arrived and whose turn has not come. */
    turnsWaiting(): number;
  }
}

/**
 * Requests are answered in the order in which they came, one in each turn of the event loop. Node takes one new connection a
 * turn and answers every request that has arrived within it: with forty people clicking, whoever came next waited for
 * forty pages before being let in, and the next one again.
 */
export const oneATurn = plugin(takeTurns, { name: 'one-a-turn', fastify: '5.x' });

function takeTurns(app: FastifyInstance, _settings: object, done: () => void): void {
  const waiting: (() => void)[] = [];
  let asked = false;
  const turn = (): void => {
    asked = waiting.length > 1;
    if (asked) setImmediate(turn);
    waiting.shift()?.();
  };
  app.decorate('turnsWaiting', () => waiting.length);
  app.addHook('onRequest', (_request, _reply, next) => {
    waiting.push(next);
    if (asked) return;
    asked = true;
    setImmediate(turn);
  });
  done();
}
