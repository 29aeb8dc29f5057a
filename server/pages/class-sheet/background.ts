import { contextFacts, joinedWords, lastMeetingLine, senWords, type PupilContext } from '../../../engine/index.ts';
import type { FastifyRequest } from 'fastify';
import { knownContext } from '../../runs/pupils/known-context.ts';
import { leftSupport } from '../../runs/pupils/left-support.ts';
import { mayDo } from '../../people/permissions.ts';
import type { ScopedRun } from '../../runs/scoped-run.ts';
import { addedPupils } from '../../records/discussions/added-pupils.ts';
import { discussionsOfPupils } from '../../records/discussions/discussions-of-pupils.ts';
import { openAgreements } from '../../records/discussions/open-agreements.ts';
import { pupilOfRow } from '../../records/pupils/school-pupil.ts';
import { personNames } from '../../people/people.ts';
import { runningPlans } from '../../records/register/running-plans.ts';
import type { DiscussionRow } from '../../records/record-tables.ts';
import { dateWords } from '../../html/date-words.ts';
import { shortTarget } from '../../html/pupils/target-lines.ts';
import { targetsNow, type PupilTargetRow } from '../../records/targets/pupil-targets.ts';
import { targetStanding } from '../../runs/pupils/target-standing.ts';
import { subjectLabels, type ListedPupil } from '../../runs/pupils/listed-pupils.ts';

/** What people know and agreed about the pupils of a class, by pupil. */
export interface ClassBackground {
  /** Pupils of whom something is known since the baseline: a mark says so, the page says what. */
  readonly contextNoted: ReadonlySet<string>;
  /** “joined in November 2026”; only of pupils of whom it is known. */
  readonly joined: ReadonlyMap<string, string>;
  readonly canDo: ReadonlyMap<string, string>;
  /** “SEN Support since May 2026, review due 12 January 2027”; only of those with a status or a plan. */
  readonly support: ReadonlyMap<string, string>;
  /** The day a pupil left SEN Support, where that was after the files of these results. */
  readonly left: ReadonlyMap<string, string>;
  /** What is agreed in this run already. */
  readonly agreed: ReadonlyMap<string, DiscussionRow>;
  /** Brought by people: who, and why. */
  readonly added: ReadonlyMap<string, { readonly reason: string; readonly by: string }>;
  /** The targets that hold, as a line: “Aims: reading 104 by July 2027 (about 3 in 10)”. */
  readonly aims: ReadonlyMap<string, string>;
  /** “Last meeting: 5 agreed, 4 done, 1 open: Tom.” */
  readonly lastMeeting: string;
}

const sourceNames: Readonly<Record<string, string>> = {
  teacher: 'class teacher',
  senco: 'SENCO',
  parent: 'for a parent',
};

/** For pupils within the reader’s scope. */
export async function classBackground(
  request: FastifyRequest,
  { run }: ScopedRun,
  pupils: readonly ListedPupil[],
): Promise<ClassBackground> {
  const { record } = request.server;
  const person = request.person!;
  const of = pupils.map(({ row }) => pupilOfRow(row));
  const [contexts, discussions, added, people, open, plans, left, targets] = await Promise.all([
    knownContext(record, person, of),
    mayDo(person.role, 'see-notes') ? discussionsOfPupils(record, of) : [],
    addedPupils(record, run.id),
    personNames(record),
    openAgreements(record, of),
    mayDo(person.role, 'see-notes') ? runningPlans(record, of) : [],
    leftSupport(
      record,
      person,
      pupils.map(({ row }) => row),
    ),
    targetsNow(record, of),
  ]);
  const own = discussions.filter((row) => row.run_id === run.id);
  return {
    contextNoted: new Set([
      ...pupils
        .filter((pupil) => factsSinceBaseline(run, pupil, contexts.get(pupil.pupilId)))
        .map(({ pupilId }) => pupilId),
      ...own.filter(({ note, considered }) => note !== '' || considered === 'yes').map((row) => row.pupil_id),
    ]),
    joined: new Map([...contexts].map(([pupilId, context]) => [pupilId, joinedWords(context)])),
    canDo: canDoOf(discussions),
    left,
    support: supportOf({ contexts, left, plans }),
    agreed: new Map(own.filter(({ outcome }) => outcome !== null).map((row) => [row.pupil_id, row])),
    added: new Map(
      [...added].map(([pupilId, row]) => [
        pupilId,
        { reason: row.reason, by: [people.get(row.added_by), sourceNames[row.source]].filter(Boolean).join(', ') },
      ]),
    ),
    aims: aimsOf(run, targets),
    lastMeeting: lastMeeting(run, pupils, discussions, new Set(open.map((row) => row.discussion_id))),
  };
}

