import type { FastifyRequest } from 'fastify';
import { dateText, type PupilContext, type AgendaRow, type OutcomeCode } from '../../../engine/index.ts';
import { hasLeftSince } from './known-context.ts';
import { mayDo } from '../../people/permissions.ts';
import type { ScopedRun } from '../scoped-run.ts';
import { discussion, discussionsOfRun, type DiscussionRow } from '../../records/discussions/discussions.ts';
import { monitoredEntries, type MonitoredRow } from '../../records/register/monitored.ts';
import { pupilContexts } from '../../records/pupils/pupil-context.ts';
import { pupilOfRow } from '../../records/pupils/school-pupil.ts';
import { provisionOfPupils, type ProvisionOfPupil } from '../../records/provision/provision-of-pupils.ts';
import type { SchoolRecord } from '../../records/open-record.ts';
import { presentNeeds, type PupilNeedRow } from '../../records/register/pupil-needs.ts';
import { lastChanges } from '../../records/register/entry-versions.ts';
import { notKnownOf } from '../../records/register/not-known.ts';
import { registerEntries, type RegisterEntryRow } from '../../records/register/register.ts';
import { supportPlans, twoPlansWithoutEffect, type SupportPlanRow } from '../../records/register/support-plans.ts';
import { listedPupil, type ListedPupil } from './listed-pupils.ts';

/** What is known and decided of one pupil's support, whatever the status. */
export interface SupportOf {
  readonly pupil: ListedPupil;
  /** As the school's own files have it: `K`, `E`; '' for none or not known. */
  readonly fileStatus: string;
  readonly fileSince: string | null;
  /** The open entry of the register here. */
  readonly entry: RegisterEntryRow | undefined;
  readonly needs: readonly PupilNeedRow[];
  /** Type of need in the school's files; '' for none. */
  readonly fileNeed: string;
  readonly plan: SupportPlanRow | undefined;
  /** Plans reviewed, oldest first. */
  readonly reviewed: readonly SupportPlanRow[];
  readonly monitored: MonitoredRow | undefined;
  /** Two reviewed plans without the effect hoped for, and the gap has grown: a prompt, never a decision. */
  readonly statutory: boolean;
  /** What stands out: sentences a person acts on. Nothing of it changes a status. */
  readonly toDo: readonly string[];
  /** ISO date; null where the school's files say none. */
  readonly born: string | null;
  /** Of sessions in the school's newest file; null where it says none. */
  readonly attendancePercent: number | null;
  /** Provision that goes on today, in hours of the pupil's week; 0 where none is entered. */
  readonly hoursAWeek: number;
  /** Day (ISO) on which somebody last wrote anything of the pupil's support; '' for never. */
  readonly touchedOn: string;
  /** What a meeting on this run suggested for the register; null for nothing. */
  readonly suggested: OutcomeCode | null;
}

/** Outcomes of a meeting that are about the register: a person still decides there. */
const aboutRegister: ReadonlySet<OutcomeCode> = new Set<OutcomeCode>([
  'start-sen-support',
  'change-plan',
  'consider-statutory-assessment',
  'consider-leaving-support',
]);

/** Of every pupil of a school within the reader's scope. */
export async function supportOfSchool(
  request: FastifyRequest,
  scoped: ScopedRun,
  school: string,
): Promise<readonly SupportOf[]> {
  return supportOf(request, scoped, scoped.agenda({ school }));
}

/** Of the pupils of these rows, which are of one school and lie within the reader's scope. */
export async function supportOf(
  request: FastifyRequest,
  scoped: ScopedRun,
  rows: readonly AgendaRow[],
): Promise<readonly SupportOf[]> {
  const { record, names, now } = request.server;
  if (rows.length === 0) return [];
  // Rows are of one school; of one pupil that one alone is asked for.
  const within = { school: rows[0].school, pupilId: rows.length === 1 ? rows[0].pupil_id : undefined };
  const [files, entries, plans, needs, monitored, agreed, changed, provided] = await Promise.all([
    mayDo(request.person!.role, 'see-notes') ? pupilContexts(record, rows.map(pupilOfRow)) : new Map<string, never>(),
    registerEntries(record, within),
    supportPlans(record, within),
    presentNeeds(record, within),
    monitoredEntries(record, within),
    agreedFor(record, scoped.run.id, rows),
    lastChanges(record, within),
    provisionOfPupils(record, within),
  ]);
  const open = new Map(entries.filter((row) => row.left_on === null).map((row) => [row.pupil_id, row]));
  const left = new Map(entries.filter((row) => row.left_on !== null).map((row) => [row.pupil_id, row]));
  const watched = new Map(monitored.filter((row) => row.ended_on === null).map((row) => [row.pupil_id, row]));
  const plansOf = Map.groupBy(plans, (row) => row.pupil_id);
  const today = dateText(now());
  const going = provided.filter(({ from, to }) => from <= today && today <= to);
  const provisionOf = Map.groupBy(going, (one) => one.pupilId);
  return rows.map((row) => {
    const pupilId = row.pupil_id;
    const own = plansOf.get(pupilId) ?? [];
    const pupil = listedPupil(scoped.run, names, row);
    return joined({
      pupil,
      file: files.get(pupilId),
      entry: open.get(pupilId),
      left: open.has(pupilId) ? undefined : left.get(pupilId),
      needs: needs.get(pupilId) ?? [],
      plans: own,
      monitored: watched.get(pupilId),
      discussion: agreed.get(pupilId),
      changedAt: changed.get(pupilId),
      provision: provisionOf.get(pupilId) ?? [],
      today,
    });
  });
}

