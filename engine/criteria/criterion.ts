import type { Criterion, Reason } from '../tables/run-schema.ts';
import type { Circumstances } from './judged-criteria.ts';

/**
 * What a criterion is made of, so that everything that is worked out about it (its probability, that none is true, whether it
 * holds of drawn positions, its effect) comes from one description. Each criterion is one file; `index.ts` lists them.
 */
export interface CriterionRule<Own> {
  /** As the run’s tables and the policy name it. */
  readonly name: Criterion;
  /** The statement is true where every line of it is. Two at most: a bivariate orthant has a closed form. */
  readonly statement: readonly [Line<Own>] | readonly [Line<Own>, Line<Own>];
  /**
   * Baseline positions at which the value under which it says the current position lies has a corner: where an integral over
   * the baseline position is cut.
   */
  readonly corners: (settings: Own) => readonly number[];
  /** What stops it from being asked of a comparison that has a baseline; null where nothing does. */
  readonly hindrance: (comparison: ComparisonFacts, settings: Own & { readonly minimumPeers: number }) => Reason | null;
  /** Information that a verdict of not-met needs, 0–1; where it is not said, that of every verdict. */
  readonly minimumInformation?: (settings: Own) => number;
  /** What a verdict of not-met says. @param gapBaseline posterior mean of the gap at the baseline, SD */
  readonly whyNotMet: (gapBaseline: number, settings: Own) => Reason;
  readonly effect: Effect;
}

/** What turns statements about rates and peers into weights of positions. */
export interface Span {
  /** Correlation of the true positions at baseline and current window among peers. */
  readonly peerCorrelation: number;
  /** Years from the first to the baseline window (NaN without a first), and from the baseline to the current one. */
  readonly yearsBefore: number;
  readonly yearsSince: number;
}

/** Writes the weights of the true positions (first, baseline, current) in a sum to `out[0..2]`. */
export type Weigh = (span: Span, out: Float64Array) => void;

/**
 * “A weighted sum of the true positions lies at or under a limit.” The first position has weight 0 unless the line is about an
 * earlier rate, and the current one never a negative weight: lower is worse.
 */
export interface Line<Own> {
  readonly weigh: Weigh;
  readonly limit: (settings: Own, span: Span) => number;
}

/** The difference a criterion is about: its size, interval and information are told. */
export interface Effect {
  readonly unit: 'SD' | 'SD a year';
  /**
   * In points of the test: of the current test (`current`); of a test that is the same in both windows (`same-test`); or the
   * difference of the two gaps as they are told in points (`gaps`).
   */
  readonly points: 'current' | 'same-test' | 'gaps';
  readonly weigh: Weigh;
}

/** What a criterion may look at to say that it cannot be asked. */
export interface ComparisonFacts {
  /** Row of `facts`. */
  readonly row: number;
  readonly yearsBefore: number;
  readonly yearsSince: number;
  readonly facts: Circumstances;
}
