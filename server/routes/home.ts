import type { FastifyInstance } from 'fastify';
import type { ScopedRun } from '../access/scoped-run.ts';
import { mayDo } from '../access/permissions.ts';
import { runOfRequest } from '../plugins/run-of-request.ts';
import { runHeading } from '../plugins/run-heading.ts';
import { listOf } from '../access/run-lists.ts';
import { htmlPage } from '../schemas/html-page.ts';
import { listQuery } from '../schemas/queries.ts';
import { homeView, type ClassLine } from '../views/home-view.ts';

/** What is new, how many to discuss by class, and the two doubts. */
export function homeRoute(app: FastifyInstance): void {
  app.get(
    '/',
    { config: { permission: 'home' }, schema: { querystring: listQuery, response: htmlPage } },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const { run } = scoped;
      const { role } = request.person!;
      // Counts of one class are small: only those who see its pupils, or look after its data, are shown them.
      const byClass = mayDo(role, 'see-pupils') || mayDo(role, 'see-data-report');
      return reply.page({
        title: 'Same Start',
        place: 'home',
        body: homeView({
          ...runHeading(run),
          person: request.person!,
          runId: run.id,
          schools: scoped.schools.map((school) => ({
            school,
            list: byClass ? listOf(scoped.run, 'school', school) : undefined,
            classes: byClass ? classLines(scoped, school) : [],
          })),
          rejects: mayDo(role, 'see-data-report') ? run.tables.rejects.rows : null,
          warnings: run.manifest.warnings.map((warning) => warning.text),
        }),
      });
    },
  );
}

function classLines(scoped: ScopedRun, school: string): ClassLine[] {
  return scoped.classes
    .filter((one) => one.school === school)
    .map((one) => ({ ...one, list: listOf(scoped.run, 'class', `${one.school} / ${one.class}`) }));
}
