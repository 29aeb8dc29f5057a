import { defaultCriteriaSettings, type CriteriaSettings } from '../../criteria/index.ts';
import type { Criterion, Reason, Verdict } from '../../tables/run-schema.ts';
import { defaultLikelihoodLimits, type LikelihoodLimits } from '../kit/likelihood-of.ts';

/**
 * All that a sentence about one pupil × subject × criterion needs. Numbers that are not known are NaN, texts null.
 * Gaps are positive where the pupil is worse off than the middle of the year group, whichever way the scale runs;
 * rates are positive where the pupil gains on the year group.
 */
export interface CriterionFacts {
  readonly criterion: Criterion;
  readonly verdict: Verdict;
  readonly reason: Reason | null;
  /** 0–1. */
  readonly probability: number;
  /** 0–1: 1 − Var(posterior)/Var(prior) of the effect. */
  readonly information: number;
  /** SD (or SD a year) of true positions. */
  readonly effect: number;
  /** Points a year against the year group, before and since the baseline. */
  readonly rateBeforePoints: number;
  readonly rateSincePoints: number;
  /** Points, at the baseline and now. */
  readonly gapBaselinePoints: number;
  readonly gapPoints: number;
  /** Chance that one more window settles the verdict, 0–1. */
  readonly settles: number;
  /** “December 2025”; null where there is none. */
  readonly baselineMonth: string | null;
  readonly currentMonth: string | null;
  /** “March”; null where it cannot be foreseen. */
  readonly nextMonth: string | null;
  /** The pupil's own case in `no-baseline` and `not-measured`: “joined in March 2026”, “absent”. */
  readonly because: string | null;
  readonly weeksApart: number;
  readonly peers: number;
}

/** Settings of the run that the words depend on: those of the criteria, where the words for a probability begin, and dates. */
export interface SentenceSettings extends CriteriaSettings, LikelihoodLimits {
  /** Weeks two tests must lie apart. */
  readonly minimumWeeks: number;
  /** Chance that one more window settles an open answer from which it is said that it probably will. */
  readonly settles: number;
}

export const defaultSentenceSettings: SentenceSettings = {
  ...defaultLikelihoodLimits,
  ...defaultCriteriaSettings,
  minimumWeeks: 10,
  settles: 0.5,
};
