import { conditionalGrowthPercentiles } from '../../../engine/growth/percentiles/conditional-growth-percentiles.ts';
import type { Comparisons } from '../../../engine/growth/comparisons/comparisons.ts';
import type { Measurements } from '../../../engine/scales/measurements.ts';
import type { World } from '../../../engine/worlds/model/world.ts';

/** Whoever has no earlier score cannot be flagged: last in the list. */
const last = -99;

/** What schools use now to rank pupils, by comparison: higher = of more concern. */
export function schoolPractice(
  comparisons: Comparisons,
  { observed }: Measurements,
  { results }: World,
): Record<string, Float64Array> {
  const missing = () => new Float64Array(comparisons.count).fill(NaN);
  const practice = {
    'drop since last window': missing(),
    'score minus baseline': missing(),
    'value-added residual': missing(),
    'growth percentile': missing(),
  };
  const bySubject = new Map<number, number[]>();
  for (let c = 0; c < comparisons.count; c++) {
    const [b, n] = [comparisons.baselineRow[c], comparisons.currentRow[c]];
    if (n < 0) continue;
    const before = n - 1;
    const previous =
      before >= 0 &&
      results.subject[before] === results.subject[n] &&
      results.pupil[before] === results.pupil[n] &&
      !Number.isNaN(observed[before]);
    practice['drop since last window'][c] = previous ? observed[before] - observed[n] : last;
    practice['score minus baseline'][c] = b < 0 ? last : observed[b] - observed[n];
    practice['value-added residual'][c] = last;
    practice['growth percentile'][c] = last;
    if (b < 0) continue;
    const group = bySubject.get(comparisons.subject[c]);
    if (group) group.push(c);
    else bySubject.set(comparisons.subject[c], [c]);
  }
  for (const members of bySubject.values()) {
    const x = Float64Array.from(members, (c) => observed[comparisons.baselineRow[c]]);
    const y = Float64Array.from(members, (c) => observed[comparisons.currentRow[c]]);
    const slope =
      x.reduce((sum, value, at) => sum + value * y[at], 0) / x.reduce((sum, value) => sum + value * value, 0);
    const percentile = members.length < 100 ? null : conditionalGrowthPercentiles([x], y).percentile;
    members.forEach((c, at) => {
      practice['value-added residual'][c] = slope * x[at] - y[at];
      practice['growth percentile'][c] = percentile ? -percentile[at] : NaN;
    });
  }
  return practice;
}
