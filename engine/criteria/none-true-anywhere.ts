import type { PositionDraws } from '../growth/trajectory/posterior/joint-posterior.ts';
import { criteria, type CriteriaSettings } from './index.ts';
import type { CriterionRule, Span } from './criterion.ts';

/**
 * Share of draws in which none of a pupil's chosen statements is true, over all the pupil's subjects: what the subjects have
 * in common makes this likelier than the product of their own probabilities.
 *
 * @param years from f to b and from b to n, by comparison
 * @param chosen one a criterion of each comparison, in the order of `criteria`
 * @returns 0–1
 */
export function noneTrueAnywhere(
  { count, position, peerCorrelation }: PositionDraws,
  years: { readonly before: readonly number[]; readonly since: readonly number[] },
  chosen: readonly boolean[],
  settings: CriteriaSettings,
): number {
  const comparisons = years.since.length;
  const span = { peerCorrelation: 0, yearsBefore: 0, yearsSince: 0 };
  let none = 0;
  for (let draw = 0; draw < count; draw++) {
    let anyTrue = false;
    for (let i = 0; i < comparisons && !anyTrue; i++) {
      const at = draw * comparisons + i;
      span.peerCorrelation = peerCorrelation[at];
      span.yearsBefore = years.before[i];
      span.yearsSince = years.since[i];
      for (let c = 0; c < criteria.length && !anyTrue; c++)
        anyTrue = chosen[criteria.length * i + c] && isTrue(criteria[c].statement, position, 3 * at, span, settings);
    }
    if (!anyTrue) none++;
  }
  return none / count;
}

const weights = new Float64Array(3);

/** Whether a statement holds of three positions from `at` on; a first one that is missing (NaN) has weight 0. */
function isTrue(
  statement: CriterionRule<CriteriaSettings>['statement'],
  position: Float64Array,
  at: number,
  span: Span,
  settings: CriteriaSettings,
): boolean {
  for (const line of statement) {
    line.weigh(span, weights);
    const first = weights[0] === 0 ? 0 : weights[0] * position[at];
    const sum = first + weights[1] * position[at + 1] + weights[2] * position[at + 2];
    if (!(sum <= line.limit(settings, span))) return false;
  }
  return true;
}
