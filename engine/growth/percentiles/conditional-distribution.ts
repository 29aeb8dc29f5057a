import { bsplineEvaluator, type BsplineEvaluator } from '../../stats/splines/bspline-basis.ts';
import { studentTCdf, studentTQuantile } from '../../stats/distributions/student-t-cdf.ts';
import type { GrowthFit, GrowthOrder } from './growth-fit.ts';
import { countBelow } from '../../stats/count-below.ts';

/** The lowest and highest growth percentile there is: the middle of what lies beyond the outermost quantile. */
const lowestPercentile = 0.25;
const highestPercentile = 99.75;

/** Evaluates one order of a fit at one set of earlier scores at a time. Everything after `at` belongs to those scores. */
export interface ConditionalDistribution {
  /** Moves to the pupil with these earlier scores (latest first), row `row` of the columns. */
  at(priors: readonly Float64Array[], row: number): void;
  /** Σ (x′v)² / peers. */
  leverage(): number;
  /** The outcome's quantile at `probability`, linear between the fitted ones, held beyond the outermost. */
  quantile(probability: number): number;
  /** Growth percentile of `outcome`, by the fit's rule. */
  percentile(outcome: number): number;
  /** The row of the design: intercept, then the curves' columns. */
  readonly design: Float64Array;
}

/**
 * The distribution of the outcome under one order of a fit, by its method; ask nothing of it before `at`. The earlier
 * scores must be there: whoever has a pupil with a missing one takes another order. Method `none` gives NaN.
 */
export function conditionalDistribution(fit: GrowthFit, order: GrowthOrder): ConditionalDistribution {
  const row = designRow(order);
  const leverage = (): number => {
    let sum = 0;
    for (const combination of order.orthonormal) sum += row.dot(combination) ** 2;
    return sum / order.peers;
  };
  const own = order.method === 'quantile' ? quantileForm(fit, order, row) : gaussianForm(fit, order, row, leverage);
  return { design: row.design, leverage, ...own };
}

interface DesignRow {
  readonly design: Float64Array;
  /** Columns that are not 0, ascending: the intercept and degree + 1 of each curve; `filled` of them. */
  readonly columns: Int32Array;
  filled: number;
  fill(priors: readonly Float64Array[], at: number): void;
  dot(coefficients: readonly number[]): number;
}

function designRow({ curves }: GrowthOrder): DesignRow {
  const evaluators = curves.map((curve) => (curve ? bsplineEvaluator(curve) : null));
  const columns = evaluators.reduce((sum, one) => sum + (one?.columns ?? 0), 1);
  const design = new Float64Array(columns);
  const values = new Float64Array(10);
  const used = new Int32Array(columns);
  const fill = (priors: readonly Float64Array[], at: number): void => {
    design.fill(0);
    design[0] = 1;
    let filled = 1;
    let offset = 1;
    evaluators.forEach((evaluator: BsplineEvaluator | null, k) => {
      if (!evaluator) return;
      const first = evaluator.evaluate(priors[k][at], values);
      for (let j = first === 0 ? 1 : 0; j <= evaluator.degree; j++) {
        used[filled] = offset + first + j - 1;
        design[used[filled++]] = values[j];
      }
      offset += evaluator.columns;
    });
    row.filled = filled;
  };
  const dot = (coefficients: readonly number[]): number => {
    let sum = 0;
    for (let u = 0; u < row.filled; u++) sum += design[used[u]] * coefficients[used[u]];
    return sum;
  };
  const row: DesignRow = { design, columns: used, filled: 0, fill, dot };
  return row;
}

type Form = Omit<ConditionalDistribution, 'design' | 'leverage'>;

