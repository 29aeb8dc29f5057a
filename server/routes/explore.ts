import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { groupRows } from '../access/class-growth.ts';
import { measuredSubjects } from '../access/measured-choices.ts';
import { mayDo } from '../access/permissions.ts';
import { PageError } from '../plugins/error-pages.ts';
import {
  exploreChart,
  exploreKinds,
  explorePicture,
  type ExploreKind,
  type ExploreOf,
} from '../plugins/explore-pictures.ts';
import { subjectLabels } from '../plugins/listed-pupils.ts';
import { runHeading } from '../plugins/run-heading.ts';
import { runOfRequest } from '../plugins/run-of-request.ts';
import { htmlPage } from '../schemas/html-page.ts';
import { listQuery, type ListQuery } from '../schemas/queries.ts';
import { svgPicture } from '../schemas/svg-picture.ts';
import { exploreView } from '../views/explore-view.ts';

const pictureParams = Type.Object({ kind: Type.Union(exploreKinds.map((kind) => Type.Literal(kind))) });

/** Growth and gaps of one school’s year group and subject; small groups withheld. */
export function exploreRoute(app: FastifyInstance): void {
  app.get<{ Querystring: ListQuery }>(
    '/explore',
    { config: { permission: 'see-groups' }, schema: { querystring: listQuery, response: htmlPage } },
    async (request, reply) => {
      const { scoped, of, years, subjects } = await chosen(request);
      const { run } = scoped;
      const own = groupRows(run).filter((row) => row['subject'] === of.subject);
      const kinds: ExploreKind[] = of.names === null ? ['moves', 'rates', 'gap'] : ['moves', 'level-growth', 'gap'];
      return reply.page({
        title: 'Explore',
        place: 'explore',
        body: exploreView({
          ...runHeading(run),
          runId: run.id,
          schools: scoped.schools,
          years,
          subjects,
          of,
          labels: subjectLabels(run),
          charts: kinds.map((kind) => ({ kind, chart: exploreChart(run, { ...of, kind }) })),
          groups: own.filter((row) => !['class', 'school'].includes(String(row['grouping']))),
        }),
      });
    },
  );
  app.get<{ Querystring: ListQuery; Params: { kind: ExploreKind } }>(
    '/explore/:kind',
    {
      config: { permission: 'see-groups' },
      schema: { params: pictureParams, querystring: listQuery, response: svgPicture },
    },
    async (request, reply) => {
      const { scoped, of } = await chosen(request);
      const svg = await explorePicture(scoped.run, { ...of, kind: request.params.kind });
      return reply.header('cache-control', 'no-store').type('image/svg+xml').send(svg);
    },
  );
}

async function chosen(request: FastifyRequest<{ Querystring: ListQuery }>) {
  const scoped = await runOfRequest(request);
  const { run } = scoped;
  const { query } = request;
  const school = query.school || scoped.schools[0];
  if (school === undefined || !scoped.schools.includes(school)) throw new PageError('no-such-class');
  const own = scoped.classes.filter((one) => one.school === school);
  const years = [...new Set(own.map((one) => one.yearGroup))].filter(
    (year) => measuredSubjects(run, school, year).length > 0,
  );
  // Opened without a choice it shows a tested subject rather than a rating, where there is one.
  const labels = subjectLabels(run);
  const tested = (of: string) => measuredSubjects(run, school, of).find((one) => labels.get(one)?.direction === '');
  const first = years.find((one) => tested(one) !== undefined) ?? years[0] ?? '';
  const year = query.year && years.includes(query.year) ? query.year : first;
  const subjects = measuredSubjects(run, school, year);
  const subject =
    query.subject && subjects.includes(query.subject) ? query.subject : (tested(year) ?? subjects[0] ?? '');
  const names = mayDo(request.person!.role, 'see-pupils') ? request.server.names : null;
  const of: ExploreOf = { kind: 'moves', school, subject, year, names };
  return { scoped, of, years, subjects };
}
