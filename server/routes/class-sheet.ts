import { coverageLine, lackWords, notTestedLine, sectionNames, type RunRow } from '../../engine/index.ts';
import type { FastifyInstance } from 'fastify';
import { classCoverage } from '../access/class-coverage.ts';
import { classGrowth, groupRow } from '../access/class-growth.ts';
import { listOf } from '../access/run-lists.ts';
import { PageError } from '../plugins/error-pages.ts';
import { listedPupil, subjectLabels } from '../plugins/listed-pupils.ts';
import { runHeading } from '../plugins/run-heading.ts';
import { runOfRequest } from '../plugins/run-of-request.ts';
import { htmlPage } from '../schemas/html-page.ts';
import { listQuery, type ListQuery } from '../schemas/queries.ts';
import { classSheetView } from '../views/class-sheet-view.ts';

/** Everyone of a class on two printed pages. */
export function classSheetRoute(app: FastifyInstance): void {
  app.get<{ Querystring: ListQuery }>(
    '/class-sheet',
    { config: { permission: 'see-pupils' }, schema: { querystring: listQuery, response: htmlPage } },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const { run } = scoped;
      const { school, class: className } = request.query;
      const chosen = scoped.classes.find(
        (one) => one.class === className && (school === undefined || one.school === school),
      );
      if (!chosen) throw new PageError('no-such-class');
      const rows = scoped.agenda(chosen);
      const pupils = rows.map((row) => listedPupil(run, app.names, row));
      const named = (row: RunRow) => app.names.of(String(row['pupil_id'])).short;
      return reply.page({
        title: `Class sheet ${chosen.class}`,
        place: 'agenda',
        kind: 'sheet',
        body: classSheetView({
          ...runHeading(run),
          chosen,
          coverage: coverageLine(classCoverage(run, chosen)),
          notTested: notTestedLine(
            rows
              .filter((row) => row['section'] === 'not-measured')
              .map((row) => ({
                name: named(row),
                because: String(row['why_listed'] ?? '') || lackWords({ status: null }),
              })),
          ),
          classLines:
            rows.length > 0 ? run.manifest.subjects.flatMap((subject) => classGrowth(run, rows[0], subject)) : [],
          middle: (subject) => {
            const row = groupRow(run, subject, 'class', `${chosen.school} / ${chosen.class}`);
            return row && row['suppressed'] !== true && row['median_growth'] !== null
              ? Number(row['median_growth'])
              : Number.NaN;
          },
          list: listOf(run, 'class', `${chosen.school} / ${chosen.class}`),
          labels: subjectLabels(run),
          sections: new Map(
            sectionNames.map((section) => [section, pupils.filter(({ row }) => row['section'] === section)]),
          ),
          printedFor: request.person!.name,
          printedOn: app.now(),
        }),
      });
    },
  );
}
