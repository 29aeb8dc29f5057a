import type { JudgedCriteria } from '../../criteria/judged-criteria.ts';
import type { ComparisonSettings } from '../../growth/comparisons/choose-comparisons.ts';
import type { Comparisons } from '../../growth/comparisons/comparisons.ts';
import type { MeasuredGrowth } from '../../growth/percentiles/measured-growth.ts';
import type { Rebounds } from '../../growth/forecasts/measure-rebound.ts';
import type { PositionPoints } from '../../growth/forecasts/position-points.ts';
import type { Measurements } from '../../scales/measurements.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import type { SentenceSettings } from '../../words/criteria/criterion-facts.ts';

/** Everything the numeric stages found, for the tables that are written from it. */
export interface Analysis {
  readonly data: AssessmentData;
  readonly measurements: Measurements;
  readonly comparisons: Comparisons;
  readonly growth: MeasuredGrowth;
  readonly judged: JudgedCriteria;
  readonly points: PositionPoints;
  readonly rebounds: Rebounds;
  /** By row of `ResultTable`: true position, posterior mean, 5 % and 95 %; NaN where not usable. */
  readonly position: Float64Array;
  readonly positionLow: Float64Array;
  readonly positionHigh: Float64Array;
  /** By comparison, as `SmoothedTrajectories` has them: concern, chance of each kind of slow-down (three each), shortfall. */
  readonly concern: Float64Array;
  readonly slowed: Float64Array;
  readonly shortfall: Float64Array;
  readonly sentences: SentenceSettings;
  /** Of one pupil, by row of the pupil table; the same but for schools with settings of their own. */
  readonly sentencesOf: (pupil: number) => SentenceSettings;
  /** How the window was chosen that progress is counted from. */
  readonly baseline: Pick<ComparisonSettings, 'rule' | 'targetWeeks'> & { readonly window: string | null };
}
