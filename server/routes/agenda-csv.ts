import { windowMonth } from '../../engine/index.ts';
import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { PageError } from '../plugins/error-pages.ts';
import { listedPupil } from '../plugins/listed-pupils.ts';
import { runOfRequest } from '../plugins/run-of-request.ts';
import { audit } from '../records/audit.ts';
import { discussionsOfRun } from '../records/discussions.ts';
import { listQuery, type ListQuery } from '../schemas/queries.ts';
import { csvText } from '../views/csv-text.ts';
import { levelWords, sectionWords, stateWords, textOf } from '../views/words.ts';

const columns = [
  'Pupil',
  'School',
  'Class',
  'Part of the list',
  'State',
  'What the results say',
  'Level',
  'Results of',
  'Outcome',
  'Agreed',
  'Who',
  'By when',
];

/** The list of a class or a school as a table for a spreadsheet; who took it is in the audit. */
export function agendaCsvRoute(app: FastifyInstance): void {
  app.get<{ Querystring: ListQuery }>(
    '/agenda.csv',
    {
      config: { permission: 'see-pupils' },
      schema: { querystring: listQuery, response: { 200: Type.String() } },
    },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const { run } = scoped;
      const { school, class: className } = request.query;
      const within = scoped.classes.filter(
        (one) => (!school || one.school === school) && (!className || one.class === className),
      );
      if (within.length === 0) throw new PageError('no-such-class');
      const agreed = await discussionsOfRun(app.record, run.id);
      const rows = within
        .flatMap((one) => scoped.agenda(one))
        .map((row) => {
          const { pupilId, name, sentences } = listedPupil(run, app.names, row);
          const own = agreed.get(pupilId);
          return [
            name.full,
            textOf(row, 'school'),
            textOf(row, 'class'),
            sectionWords[textOf(row, 'section')]?.[0] ?? '',
            stateWords[textOf(row, 'state')] ?? '',
            sentences[0] ?? '',
            levelWords[textOf(row, 'level')] ?? '',
            windowMonth(run.manifest.windowDate),
            own?.outcome ?? '',
            own?.agreed ?? '',
            own?.who ?? '',
            own?.by_when ?? '',
          ];
        });
      await audit(app.record, {
        personId: request.person!.personId,
        action: 'export-list',
        object: run.id,
        detail: { school: school ?? '', class: className ?? '', pupils: rows.length },
      });
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="list.csv"')
        .type('text/csv; charset=utf-8')
        .send(csvText(columns, rows));
    },
  );
}
