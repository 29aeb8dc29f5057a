import type { FastifyInstance } from 'fastify';
import { groupRows } from '../access/class-growth.ts';
import { PageError } from '../plugins/error-pages.ts';
import { runHeading } from '../plugins/run-heading.ts';
import { subjectLabels } from '../plugins/listed-pupils.ts';
import { runOfRequest } from '../plugins/run-of-request.ts';
import { htmlPage } from '../schemas/html-page.ts';
import { listQuery, type ListQuery } from '../schemas/queries.ts';
import { exploreView } from '../views/explore-view.ts';

/** Growth and gaps by class, year group and group, for one school and subject; small groups withheld. */
export function exploreRoute(app: FastifyInstance): void {
  app.get<{ Querystring: ListQuery }>(
    '/explore',
    { config: { permission: 'see-groups' }, schema: { querystring: listQuery, response: htmlPage } },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const { run } = scoped;
      const school = request.query.school || scoped.schools[0];
      const subject = request.query.subject || run.manifest.subjects[0];
      if (school === undefined || !scoped.schools.includes(school)) throw new PageError('no-such-class');
      if (!run.manifest.subjects.includes(subject))
        throw new PageError('bad-request', { problem: 'This run has no such subject.' });
      const own = groupRows(run).filter((row) => row['subject'] === subject);
      return reply.page({
        title: 'Explore',
        place: 'explore',
        body: exploreView({
          ...runHeading(run),
          runId: run.id,
          schools: scoped.schools,
          school,
          subject,
          labels: subjectLabels(run),
          classes: own.filter((row) => row['grouping'] === 'class' && String(row['group']).startsWith(`${school} / `)),
          groups: own.filter((row) => !['class', 'school'].includes(String(row['grouping']))),
        }),
      });
    },
  );
}
