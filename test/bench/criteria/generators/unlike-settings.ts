/** How a lasting slow-down, or a dip that is none, runs over time. */
export const slowDownKinds = [
  'steep ramp',
  'plateau',
  'step after absence',
  'two-year decline',
  'dip that recovers',
] as const;
export type SlowDownKind = (typeof slowDownKinds)[number];

/** Everything one world of these generators is drawn from. SD are of true position in the middle of the record. */
export interface UnlikeSettings {
  readonly seed: number;
  /** Pupils in all; school × year group holds the same number of them, as nearly as it goes. */
  readonly pupils: number;
  readonly schools: number;
  /** Year groups taught when the newest window is sat, lowest first; 0 = Reception. */
  readonly yearGroups: readonly number[];
  readonly calendar: 'termly' | 'half-yearly' | 'yearly';
  readonly windows: number;
  /** Cut to the newest so many windows after everything was drawn, so that the same pupils are read with less. */
  readonly keepWindows: number;
  readonly subjects: number;
  /** `splines`: slopes by half-year, each leaning on the one before; `school-years`: a skewed gain a year, lost in part each summer. */
  readonly growth: 'splines' | 'school-years';
  /** SD of a year's true change, and the share of its variance that is a lasting rate of the pupil. */
  readonly yearChangeSd: number;
  readonly lastingShare: number;
  /** Correlation between a pupil's subjects, of ability and of change; skewness of ability. */
  readonly abilityCorrelation: number;
  readonly changeCorrelation: number;
  readonly abilitySkew: number;
  /** By subject, of an even score in a cell without slow-downs. */
  readonly reliability: readonly number[];
  /** Errors are from a contaminated normal distribution: this share has an SD so many times as large. */
  readonly wildShare: number;
  readonly wildRatio: number;
  /** Error variance is (1 + this × position²)/(1 + this) of its mean. */
  readonly unevenError: number;
  /** The standard error is given with each score. */
  readonly statedError: boolean;
  /** The last subject's test ends this far above the middle; Infinity: nowhere. */
  readonly ceilingSd: number;
  /** Shares of four grades that numbers are cut into, lowest first; empty: numbers stay. */
  readonly bandShares: readonly number[];
  /** Share of pupils with a lasting slow-down, the kinds' relative frequencies, and how many subjects it reaches. */
  readonly slowedShare: number;
  readonly kinds: Readonly<Partial<Record<SlowDownKind, number>>>;
  readonly reach: 'one' | 'some' | 'all';
  /** Share of pupils with a dip that recovers. */
  readonly dipShare: number;
  /** Share of pupils away for one or two whole windows; share of single tests missed. */
  readonly absenceShare: number;
  readonly missedShare: number;
  /** Share of pupils whose first window is the newest. */
  readonly newShare: number;
  /** Share of each class that has sat the newest window. */
  readonly newestSatShare: number;
  /** Each window is sat by every second year group only, in turn. */
  readonly halfYearGroups: boolean;
  /** SD of what the pupils of a school, and of a class, gain or lose together in a year; it lasts, and fades slowly. */
  readonly schoolYearSd: number;
  readonly classYearSd: number;
  /** SD of how one school marks one subject in one window. */
  readonly markingSd: number;
  /** SD of how a cohort's mean moves in a year: nobody's position changes, targets in points do. */
  readonly cohortDriftSd: number;
  /** Something that one school's pupils share; `lasts`: a true fall in all subjects from that window on; else one subject's marking in it. */
  readonly schoolEvent: { readonly windowFromLast: number; readonly sd: number; readonly lasts: boolean } | null;
}
