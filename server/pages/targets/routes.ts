import { Type, type Static } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { chartSvg, darkSpecification, respondingChart } from '../../../engine/index.ts';
import { agendaChoice } from '../../runs/agenda-choice.ts';
import { classTargets, classTargetsChart, targetSubjects } from './load.ts';
import { PageError } from '../../page-error.ts';
import { subjectLabels } from '../../runs/pupils/listed-pupils.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { htmlPage } from '../../http/html-page.ts';
import { pictureQuery, plotRoom, svgPicture } from '../../http/svg-picture.ts';
import { targetsView } from './view.ts';
import { listQuery } from '../../runs/queries.ts';
import { runHeading } from '../../runs/run-heading.ts';

const targetsQuery = Type.Object({ ...listQuery.properties, ...pictureQuery });
type TargetsQuery = Static<typeof targetsQuery>;

/** What pupils with the same start reach in a year’s time, for the pupils of a class: a person sets the target. */
export function targetsRoute(app: FastifyInstance): void {
  const config = { permission: 'see-pupils' } as const;
  app.get<{ Querystring: TargetsQuery }>(
    '/targets',
    { config, schema: { querystring: targetsQuery, response: htmlPage } },
    async (request, reply) => {
      const { scoped, of, pupils, chart } = await chosen(request);
      return reply.page({
        title: `Targets for ${of.class}`,
        place: 'agenda',
        scripts: ['charts.js'],
        body: targetsView({
          ...runHeading(scoped.run),
          runId: scoped.run.id,
          scoped,
          of,
          subjects: targetSubjects(scoped.run),
          labels: subjectLabels(scoped.run),
          pupils,
          chart,
        }),
      });
    },
  );
  app.get<{ Querystring: TargetsQuery }>(
    '/targets/picture',
    { config, schema: { querystring: targetsQuery, response: svgPicture } },
    async (request, reply) => {
      const { chart } = await chosen(request);
      const specification = request.query.dark === '1' ? darkSpecification(chart.specification) : chart.specification;
      reply.header('cache-control', 'no-store');
      return request.query.form === 'vega'
        ? reply.type('application/json').send(JSON.stringify(await respondingChart({ ...chart, specification })))
        : reply.type('image/svg+xml').send(await chartSvg(specification));
    },
  );
}

async function chosen(request: FastifyRequest<{ Querystring: TargetsQuery }>) {
  const { query } = request;
  const scoped = await runOfRequest(request);
  const { run } = scoped;
  const { school, class: named } = agendaChoice(scoped, query);
  const group = scoped.classes.find((one) => one.school === school && (named === undefined || one.class === named));
  if (group === undefined) throw new PageError('no-such-class');
  const subjects = targetSubjects(run);
  const subject = query.subject && subjects.includes(query.subject) ? query.subject : (subjects[0] ?? '');
  const of = { school, class: group.class, subject };
  const pupils = classTargets(scoped, request.server.names, of);
  const chart = classTargetsChart(run, pupils, {
    subject,
    yearGroup: group.yearGroup,
    narrow: query.narrow === '1',
    room: plotRoom(query),
  });
  return { scoped, of, pupils, chart };
}
