import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { PageError } from '../../page-error.ts';
import { subjectLabels } from '../../runs/pupils/listed-pupils.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { htmlPage } from '../../http/html-page.ts';
import { listQuery } from '../../runs/queries.ts';
import { howView } from './view.ts';
import { runHeading } from '../../runs/run-heading.ts';

const nothingYet: ReadonlySet<string> = new Set(['no-runs', 'no-runs-yet', 'not-released']);

/** How this school identifies pupils: the method and this run's settings, in plain words. */
export function howRoute(app: FastifyInstance): void {
  app.get(
    '/how',
    {
      config: { permission: 'see-settings' },
      schema: { querystring: listQuery, response: { ...htmlPage, 303: Type.Null() } },
    },
    async (request, reply) => {
      const found = await runOfRequest(request).catch((error: unknown) => {
        if (error instanceof PageError && nothingYet.has(error.code)) return null;
        throw error;
      });
      // Before any results there are no settings of theirs: how it works is told without them.
      if (found === null) return reply.redirect('/help#how-it-works', 303);
      const { run } = found;
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