function quantileForm(fit: GrowthFit, order: GrowthOrder, row: DesignRow): Form {
  const count = fit.taus.length;
  const p = row.design.length;
  // By column, so that a row's few columns are each read in one go.
  const coefficients = Float64Array.from(
    { length: p * count },
    (_, i) => order.coefficients[i % count][Math.floor(i / count)],
  );
  const fitted = new Float64Array(count);
  const sorted = new Float64Array(count);
  const taus = Float64Array.from(fit.taus);
  const rounding = fit.rule === 'sgp' ? 1e5 : 0;
  const at = (priors: readonly Float64Array[], from: number): void => {
    row.fill(priors, from);
    fitted.fill(0);
    for (let u = 0; u < row.filled; u++) {
      const value = row.design[row.columns[u]];
      for (let t = 0, c = row.columns[u] * count; t < count; t++, c++) fitted[t] += value * coefficients[c];
    }
    for (let t = 0; t < count; t++) {
      let value = fitted[t];
      if (rounding) value = Math.round(value * rounding) / rounding;
      // Sorted as they come: Chernozhukov, Fernández-Val & Galichon (2010).
      let place = t;
      while (place > 0 && sorted[place - 1] > value) {
        sorted[place] = sorted[place - 1];
        place--;
      }
      sorted[place] = value;
    }
  };
  const quantile = (probability: number): number => interpolate(taus, sorted, probability);
  const percentile = (outcome: number): number => {
    if (fit.rule === 'sgp') return Math.min(99, Math.max(1, countBelow(sorted, outcome)));
    if (fit.unit === 0) return shareBelow(taus, sorted, outcome);
    return (shareBelow(taus, sorted, outcome - fit.unit / 2) + shareBelow(taus, sorted, outcome + fit.unit / 2)) / 2;
  };
  return { at, quantile, percentile };
}

/** Normal given the earlier scores, with the estimated mean and variance allowed for: Student's t of a new pupil. */
function gaussianForm(fit: GrowthFit, order: GrowthOrder, row: DesignRow, leverage: () => number): Form {
  const degreesOfFreedom = order.peers - order.orthonormal.length;
  let mean = NaN;
  let deviation = NaN;
  const at = (priors: readonly Float64Array[], from: number): void => {
    row.fill(priors, from);
    mean = order.method === 'gaussian' ? row.dot(order.coefficients[0]) : NaN;
    deviation = Math.sqrt((order.squaredResiduals / degreesOfFreedom) * (1 + leverage()));
  };
  const percentile = (outcome: number): number =>
    studentPercentile(outcome, fit, { mean, deviation, degreesOfFreedom });
  const quantile = (probability: number): number =>
    deviation > 0 ? mean + deviation * studentTQuantile(probability, degreesOfFreedom) : mean;
  return { at, quantile, percentile };
}

/** Growth percentile where the outcome less its mean, over its deviation, follows Student's t. */
export function studentPercentile(
  outcome: number,
  { unit, rule }: Pick<GrowthFit, 'unit' | 'rule'>,
  { mean, deviation, degreesOfFreedom }: { mean: number; deviation: number; degreesOfFreedom: number },
): number {
  if (Number.isNaN(outcome) || Number.isNaN(mean)) return NaN;
  const below = (value: number): number => {
    if (!(deviation > 1e-12 * Math.abs(mean)))
      return value < mean - 1e-9 * Math.abs(mean) ? 0 : value > mean + 1e-9 * Math.abs(mean) ? 1 : 0.5;
    return studentTCdf((value - mean) / deviation, degreesOfFreedom);
  };
  const share = 50 * (below(outcome - unit / 2) + below(outcome + unit / 2));
  if (rule === 'sgp') return Math.min(99, Math.max(1, Math.round(share)));
  return Math.min(highestPercentile, Math.max(lowestPercentile, share));
}

/**
 * 100·F̂(value): linear between the sorted quantiles; where several are equal, the middle of the jump.
 *
 * Fitted quantiles pass exactly through some of the peers, so equality is judged with room for rounding.
 */
function shareBelow(taus: Float64Array, sorted: Float64Array, value: number): number {
  const count = sorted.length;
  const first = sorted[0];
  const last = sorted[count - 1];
  const room = 1e-9 * (last - first) + 1e-12 * Math.max(Math.abs(first), Math.abs(last));
  const below = countBelow(sorted, value - room);
  let through = below;
  while (through < count && sorted[through] <= value + room) through++;
  if (through > below) return 50 * (taus[below] + taus[through - 1]);
  if (below === 0) return lowestPercentile;
  if (below === count) return highestPercentile;
  const part = (value - sorted[below - 1]) / (sorted[below] - sorted[below - 1]);
  return 100 * (taus[below - 1] + part * (taus[below] - taus[below - 1]));
}

function interpolate(taus: Float64Array, sorted: Float64Array, probability: number): number {
  const above = countBelow(taus, probability);
  if (above === 0) return sorted[0];
  if (above === taus.length) return sorted[taus.length - 1];
  const part = (probability - taus[above - 1]) / (taus[above] - taus[above - 1]);
  return sorted[above - 1] + part * (sorted[above] - sorted[above - 1]);
}