/** What was agreed on this run, for the school of the rows; for one pupil that one alone is asked for. */
async function agreedFor(
  record: SchoolRecord,
  runId: string,
  rows: readonly AgendaRow[],
): Promise<ReadonlyMap<string, DiscussionRow>> {
  if (rows.length !== 1) return discussionsOfRun(record, runId, { school: rows[0].school });
  const own = await discussion(record, runId, pupilOfRow(rows[0]));
  return new Map(own ? [[own.pupil_id, own]] : []);
}

interface Parts {
  readonly pupil: ListedPupil;
  /** What the school's own files say. */
  readonly file: PupilContext | undefined;
  readonly entry: RegisterEntryRow | undefined;
  /** The entry by which the pupil left the register, where none is open. */
  readonly left: RegisterEntryRow | undefined;
  readonly needs: readonly PupilNeedRow[];
  readonly plans: readonly SupportPlanRow[];
  readonly monitored: MonitoredRow | undefined;
  readonly discussion: DiscussionRow | undefined;
  readonly provision: readonly ProvisionOfPupil[];
  /** When the register entry was last changed. */
  readonly changedAt: string | undefined;
  readonly today: string;
}

function joined(parts: Parts): SupportOf {
  const { pupil, file, entry, left, needs, plans, monitored, discussion } = parts;
  const inFile = file?.senStatus ?? (pupil.row.section === 'supported' ? 'K' : '');
  const hasLeft = Boolean(left?.left_on && hasLeftSince(file ?? { senSince: null }, left.left_on));
  // Who has left here has left: the file is told to say so as well.
  const fileStatus = !hasLeft && (inFile === 'K' || inFile === 'E') ? inFile : '';
  const plan = plans.find((one) => one.reviewed_on === null);
  const grown = () => pupil.evidence.some(({ criteria }) => criteria['gap-widening']?.verdict === 'met');
  const outcome = discussion?.outcome ?? null;
  return {
    pupil,
    fileStatus,
    fileSince: file?.senSince ?? null,
    entry,
    needs,
    fileNeed: fileStatus ? (file?.primaryNeed ?? '') : '',
    born: file?.dateOfBirth ?? null,
    attendancePercent: file?.attendancePercent ?? null,
    hoursAWeek: hoursAWeek(parts.provision),
    touchedOn: touchedOn(parts),
    plan,
    reviewed: plans.filter((one) => one.reviewed_on !== null),
    monitored,
    statutory: twoPlansWithoutEffect(plans) && grown(),
    toDo: toDo({ ...parts, fileStatus, plan, stillInFile: hasLeft && (inFile === 'K' || inFile === 'E') }),
    suggested: outcome !== null && aboutRegister.has(outcome) ? outcome : null,
  };
}

function hoursAWeek(provision: readonly ProvisionOfPupil[]): number {
  return provision.reduce((sum, { provision: { minutes, times_a_week } }) => sum + (minutes * times_a_week) / 60, 0);
}

function touchedOn({ entry, left, needs, plans, monitored, discussion, changedAt }: Parts): string {
  const times = [
    entry?.entered_at,
    left?.left_at,
    changedAt,
    ...needs.map((one) => one.set_at),
    ...plans.flatMap((one) => [one.made_at, one.review_at]),
    monitored?.added_at,
    discussion?.updated_at,
  ];
  return times.reduce<string>((last, at) => (at && at > last ? at : last), '').slice(0, 10);
}

function toDo({
  entry,
  fileStatus,
  needs,
  plan,
  monitored,
  file,
  stillInFile,
  today,
}: Parts & { fileStatus: string; plan: SupportPlanRow | undefined; stillInFile: boolean }): string[] {
  const supported = entry !== undefined || fileStatus !== '';
  return [
    !entry && fileStatus ? 'In the school’s file only: a person enters it here, with when parents were told.' : '',
    stillInFile ? 'Left the register here; the school’s file still says support: correct it there.' : '',
    entry && file && file.senStatus !== '' && file.senStatus !== entry.status
      ? 'The school’s file and this register do not say the same status.'
      : '',
    entry && notKnownOf(entry).has('told')
      ? 'It is not known whether parents were told: tell them, and write when.'
      : '',
    supported && needs.length === 0 && !file?.primaryNeed ? 'No area of need is recorded.' : '',
    supported && !plan ? 'No plan is running.' : '',
    !supported && plan ? 'Support without an SEN status: that may well be right.' : '',
    plan && plan.review_on <= today
      ? plan.review_on < today
        ? 'The plan’s review is past its date: what came of it?'
        : 'The plan’s review is due.'
      : '',
    monitored && monitored.look_again_on <= today
      ? monitored.look_again_on < today
        ? 'The day to look again is past: how is it going?'
        : 'It is time to look again.'
      : '',
  ].filter(Boolean);
}
