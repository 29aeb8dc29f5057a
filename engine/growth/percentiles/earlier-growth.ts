import { normalCdf } from '../../stats/distributions/normal-cdf.ts';
import type { Measurements } from '../../scales/measurements.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import { resultStatuses } from '../../tables/assessment-data.ts';
import { chooseComparisons, type ComparisonSettings } from '../comparisons/choose-comparisons.ts';
import type { Comparisons } from '../comparisons/comparisons.ts';
import { growthPairs } from './growth-pairs.ts';

/** Growth up to one window, as it is looked back on. */
export interface WindowGrowth {
  /** Row of the window table. */
  readonly window: number;
  readonly comparisons: Comparisons;
  /** Of 100 pupils who had the same score, how many made less progress, by comparison; NaN where none. */
  readonly percentile: Float64Array;
  /** By comparison: its pair of windows, subject and cohort, and how many pupils are compared in it; −1 and 0 where none. */
  readonly pair: Int32Array;
  readonly peers: Int32Array;
}

const fewest = 11;
const floor = resultStatuses.indexOf('floor');
const ceiling = resultStatuses.indexOf('ceiling');

/**
 * Growth of every pupil up to each window before the current one, for groups over time: a pupil's place among those of the
 * cohort who stood alike in the baseline window, from the positions of both tests taken as bivariate normal.
 *
 *   place = Φ((y − ȳ − b (x − x̄)) / s), b and s of the line through the positions of the pair
 *
 * A line, not the curves of `measureGrowth`: a middle over a group hardly changes with their shape, and one line a pair costs
 * nothing. As there, bands have none, and a result at floor or ceiling counts among the others and has no place of its own.
 *
 * @param current window of the run; only those before it are looked back on
 */
export function earlierGrowth(
  data: AssessmentData,
  measurements: Measurements,
  { current, ...settings }: Partial<ComparisonSettings> & { readonly current: number },
): WindowGrowth[] {
  const windows = data.windows.window.flatMap((name, window) => (window < current ? [{ name, window }] : []));
  return windows.map(({ name, window }) => {
    const comparisons = chooseComparisons(data, measurements, { ...settings, window: name });
    return { window, comparisons, ...placesIn(data, measurements, comparisons) };
  });
}

function placesIn(data: AssessmentData, measurements: Measurements, comparisons: Comparisons) {
  const percentile = new Float64Array(comparisons.count).fill(NaN);
  const pair = new Int32Array(comparisons.count).fill(-1);
  const peers = new Int32Array(comparisons.count);
  growthPairs(data, measurements, comparisons).forEach((of, at) => {
    const scales = [of.baselineScale, of.scale].map((scale) => data.scales[scale]?.class);
    if (scales.includes('ordinal') || of.comparisons.length < fewest) return;
    const residual = residuals(of.comparisons, measurements.observed, comparisons);
    of.comparisons.forEach((i, k) => {
      pair[i] = at;
      peers[i] = of.comparisons.length;
      const status = data.results.status[comparisons.currentRow[i]];
      if (status !== floor && status !== ceiling) percentile[i] = 100 * normalCdf(residual[k]);
    });
  });
  return { percentile, pair, peers };
}

/** What is left of each current position beside the line through the baseline ones, in its own standard deviations. */
function residuals(
  members: readonly number[],
  observed: Float64Array,
  { baselineRow, currentRow }: Comparisons,
): number[] {
  const n = members.length;
  const x = members.map((i) => observed[baselineRow[i]]);
  const y = members.map((i) => observed[currentRow[i]]);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / n;
  const [meanX, meanY] = [mean(x), mean(y)];
  const spread = x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  const slope = spread > 0 ? x.reduce((sum, value, k) => sum + (value - meanX) * (y[k] - meanY), 0) / spread : 0;
  const left = y.map((value, k) => value - meanY - slope * (x[k] - meanX));
  const deviation = Math.sqrt(left.reduce((sum, value) => sum + value ** 2, 0) / Math.max(1, n - 2));
  return left.map((value) => (deviation > 0 ? value / deviation : 0));
}
