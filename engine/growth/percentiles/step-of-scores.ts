/** Fewer different scores say nothing of the steps between them. */
const enough = 10;

/**
 * The step of a scale of whole scores, from the scores: 1, or more where all of many different ones lie whole steps apart, so
 * that points given in fives place nobody otherwise than the same points in ones. 0 for a continuous scale.
 *
 * @param columns scores, all together; those that are not finite are left out, and without any the answer is 0
 */
export function stepOfScores(columns: readonly Float64Array[]): number {
  const different = new Set<number>();
  let first = NaN;
  let step = 0;
  for (const column of columns)
    for (const score of column) {
      if (!Number.isFinite(score)) continue;
      if (score !== Math.floor(score)) return 0;
      if (Number.isNaN(first)) first = score;
      if (step !== 1) step = commonDivisor(step, Math.abs(score - first));
      if (different.size < enough) different.add(score);
    }
  if (Number.isNaN(first)) return 0;
  return different.size < enough ? 1 : step;
}

function commonDivisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b];
  return a;
}
