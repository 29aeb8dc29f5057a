/**
 * Log of the evidence for a fall (normal, not cut off) on one day against none.
 *
 * @param along product of the scores with a fall of 1 SD that day; square: the fall's product with itself
 */
export function fallEvidence(along: number, square: number, prior: { mean: number; sd: number }): number {
  const precision = 1 / (prior.sd * prior.sd);
  const sum = along + prior.mean * precision;
  return (
    (0.5 * (sum * sum)) / (square + precision) -
    0.5 * prior.mean * prior.mean * precision -
    0.5 * Math.log(1 + square / precision)
  );
}
