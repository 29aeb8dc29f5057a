import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from '../../http/pages.ts';
import { PageError } from '../../page-error.ts';
import { mayDo } from '../../people/permissions.ts';
import { targetsNow } from '../../records/targets/pupil-targets.ts';
import { agendaChoice } from '../../runs/agenda-choice.ts';
import type { ListQuery } from '../../runs/queries.ts';
import { subjectLabels } from '../../runs/pupils/listed-pupils.ts';
import { runHeading } from '../../runs/run-heading.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { classTargets, classTargetsChart, offeredDays, targetSubjects } from './load.ts';
import { targetsView, type TargetsPage } from './view.ts';

export interface ClassChoice extends ListQuery {
  readonly until?: string;
}

/** The targets of a class in one subject, fetched and joined; with what a form held that was not saved. */
export async function classTargetsPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { unsaved, ...choice }: ClassChoice & Pick<TargetsPage, 'unsaved'>,
): Promise<Page> {
  const { scoped, of, pupils, days, chart } = await chosenClass(request, choice);
  return {
    title: `Targets for ${of.class}`,
    place: 'agenda',
    scripts: ['charts.js'],
    body: targetsView({
      ...runHeading(scoped.run),
      runId: scoped.run.id,
      scoped,
      of,
      days,
      subjects: targetSubjects(scoped.run),
      labels: subjectLabels(scoped.run),
      pupils,
      chart,
      unsaved,
      mayRecord: mayDo(request.person!.role, 'record-outcome'),
      token: reply.generateCsrf(),
    }),
  };
}

/** The class, subject and day that were asked for, or the first there are, with everybody’s targets and their picture. */
export async function chosenClass(
  request: FastifyRequest,
  choice: ClassChoice,
  { narrow = false, room = null }: { readonly narrow?: boolean; readonly room?: number | null } = {},
) {
  const scoped = await runOfRequest(request, choice.run);
  const { run } = scoped;
  const { school, class: named } = agendaChoice(scoped, choice);
  const group = scoped.classes.find((one) => one.school === school && (named === undefined || one.class === named));
  if (group === undefined) throw new PageError('no-such-class');
  const subjects = targetSubjects(run);
  const subject = choice.subject && subjects.includes(choice.subject) ? choice.subject : (subjects[0] ?? '');
  const days = offeredDays(scoped, { school, class: group.class, subject });
  const until = days.find((day) => day.until === choice.until)?.until ?? days[0]?.until ?? 'year';
  const of = { school, class: group.class, subject, until };
  const rows = scoped.agenda(of);
  const holding = await targetsNow(
    request.server.record,
    rows.map(({ pupil_id, school: own }) => ({ school: own, pupilId: pupil_id })),
  );
  const pupils = classTargets(scoped, request.server.names, { ...of, holding });
  const chart = classTargetsChart(run, pupils, { subject, yearGroup: group.yearGroup, narrow, room });
  return { scoped, of, pupils, days, chart };
}
