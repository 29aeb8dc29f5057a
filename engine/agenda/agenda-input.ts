import type { JudgedCriteria } from '../criteria/judged-criteria.ts';
import type { Comparisons } from '../growth/comparisons/comparisons.ts';
import type { MeasuredGrowth } from '../growth/percentiles/measured-growth.ts';
import type { Measurements } from '../scales/measurements.ts';
import type { AssessmentData } from '../tables/assessment-data.ts';
import type { PreviousListing } from './previous-listing.ts';

/** All that the agenda is made from. Probabilities are of the joint posterior where `criteria` gives them. */
export interface AgendaInput {
  readonly data: AssessmentData;
  readonly measurements: Measurements;
  readonly comparisons: Comparisons;
  readonly growth: MeasuredGrowth;
  readonly judged: JudgedCriteria;
  /** By comparison: log odds of a lasting slow-down; NaN where not measured. */
  readonly concern: Float64Array;
  /** By row of `ResultTable`: true position, posterior mean; NaN where not usable. */
  readonly position: Float64Array;
  /** What an earlier run listed; null without one. */
  readonly previous?: readonly PreviousListing[] | null;
}

export interface AgendaSettings {
  /** Pupils of a class in `discuss-first`; never padded. */
  readonly capacity: number;
  /** `gap-not-closing` met with a current gap of at least this, SD, brings a pupil up the list. */
  readonly levelGap: number;
  /** By how much: 2 orders the pupil as if the odds of a slow-down were twice what they are. */
  readonly levelLift: number;
  /** Mean true position under minus this is `below`, over it `above`, SD. */
  readonly levelBand: number;
  /** A pupil listed before has eased only where every criterion is less likely than this; between, the listing stays open. */
  readonly easedUnder: number;
  /** Share of measured pupils with a criterion met outside which a warning is given. */
  readonly usualShareLow: number;
  readonly usualShareHigh: number;
}

/** Those of all, and by school those that differ. */
export interface AgendaSettingsBySchool extends Partial<AgendaSettings> {
  readonly schools?: ReadonlyMap<string, AgendaSettings>;
}

export const defaultAgendaSettings: AgendaSettings = {
  capacity: 6,
  levelGap: 1,
  levelLift: 2,
  levelBand: 0.5,
  easedUnder: 0.5,
  usualShareLow: 0.01,
  usualShareHigh: 0.2,
};
