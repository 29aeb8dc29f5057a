import { normalQuantile } from '../../../engine/stats/distributions/normal-quantile.ts';
import type { World } from '../../../engine/worlds/model/world.ts';

/** What a benchmark may see of a world's results. */
export interface SeenResults {
  /** By result: what the sitting showed, in SD of true position; of a grade only what it tells. */
  readonly observed: Float64Array;
  /** Error variance that grades add, subject × window. */
  readonly extraError: Float64Array;
}

/**
 * What is left of the sittings when some papers are marked with grades: the best number for each grade, as unbiased as an
 * ungraded result, with the error that grading adds. For normal results cut into bands of known shares, a band's number is its
 * mean; the means have variance λ of the whole, so mean/λ is unbiased, with error variance (1 − λ)/λ of the whole.
 */
export function gradesAsNumbers({ results, scales, subjects, windows, parameters }: World): SeenResults {
  const observed = results.observed.slice();
  const extraError = new Float64Array(subjects.length * windows.count);
  scales.forEach((scale, subject) => {
    if (scale.class !== 'ordinal') return;
    const whole = 1 + parameters.errorVariances[subject];
    for (let window = 0; window < windows.count; window++) {
      const rows = [...results.subject.keys()].filter(
        (row) =>
          results.subject[row] === subject && results.window[row] === window && !Number.isNaN(results.observed[row]),
      );
      const shares = scale.grades.map(
        (_, grade) => rows.filter((row) => results.value[row] === grade).length / rows.length,
      );
      const means = bandMeans(shares);
      const between = means.reduce((sum, mean, grade) => sum + shares[grade] * mean ** 2, 0);
      extraError[subject * windows.count + window] = (whole * (1 - between)) / between;
      for (const row of rows) observed[row] = (Math.sqrt(whole) * means[results.value[row]]) / between;
    }
  });
  return { observed, extraError };
}

/** Means of a standard normal within bands of these shares, lowest first; 0 for an empty band. */
function bandMeans(shares: readonly number[]): number[] {
  let below = 0;
  let heightBelow = 0;
  return shares.map((share) => {
    below += share;
    const cut = below > 1 - 1e-12 ? Infinity : normalQuantile(below);
    const height = Math.exp(-0.5 * cut * cut) / Math.sqrt(2 * Math.PI);
    const mean = share === 0 ? 0 : (heightBelow - height) / share;
    heightBelow = height;
    return mean;
  });
}
