/** Pupils tested and listed somewhere. */
export interface ListedCount {
  readonly tested: number;
  readonly listed: number;
}

/** Fewer tested pupils elsewhere than this tell nothing of what is usual. */
const enough = 200;

/**
 * How many pupils of a school would usually be listed: the middle 90 % of a binomial count of its tested pupils, at the rate of
 * the run's other schools. Schools differ by more than chance, so the true range is a little wider. NaN where there are too
 * few pupils in other schools.
 */
export function usualListed(school: ListedCount, run: ListedCount): { low: number; high: number } {
  const others = run.tested - school.tested;
  if (!(others >= enough) || !(school.tested > 0)) return { low: Number.NaN, high: Number.NaN };
  const rate = Math.min(1, Math.max(0, (run.listed - school.listed) / others));
  return { low: binomialQuantile(school.tested, rate, 0.05), high: binomialQuantile(school.tested, rate, 0.95) };
}

/** Smallest count whose cumulative probability reaches `level`. */
function binomialQuantile(trials: number, rate: number, level: number): number {
  if (rate === 0 || rate === 1) return rate * trials;
  // In logarithms: (1 − rate)^trials is 0 in floating point for a large school.
  let logTerm = trials * Math.log1p(-rate);
  let sum = Math.exp(logTerm);
  let count = 0;
  while (sum < level && count < trials) {
    logTerm += Math.log((trials - count) / (count + 1)) + Math.log(rate) - Math.log1p(-rate);
    count += 1;
    sum += Math.exp(logTerm);
  }
  return count;
}
