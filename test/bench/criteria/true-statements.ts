import { conditionalGrowthPercentiles } from '../../../engine/growth/percentiles/conditional-growth-percentiles.ts';
import type { Comparisons } from '../../../engine/growth/comparisons/comparisons.ts';
import { normalCdf } from '../../../engine/stats/distributions/normal-cdf.ts';
import { trueCovariance } from '../../../engine/worlds/positions/true-covariance.ts';
import type { World } from '../../../engine/worlds/model/world.ts';

/** What is true of every comparison of a simulated world. */
export interface Truth {
  /** Positions (f, b, n) against the cohort, three a comparison; NaN where there is none. */
  readonly position: Float64Array;
  /** Whether each of the four statements holds, four a comparison: 1, 0 or NaN. */
  readonly statement: Float64Array;
  /** 1 for pupils × subjects given a lasting slow-down. */
  readonly slowed: Uint8Array;
}

/** The four statements of the policy, by its usual thresholds, from true positions (as `truePositionsAsPlaced`) alone. */
export function trueStatements(world: World, comparisons: Comparisons, truePosition: Float64Array): Truth {
  const { results, windows, parameters, truth, pupils } = world;
  const { count } = comparisons;
  const statement = new Float64Array(4 * count).fill(NaN);
  const position = new Float64Array(3 * count);
  const growth = new Float64Array(count).fill(NaN);
  const rows = [comparisons.firstRow, comparisons.baselineRow, comparisons.currentRow];
  for (let c = 0; c < count; c++) {
    const series = comparisons.subject[c] * pupils.count + comparisons.pupil[c];
    rows.forEach((column, at) => {
      const row = column[c];
      position[3 * c + at] = row < 0 ? NaN : truePosition[series * windows.count + results.window[row]];
    });
    const [f, b, n] = position.subarray(3 * c, 3 * c + 3);
    if (Number.isNaN(b + n)) continue;
    const [tf, tb, tn] = rows.map((column) => (column[c] < 0 ? NaN : windows.year[results.window[column[c]]]));
    if (parameters.family === 'gaussian') {
      const r = trueCovariance(parameters, comparisons.subject[c], tb, comparisons.subject[c], tn);
      growth[c] = normalCdf((n - r * b) / Math.sqrt(1 - r * r));
    }
    const change = (n - b) / (tn - tb) - (b - f) / (tb - tf);
    if (tb - tf >= 0.5 && tn - tb >= 0.5) statement[4 * c + 1] = change <= -0.1 ? 1 : 0;
    statement[4 * c + 2] = -b >= 0.5 && n <= b ? 1 : 0;
    statement[4 * c + 3] = n < 0 && b - n >= 0.1 ? 1 : 0;
  }
  if (parameters.family !== 'gaussian') rankGrowth(world, comparisons, position, growth);
  for (let c = 0; c < count; c++) if (!Number.isNaN(growth[c])) statement[4 * c] = growth[c] < 0.25 ? 1 : 0;
  const slowed = Uint8Array.from(comparisons.pupil, (pupil, c) =>
    Number(truth.slowedSdPerYear[comparisons.subject[c] * pupils.count + pupil] > 0),
  );
  return { position, statement, slowed };
}

/** Without a closed form: the percentile among the world's own pupils, by subject and baseline window, from true positions. */
function rankGrowth(world: World, comparisons: Comparisons, position: Float64Array, growth: Float64Array): void {
  const groups = new Map<string, number[]>();
  for (let c = 0; c < comparisons.count; c++) {
    if (Number.isNaN(position[3 * c + 1] + position[3 * c + 2])) continue;
    const window = (column: Int32Array) => world.results.window[column[c]];
    const key = [comparisons.subject[c], window(comparisons.baselineRow), window(comparisons.currentRow)].join();
    const group = groups.get(key);
    if (group) group.push(c);
    else groups.set(key, [c]);
  }
  for (const members of groups.values()) {
    if (members.length < 100) continue;
    const { percentile } = conditionalGrowthPercentiles(
      [Float64Array.from(members, (c) => position[3 * c + 1])],
      Float64Array.from(members, (c) => position[3 * c + 2]),
    );
    members.forEach((c, at) => (growth[c] = percentile[at] / 100));
  }
}
