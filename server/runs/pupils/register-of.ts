import type { FastifyRequest } from 'fastify';
import { dateText, type PupilContext, type AgendaRow, type OutcomeCode } from '../../../engine/index.ts';
import { hasLeftSince } from './known-context.ts';
import { mayDo } from '../../people/permissions.ts';
import type { ScopedRun } from '../scoped-run.ts';
import { discussion, discussionsOfRun, type DiscussionRow } from '../../records/discussions/discussions.ts';
import { monitoredEntries, type MonitoredRow } from '../../records/register/monitored.ts';
import { ehcStanding } from '../../records/higher/ehc-standing.ts';
import { ehcRows, type EhcStepRow } from '../../records/higher/ehc-steps.ts';
import { pupilContexts } from '../../records/pupils/pupil-context.ts';
import { pupilOfRow } from '../../records/pupils/school-pupil.ts';
import { provisionOfPupils, type ProvisionOfPupil } from '../../records/provision/provision-of-pupils.ts';
import type { SchoolRecord } from '../../records/open-record.ts';
import { presentNeeds, type PupilNeedRow } from '../../records/register/pupil-needs.ts';
import { lastChanges } from '../../records/register/entry-versions.ts';
import { registerEntries, type RegisterEntryRow } from '../../records/register/register.ts';
import { supportPlans, twoPlansWithoutEffect, type SupportPlanRow } from '../../records/register/support-plans.ts';
import { listedPupil, type ListedPupil } from './listed-pupils.ts';
import { supportToDo } from '../support/support-to-do.ts';

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
  /** Two reviewed plans without the effect hoped for, the gap has grown, and no EHC plan is asked for: a prompt, never a decision. */
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
  const { role } = request.person!;
  const [files, entries, plans, needs, monitored, agreed, changed, provided, steps] = await Promise.all([
    mayDo(role, 'see-notes') ? pupilContexts(record, rows.map(pupilOfRow)) : new Map<string, never>(),
    registerEntries(record, within),
    supportPlans(record, within),
    presentNeeds(record, within),
    monitoredEntries(record, within),
    agreedFor(record, scoped.run.id, rows),
    lastChanges(record, within),
    provisionOfPupils(record, within),
    ehcRows(record, within),
  ]);
  const open = new Map(entries.filter((row) => row.left_on === null).map((row) => [row.pupil_id, row]));
  const left = new Map(entries.filter((row) => row.left_on !== null).map((row) => [row.pupil_id, row]));
  const watched = new Map(monitored.filter((row) => row.ended_on === null).map((row) => [row.pupil_id, row]));
  const plansOf = Map.groupBy(plans, (row) => row.pupil_id);
  const today = dateText(now());
  const provisionOf = Map.groupBy(provided, (one) => one.pupilId);
  const stepsOf = Map.groupBy(steps, (row) => row.pupil_id);
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
      steps: stepsOf.get(pupilId) ?? [],
      seesSteps: mayDo(role, 'keep-register'),
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
  /** To an EHC plan, those taken back too. */
  readonly steps: readonly EhcStepRow[];
  /** Whether the reader is told of steps to an EHC plan. */
  readonly seesSteps: boolean;
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
  const ehc = ehcStanding(parts.steps);
  return {
    pupil,
    fileStatus,
    fileSince: file?.senSince ?? null,
    entry,
    needs,
    fileNeed: fileStatus ? (file?.primaryNeed ?? '') : '',
    born: file?.dateOfBirth ?? null,
    attendancePercent: file?.attendancePercent ?? null,
    hoursAWeek: hoursAWeek(parts),
    touchedOn: touchedOn(parts),
    plan,
    reviewed: plans.filter((one) => one.reviewed_on !== null),
    monitored,
    statutory: twoPlansWithoutEffect(plans) && ehc.state === 'none' && grown(),
    toDo: supportToDo({ ...parts, fileStatus, plan, ehc, stillInFile: hasLeft && (inFile === 'K' || inFile === 'E') }),
    suggested: outcome !== null && aboutRegister.has(outcome) ? outcome : null,
  };
}

function hoursAWeek({ provision, today }: Parts): number {
  return provision
    .filter(({ from, to }) => from <= today && today <= to)
    .reduce((sum, { provision: { minutes, times_a_week } }) => sum + (minutes * times_a_week) / 60, 0);
}

function touchedOn({ entry, left, needs, plans, monitored, discussion, changedAt, provision, steps }: Parts): string {
  const times = [
    entry?.entered_at,
    left?.left_at,
    changedAt,
    ...needs.map((one) => one.set_at),
    ...plans.flatMap((one) => [one.made_at, one.updated_at, one.review_at]),
    ...provision.flatMap(({ row }) => [row.added_at, row.ended_at]),
    ...steps.map((one) => one.written_at),
    monitored?.added_at,
    discussion?.updated_at,
  ];
  return times.reduce<string>((last, at) => (at && at > last ? at : last), '').slice(0, 10);
}
