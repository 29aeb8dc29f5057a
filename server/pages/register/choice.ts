import { sortedRows } from '../../html/sortable-head.ts';
import type { SupportOf } from '../../runs/pupils/register-of.ts';

/** What of the register is shown, and in which order. */
export interface RegisterChoice {
  /** '' for all. */
  readonly class: string;
  readonly show: Shown;
  readonly sort: string;
}

export const shownNames = ['', 'K', 'E', 'file', 'support', 'due', 'no-plan'] as const;
export type Shown = (typeof shownNames)[number];

export const shownChoices: readonly (readonly [Shown, string])[] = [
  ['', 'all'],
  ['K', 'SEN Support'],
  ['E', 'EHC plan'],
  ['file', 'in the school’s file, not entered here yet'],
  ['support', 'support without an SEN status'],
  ['due', 'a review is due'],
  ['no-plan', 'no plan is running'],
];

/** `K` or `E`; '' for whoever has support and no status. */
export function statusOf({ entry, fileStatus }: SupportOf): string {
  return entry?.status ?? fileStatus;
}

/** The rows that a choice leaves, in its order. */
export function chosenSupport(
  all: readonly SupportOf[],
  { class: className, show, sort }: RegisterChoice,
  { today, classes }: { readonly today: string; readonly classes: readonly string[] },
): readonly SupportOf[] {
  const fits: Readonly<Record<Shown, (one: SupportOf) => boolean>> = {
    '': () => true,
    K: (one) => statusOf(one) === 'K',
    E: (one) => statusOf(one) === 'E',
    file: (one) => one.entry === undefined && one.fileStatus !== '',
    support: (one) => statusOf(one) === '',
    due: ({ plan }) => plan !== undefined && plan.review_on <= today,
    'no-plan': ({ plan }) => plan === undefined,
  };
  const rows = all.filter((one) => fits[show](one) && (className === '' || (one.pupil.row.class ?? '') === className));
  return sortedRows(rows, sort, {
    name: ({ pupil }) => pupil.name.full,
    // In the school's order: Reception comes before Year 1.
    class: ({ pupil }) => String(classes.indexOf(pupil.row.class ?? '')),
    status: statusOf,
    since: ({ entry, fileSince }) => entry?.from_on ?? fileSince ?? '',
    review: ({ plan }) => plan?.review_on ?? '',
    told: ({ entry }) => entry?.told_on ?? '',
  });
}
