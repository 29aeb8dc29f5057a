import type { ComparisonFacts, Effect, Weigh } from './criterion.ts';
import type { Reason } from '../tables/run-schema.ts';

/** Growth of the gap to the middle of the year group: g_n − g_b = b − n. Positive = wider. */
export const gapChange: Effect = {
  unit: 'SD',
  points: 'gaps',
  weigh: weights(0, 1, -1),
};

/** The same weights whoever is asked about. */
export function weights(first: number, baseline: number, current: number): Weigh {
  return (_span, out) => {
    out[0] = first;
    out[1] = baseline;
    out[2] = current;
  };
}

/** A gap is not followed from one test to another. */
export function gapHindrance({ row, facts }: ComparisonFacts): Reason | null {
  return facts.changedSince[row] === 1 ? 'changed-test' : null;
}
