import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { listedPupil } from '../../runs/pupils/listed-pupils.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { htmlPage } from '../../http/html-page.ts';
import { findView } from './view.ts';

const body = Type.Object({ token: Type.String(), name: Type.String({ maxLength: 100 }) });

/** Any pupil, by name: where is this pupil, and why not on the list? The name travels in the body, never in the address. */
export function findRoute(app: FastifyInstance): void {
  app.post<{ Body: { name: string } }>(
    '/find',
    { config: { permission: 'see-pupils' }, schema: { body, response: htmlPage } },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const found = app.names
        .matching(request.body.name)
        .flatMap(({ school, pupilId }) => {
          const row = scoped.pupil(scoped.run.keyOf(pupilId));
          return row?.school === school ? [row] : [];
        })
        .slice(0, 50)
        .map((row) => listedPupil(scoped.run, app.names, row));
      return reply.page({ title: 'Find a pupil', place: 'agenda', body: findView(request.body.name, found) });
    },
  );
}
