import { policyOfRun, sectionNames, windowMonth } from '../../../engine/index.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { classCoverage } from '../../runs/groups/class-coverage.ts';
import { mayDo } from '../../people/permissions.ts';
import { listOf } from '../../runs/run-lists.ts';
import type { ScopedRun } from '../../runs/scoped-run.ts';
import { addedPupils } from '../../records/discussions/added-pupils.ts';
import { discussionsOfRun } from '../../records/discussions/discussions.ts';
import { agendaChoice, chosenRows, isWholeList, type AgendaChoice } from '../../runs/agenda-choice.ts';
import { listedPupil, subjectLabels } from '../../runs/pupils/listed-pupils.ts';
import { leftSupport, sectionNow } from '../../runs/pupils/left-support.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { htmlPage } from '../../http/html-page.ts';
import { agendaQuery, type AgendaQuery } from '../../runs/queries.ts';
import { agendaView } from './view.ts';
import { runHeading } from '../../runs/run-heading.ts';

/** The list of a class, a year group or a school, by section, under its two doubts. */
export function agendaRoute(app: FastifyInstance): void {
  app.get<{ Querystring: AgendaQuery }>(
    '/agenda',
    { config: { permission: 'see-names' }, schema: { querystring: agendaQuery, response: htmlPage } },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const { run } = scoped;
      const chosen = agendaChoice(scoped, request.query);
      const { added, agreed } = await writtenBeside(request, run.id, chosen);
      const left = await leftSupport(app.record, request.person!, scoped.agenda(chosen));
      const rows = chosenRows(scoped, app.names, { choice: chosen, left });
      // A whole school's list leaves out those who are not listed, unless they are asked for.
      const everyone = chosen.class !== undefined || chosen.section === 'not-listed';
      const shown = everyone ? rows : rows.filter((row) => row.section !== 'not-listed' || added.has(row.pupil_id));
      const pupils = shown.map((row) => listedPupil(run, app.names, row));
      const broughtByStaff = ({ row, pupilId }: (typeof pupils)[number]) =>
        row.section === 'not-listed' && added.has(pupilId);
      return reply.page({
        title: `List for ${chosen.class ?? chosen.school}`,
        place: 'agenda',
        scripts: ['tables.js'],
        body: agendaView({
          ...runHeading(run),
          runId: run.id,
          chosen,
          scoped,
          resultsOnly: !mayDo(request.person!.role, 'see-pupils'),
          done: doneWords(request.query),
          token: reply.generateCsrf(),
          labels: subjectLabels(run),
          agreed,
          left,
          added: pupils.filter(broughtByStaff),
          reasons: added,
          anybodyHasBaseline: rows.some((row) => row.baseline_window !== null),
          minimumWeeks: policyOfRun(run.manifest.policy).baseline.minimumWeeks,
          list: isWholeList(chosen) ? wholeList(scoped, chosen) : undefined,
          coverage: classCoverage(run, chosen),
          sections: sectionNames.map((section) => ({
            section,
            pupils: pupils.filter((pupil) => sectionNow(pupil.row, left) === section && !broughtByStaff(pupil)),
          })),
          unlisted: rows.length - shown.length,
          baselineMonth: (window) => windowMonth(run.manifest.windows.find((one) => one.window === window)?.date ?? ''),
        }),
      });
    },
  );
}

function doneWords({ done, of }: AgendaQuery): string {
  if (!done || of === undefined) return '';
  const count = of === 1 ? '1 pupil' : `${of} pupils`;
  return done === 'add' ? `Added to the meeting: ${count}.` : `Put aside to the end of the meeting: ${count}.`;
}

/** What people brought and agreed; nothing for readers of the results alone. */
async function writtenBeside({ server, person }: FastifyRequest, runId: string, { school }: AgendaChoice) {
  if (!mayDo(person!.role, 'see-pupils')) return { added: new Map<string, never>(), agreed: new Map<string, never>() };
  const [added, agreed] = await Promise.all([
    addedPupils(server.record, runId),
    discussionsOfRun(server.record, runId, { school }),
  ]);
  return { added, agreed };
}

function wholeList({ run }: ScopedRun, { school, class: className }: AgendaChoice) {
  return className === undefined ? listOf(run, 'school', school) : listOf(run, 'class', `${school} / ${className}`);
}
