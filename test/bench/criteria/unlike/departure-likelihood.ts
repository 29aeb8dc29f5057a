import type { UnlikeSettings } from '../generators/unlike-settings.ts';

/** Wild errors considered together, of the likeliest so many scores. */
const wildPairsOf = 6;

/**
 * Log likelihood (without what is the same for all events) of departures from ordinary growth: no wild error, any one, or two
 * of the likeliest. One added variance changes a normal likelihood in closed form, and so do two.
 */
export function departureLikelihood(
  precision: Float64Array,
  error: Float64Array,
  { wildShare, wildRatio }: UnlikeSettings,
) {
  const n = error.length;
  const odds = Math.log(wildShare / (1 - wildShare));
  // Of scores i and j, both wild: i = j stands for one alone.
  const less = error.map((variance, i) => 1 / (variance * (wildRatio ** 2 - 1)) + precision[i * n + i]);
  const added = error.map((variance) => variance * (wildRatio ** 2 - 1));
  const constant = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const both = less[i] * less[j] - precision[i * n + j] ** 2;
      constant[i * n + j] =
        i === j ? odds - 0.5 * Math.log(added[i] * less[i]) : 2 * odds - 0.5 * Math.log(added[i] * added[j] * both);
    }
  }
  const pulled = new Float64Array(n);
  const single = new Float64Array(n);
  const likeliest: number[] = [];
  return (departure: Float64Array): number => {
    let quadratic = 0;
    let sum = 1;
    likeliest.length = 0;
    for (let i = 0; i < n; i++) {
      let value = 0;
      for (let j = 0; j < n; j++) value += precision[i * n + j] * departure[j];
      pulled[i] = value;
      quadratic += value * departure[i];
      single[i] = constant[i * n + i] + (0.5 * value * value) / less[i];
      sum += Math.exp(single[i]);
      let at = likeliest.length;
      while (at > 0 && single[likeliest[at - 1]] < single[i]) at--;
      if (at < wildPairsOf) likeliest.splice(at, 0, i);
      if (likeliest.length > wildPairsOf) likeliest.pop();
    }
    for (let first = 0; first < likeliest.length; first++) {
      const i = likeliest[first];
      for (let second = first + 1; second < likeliest.length; second++) {
        const j = likeliest[second];
        const b = precision[i * n + j];
        const determinant = less[i] * less[j] - b * b;
        const [pi, pj] = [pulled[i], pulled[j]];
        const gain = (less[j] * pi * pi - 2 * b * pi * pj + less[i] * pj * pj) / determinant;
        sum += Math.exp(constant[i * n + j] + 0.5 * gain);
      }
    }
    return -0.5 * quadratic + Math.log(sum);
  };
}
