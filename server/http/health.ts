import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';
import { Type } from '@fastify/type-provider-typebox';
import { sql } from 'kysely';

const state = Type.Object({ state: Type.Union([Type.Literal('well'), Type.Literal('ill')]) });

/**
 * An address for whoever watches over the machine: 200 where the record answers, 503 where it does not. Says nothing else, to
 * anybody, and leaves no session behind. What is wrong is said by `same-start doctor`.
 */
export const health = plugin(tellHealth, { name: 'health', fastify: '5.x' });

function tellHealth(app: FastifyInstance, _settings: object, done: () => void): void {
  app.route({
    method: 'GET',
    url: '/health',
    config: { open: true },
    schema: { response: { 200: state, 503: state } },
    handler: async (_request, reply) => {
      const well = await sql`select 1 from person limit 1`.execute(app.record.db).then(
        () => true,
        () => false,
      );
      return reply
        .code(well ? 200 : 503)
        .header('cache-control', 'no-store')
        .send({ state: well ? 'well' : 'ill' });
    },
  });
  done();
}
