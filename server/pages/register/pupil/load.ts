import { windowMonth, type AgendaRow, dateText } from '../../../../engine/index.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mayDo } from '../../../people/permissions.ts';
import type { ScopedRun } from '../../../runs/scoped-run.ts';
import { monitoredEntries } from '../../../records/register/monitored.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';
import { personNames } from '../../../people/people.ts';
import { needsOfPupil } from '../../../records/register/pupil-needs.ts';
import { entryVersions, type EntryVersion } from '../../../records/register/entry-versions.ts';
import { registerEntries, type RegisterEntryRow } from '../../../records/register/register.ts';
import type { SupportPlanRow } from '../../../records/register/support-plans.ts';
import { registerPupilView } from './view.ts';
import type { RegisterPupilPage } from './facts.ts';
import { subjectLabels, type ListedPupil } from '../../../runs/pupils/listed-pupils.ts';
import type { Page } from '../../../http/pages.ts';
import { pupilBackground } from '../../../runs/pupils/pupil-background.ts';
import { toldOf } from '../../../runs/pupils/pupil-told.ts';
import { supportOf } from '../../../runs/pupils/register-of.ts';
import { runHeading } from '../../../runs/run-heading.ts';

/** One pupil’s support, fetched and joined; with what a form held that was not saved. */
export async function registerPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { scoped, row, unsaved }: { scoped: ScopedRun; row: AgendaRow; unsaved?: RegisterPupilPage['unsaved'] },
): Promise<Page> {
  const { record, now } = request.server;
  const pupil = pupilOfRow(row);
  const [[one], entries, needsEver, watchedEver, versions, people, background] = await Promise.all([
    supportOf(request, scoped, [row]),
    registerEntries(record, pupil),
    needsOfPupil(record, pupil),
    monitoredEntries(record, pupil),
    entryVersions(record, pupil),
    personNames(record),
    pupilBackground(request, pupil),
  ]);
  const { role } = request.person!;
  return {
    title: 'Register and plans',
    place: 'register',
    body: registerPupilView({
      ...runHeading(scoped.run),
      one,
      inShort: toldOf(scoped, one.pupil, background).inShort,
      resultsIn: (plan) => resultsIn(scoped, one.pupil, plan),
      entries,
      newest: newestOf(entries, versions),
      versions,
      needsEver,
      watchedEver,
      people,
      unsaved,
      today: dateText(now()),
      mayKeep: mayDo(role, 'keep-register'),
      mayPlan: mayDo(role, 'keep-register'),
      token: reply.generateCsrf(),
    }),
  };
}

function newestOf(
  entries: readonly RegisterEntryRow[],
  versions: readonly EntryVersion[],
): RegisterPupilPage['newest'] {
  const entry = entries.find((row) => row.left_on === null) ?? entries.at(-1);
  if (!entry) return undefined;
  const changed = versions.findLast((one) => one.entry.entry_id === entry.entry_id)?.changedAt ?? entry.entered_at;
  return { entry, changedOn: changed.slice(0, 10) };
}

/** A line a subject with a result in the time of the plan: the last one before it beside those in it. As written, no sums. */
function resultsIn({ run }: ScopedRun, { evidence }: ListedPupil, plan: SupportPlanRow): string[] {
  const labels = subjectLabels(run);
  const dateOf = new Map(run.manifest.windows.map(({ window, date }) => [window, date]));
  const until = plan.reviewed_on ?? '9999';
  return evidence.flatMap(({ subject, trajectory }) => {
    const scores = trajectory
      .map((row) => ({ score: row.score ?? '', date: dateOf.get(row.window ?? '') ?? '' }))
      .filter(({ score, date }) => score !== '' && date !== '');
    const before = scores.findLast(({ date }) => date < plan.start_on);
    const during = scores.filter(({ date }) => date >= plan.start_on && date <= until);
    if (during.length === 0) return [];
    const words = ({ score, date }: { score: string; date: string }) => `${score} (${windowMonth(date)})`;
    const since = `${during.map(words).join(', ')} in this plan`;
    return [`${labels.get(subject)?.label ?? subject}: ${before ? `${words(before)} before, ` : ''}${since}`];
  });
}
