import { normalCdf } from '../../../stats/distributions/normal-cdf.ts';

/** Limits are looked for between these, SD of what is expected. */
const nearest = 1;
const furthest = 8;
const step = 0.25;
const halvings = 14;
const rootTwoPi = Math.sqrt(2 * Math.PI);

/**
 * How far a score may lie below what is expected of it before the rest of its fall says nothing more, where a few results are
 * bad days: beyond the limit C a fall counts as C, and C is where that keeps the mean influence of all deeper falls.
 *
 *   scores p = (1 − c) · N(0, V) + c · N(−mean, V + sd²);   Tweedie: the influence of a fall is (log p)′, its mean beyond C p(−C)/P(−C);
 *   a fall of C on an ordinary day has C / V;   so C · P(−C) = V · p(−C), P the chance of a deeper one
 *
 * The limit does not depend on what the score is to tell of.
 *
 * @param variance V of the score about what is expected, error included
 * @param chance c of a bad day
 * @param badDay mean fall and its SD; a negative mean gives the limit of a rise
 * @returns same unit as the SD; at least 1 and at most 8 √V
 * Source: Huber 1964 for influence that is bounded and does not come back; Efron 2011 for Tweedie's formula.
 */
export function surpriseLimit(variance: number, chance: number, badDay: { mean: number; sd: number }): number {
  const sd = Math.sqrt(variance);
  const shift = badDay.mean / sd;
  const narrowing = sd / Math.sqrt(variance + badDay.sd * badDay.sd);
  // In SDs: C · P(−C) − p(−C).
  const excess = (limit: number) => {
    const far = (limit - shift) * narrowing;
    const density = (1 - chance) * Math.exp(-0.5 * limit * limit) + chance * narrowing * Math.exp(-0.5 * far * far);
    const deeper = (1 - chance) * normalCdf(-limit) + chance * normalCdf(-far);
    return limit * deeper - density / rootTwoPi;
  };
  let high = nearest;
  while (excess(high) < 0) {
    high += step;
    if (high > furthest) return furthest * sd;
  }
  let low = high - step;
  for (let round = 0; round < halvings && high > nearest; round++) {
    const middle = (low + high) / 2;
    if (excess(middle) < 0) low = middle;
    else high = middle;
  }
  return high * sd;
}
