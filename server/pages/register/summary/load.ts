import {
  dayOfText,
  runRows,
  summariseRegister,
  yearGroupWords,
  type KindOfHelp,
  type PlanInTime,
  type RegisterSummary,
  type StatusSpell,
  type SupportedPupil,
} from '../../../../engine/index.ts';
import { kindsOfHelp } from '../../../html/pictures/kinds-of-help.ts';
import { pupilContexts } from '../../../records/pupils/pupil-context.ts';
import { provisionOfPupils } from '../../../records/provision/provision-of-pupils.ts';
import { helpOfSchool } from '../../../records/register/help-of-school.ts';
import { presentNeeds } from '../../../records/register/pupil-needs.ts';
import { registerEntries } from '../../../records/register/register.ts';
import { supportPlans } from '../../../records/register/support-plans.ts';
import type { SchoolRecord } from '../../../records/open-record.ts';
import { fewestShown, withheldCounts } from '../../../runs/groups/withheld-counts.ts';
import { hasLeftSince } from '../../../runs/pupils/known-context.ts';
import type { LoadedRun } from '../../../runs/loaded-run.ts';

export interface SummaryTime {
  /** ISO, both included. */
  readonly from: string;
  readonly to: string;
  /** Counts as they are, or as readers of totals are shown them. */
  readonly whole: boolean;
  /** Whether how often groups are listed is told. */
  readonly equity: boolean;
}

export interface SummaryFacts {
  readonly summary: RegisterSummary;
  /** What became of pupils with a support plan; undefined where there was none. */
  readonly plans: KindOfHelp | undefined;
  /** How often pupils of each group of the whole run are listed beside the overall rate. */
  readonly equity: readonly EquityLine[];
  /** Pupils with a status in the school's file only, who are not counted; null where it is not told. */
  readonly waiting: number | null;
  readonly minimum: number;
}

export interface EquityLine {
  readonly grouping: string;
  readonly group: string;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/** A school's register over a time: the record's entries, needs, provision and plans, counted by the engine. */
export async function loadSummary(
  record: SchoolRecord,
  run: LoadedRun,
  school: string,
  { from, to, whole, equity }: SummaryTime,
): Promise<SummaryFacts> {
  const rows = run.agenda.filter((row) => row.school === school);
  const onRoll = rows.map((row) => ({ school, pupilId: row.pupil_id }));
  const [entries, needs, provided, plans, files, help] = await Promise.all([
    registerEntries(record, { school }),
    presentNeeds(record, { school }),
    provisionOfPupils(record, { school }),
    supportPlans(record, { school }),
    pupilContexts(record, onRoll),
    helpOfSchool(record, school),
  ]);
  const hours = new Map<string, number>();
  for (const { pupilId, provision, from: first, to: last } of provided)
    if (first <= to && to <= last)
      hours.set(pupilId, (hours.get(pupilId) ?? 0) + (provision.minutes * provision.times_a_week) / 60);
  const pupils = rows.map(({ pupil_id: pupilId, year_group }): SupportedPupil => {
    const english = files.get(pupilId)?.englishAdditional ?? null;
    const need = needs.get(pupilId)?.[0]?.need ?? files.get(pupilId)?.primaryNeed ?? '';
    const language = english === null ? '' : english ? 'yes' : 'no';
    return {
      pupilId,
      groups: { need, year: yearGroupWords(year_group), 'english additional': language },
      hoursAWeek: hours.get(pupilId) ?? 0,
    };
  });
  const here = new Set(pupils.map(({ pupilId }) => pupilId));
  const spells = entries
    .filter((row) => here.has(row.pupil_id))
    .map((row): StatusSpell => ({
      pupilId: row.pupil_id,
      status: row.status,
      from: dayOfText(row.from_on),
      to: dayOfText(row.left_on ?? ''),
    }));
  const due = plans
    .filter((row) => here.has(row.pupil_id))
    .map((row): PlanInTime => ({ dueOn: dayOfText(row.review_on), reviewedOn: dayOfText(row.reviewed_on ?? '') }));
  const fewest = fewestShown(run);
  const minimum = whole ? 1 : fewest;
  const open = new Set(entries.flatMap((row) => (row.left_on === null ? [row.pupil_id] : [])));
  const leftOn = new Map(entries.map((row) => [row.pupil_id, row.left_on]));
  const waiting = [...files.values()].filter((file) => {
    const left = leftOn.get(file.pupilId) ?? null;
    // Who has left here has left: the file is told to say so as well.
    const isSupported = left === null || !hasLeftSince(file, left);
    return (file.senStatus === 'K' || file.senStatus === 'E') && !open.has(file.pupilId) && isSupported;
  }).length;
  return {
    summary: summariseRegister({ spells, pupils, plans: due }, { from: dayOfText(from), to: dayOfText(to), minimum }),
    plans: kindsOfHelp(run, school, help).find(({ kind }) => kind === 'support-plan'),
    equity: equity ? equityLines(run, whole) : [],
    waiting: whole ? waiting : null,
    minimum,
  };
}

const groupings: readonly string[] = ['sex', 'pupil premium', 'english additional', 'sen status'];

/** Groups of the whole run: they are of no one school. Readers of totals see no group of which few are listed. */
function equityLines(run: LoadedRun, whole: boolean): EquityLine[] {
  return groupings.flatMap((grouping) => {
    const own = runRows(run.tables.equity).filter((row) => row.grouping === grouping);
    const listed = whole ? [] : own.map((row) => row.listed ?? Number.NaN);
    const withheld = withheldCounts(listed, fewestShown(run));
    return own.flatMap(({ group, ratio, ratio_low: low, ratio_high: high, suppressed }, place) =>
      suppressed || withheld.has(place) || ratio === null || low === null || high === null
        ? []
        : [{ grouping, group, ratio, low, high }],
    );
  });
}
