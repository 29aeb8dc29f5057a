import { addDays } from '../../../engine/index.ts';
import { sortedRows } from '../../html/sortable-head.ts';
import { notKnownOf } from '../../records/register/not-known.ts';
import type { SupportOf } from '../../runs/pupils/register-of.ts';

/** What of the register is shown, and in which order. */
export interface RegisterChoice {
  /** '' for all. */
  readonly class: string;
  readonly show: Shown;
  /** Code of a need, whatever its rank; '' for all. */
  readonly need: string;
  readonly sort: string;
}

export const shownNames = [
  '',
  'K',
  'E',
  'support',
  'file',
  'tell',
  'unknown',
  'no-needs',
  'no-plan',
  'due',
  'due-soon',
  'untouched',
  'two-plans',
] as const;
export type Shown = (typeof shownNames)[number];

export const shownChoices: readonly (readonly [Shown, string])[] = [
  ['', 'all'],
  ['K', 'SEN Support'],
  ['E', 'EHC plan'],
  ['support', 'support without an SEN status'],
  ['file', 'in the school’s file, not entered here yet'],
  ['tell', 'parents to tell'],
  ['unknown', 'something is not known yet'],
  ['no-needs', 'no need is recorded'],
  ['no-plan', 'no plan is running'],
  ['due', 'a review is due'],
  ['due-soon', 'a review is due within 21 days'],
  ['untouched', 'nothing written for a term'],
  ['two-plans', 'two plans without effect, gap grown'],
];

/** A term of thirteen weeks with its holidays, days. */
const termDays = 110;
const soonDays = 21;

/** `K` or `E`; '' for whoever has support and no status. */
export function statusOf({ entry, fileStatus }: SupportOf): string {
  return entry?.status ?? fileStatus;
}

/** Whether a pupil belongs to a part of the register, on a day (ISO). */
export function belongsTo(show: Shown, one: SupportOf, today: string): boolean {
  return parts[show](one, today);
}

const parts: Readonly<Record<Shown, (one: SupportOf, today: string) => boolean>> = {
  '': () => true,
  K: (one) => statusOf(one) === 'K',
  E: (one) => statusOf(one) === 'E',
  support: (one) => statusOf(one) === '',
  file: (one) => one.entry === undefined && one.fileStatus !== '',
  tell: ({ entry }) => entry !== undefined && notKnownOf(entry).has('told'),
  unknown: ({ entry }) => entry !== undefined && entry.not_known !== '',
  'no-needs': ({ entry, needs, fileNeed }) => entry !== undefined && needs.length === 0 && fileNeed === '',
  'no-plan': (one) => statusOf(one) !== '' && one.plan === undefined,
  due: ({ plan }, today) => plan !== undefined && plan.review_on <= today,
  'due-soon': ({ plan }, today) => plan !== undefined && plan.review_on <= addDays(today, soonDays),
  untouched: ({ entry, touchedOn }, today) => entry !== undefined && touchedOn <= addDays(today, -termDays),
  'two-plans': ({ statutory }) => statutory,
};

/** The rows that a choice leaves, in its order. */
export function chosenSupport(
  all: readonly SupportOf[],
  { class: className, show, need, sort }: RegisterChoice,
  { today, classes }: { readonly today: string; readonly classes: readonly string[] },
): readonly SupportOf[] {
  const rows = all.filter(
    (one) =>
      belongsTo(show, one, today) &&
      (className === '' || (one.pupil.row.class ?? '') === className) &&
      (need === '' || needsOf(one).includes(need)),
  );
  return sortedRows(rows, sort, {
    name: ({ pupil }) => pupil.name.full,
    // In the school's order: Reception comes before Year 1.
    class: ({ pupil }) => String(classes.indexOf(pupil.row.class ?? '')),
    status: statusOf,
    since: ({ entry, fileSince }) => entry?.from_on ?? fileSince ?? '',
    need: (one) => needsOf(one)[0] ?? '',
    review: ({ plan }) => plan?.review_on ?? '',
    hours: ({ hoursAWeek }) => (hoursAWeek === 0 ? '' : String(hoursAWeek)),
    told: ({ entry }) => entry?.told_on ?? '',
    attendance: ({ attendancePercent }) => (attendancePercent === null ? '' : String(attendancePercent)),
    results: ({ pupil }) => (pupil.row.concern === null ? '' : String(-pupil.row.concern)),
  });
}

/** Codes of the needs, most important first: the register's or, where it has none, the file's. */
export function needsOf({ needs, fileNeed }: SupportOf): readonly string[] {
  if (needs.length > 0) return needs.map(({ need }) => need);
  return fileNeed ? [fileNeed] : [];
}
