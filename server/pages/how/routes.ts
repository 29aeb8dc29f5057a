import type { FastifyInstance } from 'fastify';
import { subjectLabels } from '../../runs/pupils/listed-pupils.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { htmlPage } from '../../http/html-page.ts';
import { listQuery } from '../../runs/queries.ts';
import { howView } from './view.ts';
import { runHeading } from '../../runs/run-heading.ts';

/** How this school identifies pupils: the method and this run's settings, in plain words. */
export function howRoute(app: FastifyInstance): void {
  app.get(
    '/how',
    { config: { permission: 'see-settings' }, schema: { querystring: listQuery, response: htmlPage } },
    async (request, reply) => {
      const { run } = await runOfRequest(request);
      return reply.page({
        title: 'How this school identifies pupils',
        body: howView({
          ...runHeading(run),
          runId: run.id,
          engine: run.manifest.engine,
          policy: run.manifest.policy,
          answerable: (run.manifest.questions ?? []).map(({ text }) => text),
          labels: subjectLabels(run),
        }),
      });
    },
  );
}
