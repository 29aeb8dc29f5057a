import { coverageLine, sectionNames, windowMonth } from '../../engine/index.ts';
import type { FastifyInstance } from 'fastify';
import { classCoverage } from '../access/class-coverage.ts';
import { listOf } from '../access/run-lists.ts';
import type { ScopedRun } from '../access/scoped-run.ts';
import { addedPupils } from '../records/added-pupils.ts';
import { discussionsOfRun } from '../records/discussions.ts';
import { PageError } from '../plugins/error-pages.ts';
import { listedPupil, subjectLabels } from '../plugins/listed-pupils.ts';
import { runHeading } from '../plugins/run-heading.ts';
import { runOfRequest } from '../plugins/run-of-request.ts';
import { htmlPage } from '../schemas/html-page.ts';
import { listQuery, type ListQuery } from '../schemas/queries.ts';
import { agendaView } from '../views/agenda-view.ts';

/** The list of a class or a school, by section, under its two doubts. */
export function agendaRoute(app: FastifyInstance): void {
  app.get<{ Querystring: ListQuery }>(
    '/agenda',
    { config: { permission: 'see-pupils' }, schema: { querystring: listQuery, response: htmlPage } },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const { run } = scoped;
      const added = await addedPupils(app.record, run.id);
      const chosen = choose(scoped, request.query);
      const rows = scoped
        .agenda(chosen)
        .filter((row) => !chosen.year || row['year_group'] === chosen.year)
        .filter(
          (row) =>
            !chosen.subject ||
            String(row['subjects'] ?? '')
              .split('; ')
              .includes(chosen.subject) ||
            row['section'] === 'not-listed',
        )
        .filter((row) => !chosen.section || row['section'] === chosen.section);
      const shown =
        chosen.class === undefined
          ? rows.filter((row) => row['section'] !== 'not-listed' || added.has(String(row['pupil_id'])))
          : rows;
      const pupils = shown.map((row) => listedPupil(run, app.names, row));
      const wholeList = !chosen.year && !chosen.subject && !chosen.section;
      const place = chosen.class === undefined ? chosen.school : `${chosen.class} · ${chosen.school}`;
      return reply.page({
        title: `List for ${chosen.class ?? chosen.school}`,
        place: 'agenda',
        body: agendaView({
          ...runHeading(run),
          runId: run.id,
          place,
          chosen,
          scoped,
          labels: subjectLabels(run),
          agreed: await discussionsOfRun(app.record, run.id, { school: chosen.school }),
          added: pupils.filter(({ row, pupilId }) => row['section'] === 'not-listed' && added.has(pupilId)),
          reasons: added,
          list: wholeList
            ? listOf(
                run,
                chosen.class === undefined ? 'school' : 'class',
                chosen.class === undefined ? chosen.school : `${chosen.school} / ${chosen.class}`,
              )
            : undefined,
          coverage: coverageLine(classCoverage(run, chosen)),
          sections: sectionNames.map((section) => ({
            section,
            pupils: pupils.filter(
              ({ row, pupilId }) => row['section'] === section && !(section === 'not-listed' && added.has(pupilId)),
            ),
          })),
          unlisted: rows.length - shown.length,
          baselineMonth: (window) => windowMonth(run.manifest.windows.find((one) => one.window === window)?.date ?? ''),
        }),
      });
    },
  );
}

/** The school and class asked for, checked against what the reader may see; a teacher with one class gets it at once. */
function choose(scoped: ScopedRun, query: ListQuery) {
  const wanted = { school: query.school || undefined, class: query.class || undefined };
  const only = scoped.classes.length === 1 ? scoped.classes[0] : undefined;
  const school = wanted.school ?? scoped.classes.find((one) => one.class === wanted.class)?.school ?? scoped.schools[0];
  if (school === undefined || !scoped.schools.includes(school)) throw new PageError('no-such-class');
  const className = wanted.class ?? only?.class;
  if (className !== undefined && !scoped.classes.some((one) => one.school === school && one.class === className))
    throw new PageError('no-such-class');
  return {
    school,
    class: className,
    year: query.year || undefined,
    subject: query.subject || undefined,
    section: query.section || undefined,
  };
}
