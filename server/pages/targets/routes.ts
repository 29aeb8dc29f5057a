import { Type, type Static } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { chartSvg, darkSpecification, respondingChart } from '../../../engine/index.ts';
import { htmlPage } from '../../http/html-page.ts';
import { pictureQuery, plotRoom, svgPicture } from '../../http/svg-picture.ts';
import { chosenClass, classTargetsPage } from './class-page.ts';
import { listQuery } from '../../runs/queries.ts';

const targetsQuery = Type.Object({
  ...listQuery.properties,
  ...pictureQuery,
  until: Type.Optional(Type.Union([Type.Literal(''), Type.Literal('year'), Type.Literal('key-stage')])),
});
type TargetsQuery = Static<typeof targetsQuery>;

/** What pupils who started alike reach by the end of the year or key stage, and the target chosen for each of a class. */
export function targetsRoute(app: FastifyInstance): void {
  const config = { permission: 'see-pupils' } as const;
  app.get<{ Querystring: TargetsQuery }>(
    '/targets',
    { config, schema: { querystring: targetsQuery, response: htmlPage } },
    async (request, reply) =>
      reply.page(await classTargetsPage(request, reply, { ...request.query, unsaved: undefined })),
  );
  app.get<{ Querystring: TargetsQuery }>(
    '/targets/picture',
    { config, schema: { querystring: targetsQuery, response: svgPicture } },
    async (request, reply) => {
      const { query } = request;
      const size = { narrow: query.narrow === '1', room: plotRoom(query) };
      const { chart } = await chosenClass(request, query, size);
      const specification = query.dark === '1' ? darkSpecification(chart.specification) : chart.specification;
      reply.header('cache-control', 'no-store');
      return query.form === 'vega'
        ? reply.type('application/json').send(JSON.stringify(await respondingChart({ ...chart, specification })))
        : reply.type('image/svg+xml').send(await chartSvg(specification));
    },
  );
}