function factsSinceBaseline(run: ScopedRun['run'], { row }: ListedPupil, context: PupilContext | undefined): boolean {
  const { windows, windowDate } = run.manifest;
  const baseline = windows.find(({ window }) => window === row.baseline_window) ?? windows[0];
  return (
    context !== undefined &&
    baseline !== undefined &&
    contextFacts(context, { after: baseline.date, until: windowDate }).length > 0
  );
}

function aimsOf(run: ScopedRun['run'], targets: readonly PupilTargetRow[]): Map<string, string> {
  const labels = subjectLabels(run);
  const line = (one: PupilTargetRow) =>
    shortTarget(labels.get(one.subject)?.name ?? one.subject, targetStanding(run, one));
  return new Map(
    [...Map.groupBy(targets, ({ pupil_id }) => pupil_id)].map(([pupilId, own]) => [
      pupilId,
      `Aims: ${own.map(line).join(', ')}`,
    ]),
  );
}

/** Since when there is a status, and when the running plan is looked at again. */
function supportOf({
  contexts,
  left,
  plans,
}: {
  contexts: ReadonlyMap<string, PupilContext>;
  left: ReadonlyMap<string, string>;
  plans: Awaited<ReturnType<typeof runningPlans>>;
}): Map<string, string> {
  const said = new Map<string, string>();
  for (const [pupilId, { senStatus, senSince }] of contexts)
    if (senSince !== null && ['K', 'E'].includes(senStatus))
      said.set(pupilId, senWords({ status: senStatus, since: senSince, need: '' }));
  for (const [pupilId, on] of left) said.set(pupilId, `left SEN Support on ${dateWords(on)}`);
  for (const { pupil_id, review_on } of plans)
    said.set(pupil_id, `${said.get(pupil_id) ?? 'a plan runs'}, review due ${dateWords(review_on)}`);
  return said;
}

/** The newest that was written of each pupil; discussions come newest first. */
function canDoOf(discussions: readonly DiscussionRow[]): Map<string, string> {
  const written = new Map<string, string>();
  for (const { pupil_id, can_do } of discussions)
    if (can_do !== '' && !written.has(pupil_id)) written.set(pupil_id, can_do);
  return written;
}

/** Of the newest earlier window these pupils were talked about in, whatever class they were in then. */
function lastMeeting(
  run: ScopedRun['run'],
  pupils: readonly ListedPupil[],
  discussions: readonly DiscussionRow[],
  open: ReadonlySet<string>,
): string {
  // A run's identifier begins with the date of its window.
  const windowOf = ({ run_id }: DiscussionRow) => run_id.slice(0, 10);
  const earlier = discussions.filter((row) => row.outcome !== null && windowOf(row) < run.manifest.windowDate);
  const newest = earlier.map(windowOf).toSorted().at(-1);
  const agreed = earlier.filter((row) => windowOf(row) === newest && row.agreed !== '');
  const stillOpen = new Set(agreed.filter((row) => open.has(row.discussion_id)).map((row) => row.pupil_id));
  return lastMeetingLine(
    agreed.length,
    pupils.filter(({ pupilId }) => stillOpen.has(pupilId)).map(({ name }) => name.forename || name.short),
  );
}
