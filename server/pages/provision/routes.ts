import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { csvText } from '../../../engine/index.ts';
import { htmlPage } from '../../http/html-page.ts';
import { audit } from '../../records/audit.ts';
import { schoolWeeks, weeklyMinutes } from '../../records/provision/provision-time.ts';
import { mapQuery, type MapQuery } from './choice.ts';
import type { MapPage, MappedPupil } from './facts.ts';
import { provisionMap } from './load.ts';
import { provisionMapView } from './view.ts';

const columns = [
  'Pupil',
  'Class',
  'Year group',
  'Provision',
  'By whom',
  'Minutes',
  'Times a week',
  'Group size',
  'From',
  'To',
  'Minutes a week',
  'Hours in this time',
  'Identifier',
];

/** What a school provides, for whom, when and at what cost: for a year group, a class or an adult; as a page and as a file. */
export function provisionRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: MapQuery }>(
    '/provision',
    { config: { permission: 'see-pupils' }, schema: { querystring: mapQuery, response: htmlPage } },
    async (request, reply) =>
      reply.page({
        title: 'Provision map',
        place: 'register',
        body: provisionMapView(await provisionMap(request)),
      }),
  );
  app.get<{ Querystring: MapQuery }>(
    '/provision.csv',
    {
      config: { permission: 'see-pupils' },
      schema: { querystring: mapQuery, response: { 200: Type.String() } },
    },
    async (request, reply) => {
      const page = await provisionMap(request);
      const rows = rowsOf(page);
      await audit(app.record, {
        personId: request.person!.personId,
        action: 'export-provision',
        object: page.choice.school,
        school: page.choice.school,
        detail: { from: page.choice.from, to: page.choice.to, rows: rows.length },
      });
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="provision.csv"')
        .type('text/csv; charset=utf-8')
        .send(csvText(columns, rows, { forSpreadsheets: true }));
    },
  );
}

function rowsOf({ map }: MapPage): string[][] {
  return map.flatMap(({ pupils }) => pupils.map(rowOf));
}

function rowOf({ pupil, provision, from, to }: MappedPupil): string[] {
  const weekly = weeklyMinutes(provision);
  const hours = (weekly / 60) * schoolWeeks(from, to);
  return [
    pupil.name.full,
    pupil.row.class ?? '',
    pupil.row.year_group,
    provision.name,
    provision.by_whom,
    String(provision.minutes),
    String(provision.times_a_week),
    String(provision.group_size),
    from,
    to,
    String(weekly),
    hours.toFixed(1),
    pupil.pupilId,
  ];
}
