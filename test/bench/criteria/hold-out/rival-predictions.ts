import { quantileRegression } from '../../../../engine/index.ts';
import { linearMixedModel, type Series } from '../unlike/linear-mixed-model.ts';
import type { HeldOutScores } from './held-out-scores.ts';
import { normalPrediction, type Prediction, type Predictor } from './prediction.ts';

/** Fewest pairs of scores that quantile lines are fitted to. */
const enoughPairs = 200;
const taus = Float64Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100);

/**
 * The methods at hand elsewhere, each fitted to the scores that are not held out, subject by subject: a linear mixed model (with three
 * scores and more a pupil somewhere), the last score carried forward with the variance that consecutive scores differ by, and
 * quantile regression of a score on the one before it.
 */
export function rivalPredictions(held: HeldOutScores): Readonly<Record<string, Predictor>> {
  const { scores, train } = held;
  const subjects = [...new Set(train.subject)];
  const seriesOf = (rows: readonly number[], of: typeof scores): Series => ({
    years: rows.map((row) => of.year[row]),
    values: rows.map((row) => of.observed[row]),
  });
  const mixed = new Map<number, ReturnType<typeof linearMixedModel>>();
  const steps = new Map<number, number>();
  const quantiles = new Map<number, ((from: number) => Prediction) | null>();
  for (const subject of subjects) {
    const rows = [...train.subject.keys()].filter((row) => train.subject[row] === subject);
    const series = [...Map.groupBy(rows, (row) => train.pupil[row]).values()];
    mixed.set(subject, linearMixedModel(series.map((own) => seriesOf(own, train))));
    const pairs = series.flatMap((own) =>
      own.slice(1).map((row, at) => [train.observed[own[at]], train.observed[row]] as const),
    );
    steps.set(subject, pairs.reduce((sum, [from, to]) => sum + (to - from) ** 2, 0) / pairs.length);
    quantiles.set(subject, pairs.length < enoughPairs ? null : quantileLines(pairs));
  }
  const carried: Predictor = (row) => {
    const step = steps.get(scores.subject[row])!;
    // With one score a pupil nothing says how much scores differ: as much as two unrelated ones.
    return normalPrediction(scores.observed[row - 1], Number.isFinite(step) && step > 0 ? step : 2);
  };
  const rivals: Record<string, Predictor> = {
    'linear mixed model': (row) => {
      const model = mixed.get(scores.subject[row])!;
      const { mean, variance } = model.predict(seriesOf(held.before(row), scores), scores.year[row]);
      return normalPrediction(mean, variance);
    },
    'last score carried forward': carried,
  };
  if ([...quantiles.values()].every((lines) => lines !== null)) {
    rivals['quantile regression'] = (row) => quantiles.get(scores.subject[row])!(scores.observed[row - 1]);
  }
  return rivals;
}

/** Straight lines at 100 levels; between them the distribution is linear, beyond them it falls off as a normal one. */
function quantileLines(pairs: readonly (readonly [number, number])[]): (from: number) => Prediction {
  const x = Float64Array.from(pairs, ([from]) => from);
  const y = Float64Array.from(pairs, ([, to]) => to);
  const { coefficients } = quantileRegression([x.map(() => 1), x], y, taus);
  return (from) => {
    const at = Float64Array.from(coefficients, ([a, b]) => a + b * from).sort();
    const mean = at.reduce((sum, value) => sum + value, 0) / at.length;
    const spread = at.reduce((sum, value) => sum + (value - mean) ** 2, 0) / at.length;
    const tail = normalPrediction(mean, spread);
    const below = (value: number) => {
      if (value < at[0] || value > at[99]) return tail.below(value);
      const next = Math.max(
        1,
        at.findIndex((one) => one >= value),
      );
      const width = at[next] - at[next - 1];
      return (next - 0.5 + (width > 0 ? (value - at[next - 1]) / width : 0)) / 100;
    };
    // Ten levels wide, so that a density is no accident of two neighbouring lines; a little of the normal one mixed in.
    const logDensity = (value: number) => {
      const next = at.findIndex((one) => one >= value);
      const smooth = Math.exp(tail.logDensity(value));
      if (next < 5 || next > 94) return Math.log(smooth);
      return Math.log(0.9 * (0.1 / (at[next + 5] - at[next - 5])) + 0.1 * smooth);
    };
    return { mean, below, logDensity };
  };
}
