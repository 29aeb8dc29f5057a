import type { CohortDifferences } from './cohort-differences.ts';
import type { TargetSpread } from './target-spread.ts';

/** What targets rest on beside positions and percentiles: JSON in and out, no pupil in it. */
export interface TargetReference extends TargetSpread {
  readonly version: 1;
  readonly cohorts: CohortDifferences['record'];
}
