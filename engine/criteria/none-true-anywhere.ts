import type { PositionDraws } from '../growth/trajectory/posterior/joint-posterior.ts';
import { normalQuantile } from '../stats/distributions/normal-quantile.ts';
import type { CriteriaSettings } from './judged-criteria.ts';

/**
 * Share of draws in which none of a pupil's chosen statements is true, over all the pupil's subjects: what the subjects have
 * in common makes this likelier than the product of their own probabilities.
 *
 * @param years from f to b and from b to n, by comparison
 * @param chosen four a comparison, in the order of `criterionNames`
 * @returns 0–1
 */
export function noneTrueAnywhere(
  { count, position, peerCorrelation }: PositionDraws,
  years: { readonly before: readonly number[]; readonly since: readonly number[] },
  chosen: readonly boolean[],
  settings: CriteriaSettings,
): number {
  const comparisons = years.since.length;
  const quantile = normalQuantile(settings.slowerPercentile / 100);
  let none = 0;
  for (let draw = 0; draw < count; draw++) {
    let anyTrue = false;
    for (let c = 0; c < comparisons && !anyTrue; c++) {
      const at = draw * comparisons + c;
      const [f, b, n] = [position[3 * at], position[3 * at + 1], position[3 * at + 2]];
      const r = peerCorrelation[at];
      anyTrue =
        (chosen[4 * c] && n - r * b < Math.sqrt(1 - r * r) * quantile) ||
        (chosen[4 * c + 1] && (n - b) / years.since[c] - (b - f) / years.before[c] <= -settings.rateDrop) ||
        (chosen[4 * c + 2] && -b >= settings.largeGap && n <= b) ||
        (chosen[4 * c + 3] && n < 0 && b - n >= settings.gapGrowth);
    }
    if (!anyTrue) none++;
  }
  return none / count;
}
