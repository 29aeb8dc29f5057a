import { studentTCdf, studentTQuantile } from './student-t-cdf.ts';

/** Student’s t stretched on the upper side by `skew` and on the lower by 1/`skew`, moved so that its mean is 0. */
export interface SkewedT {
  /** Degrees of freedom, over 2. */
  readonly freedom: number;
  /** Over 0; 1 is symmetrical, more has the longer tail above. */
  readonly skew: number;
}

/**
 * P(T ≤ x). Where the two halves meet lies the mode, below the mean for a skew over 1.
 *
 * @see Fernández & Steel (1998), JASA 93, 359–371
 */
export function skewedTCdf(x: number, shape: SkewedT): number {
  const { freedom, skew } = shape;
  const fromMode = x - modeOf(shape);
  const below = 1 / (1 + skew ** 2);
  return fromMode < 0
    ? 2 * below * studentTCdf(fromMode * skew, freedom)
    : below + (1 - below) * (2 * studentTCdf(fromMode / skew, freedom) - 1);
}

/** The x with skewedTCdf(x) = probability. */
export function skewedTQuantile(probability: number, shape: SkewedT): number {
  const { freedom, skew } = shape;
  const below = 1 / (1 + skew ** 2);
  const fromMode =
    probability < below
      ? studentTQuantile(probability / (2 * below), freedom) / skew
      : studentTQuantile((1 + (probability - below) / (1 - below)) / 2, freedom) * skew;
  return modeOf(shape) + fromMode;
}

/** The log density, with what does not depend on x worked out once. */
export function skewedTLogDensity(shape: SkewedT): (x: number) => number {
  const { freedom, skew } = shape;
  const mode = modeOf(shape);
  const top = Math.log(2 / (skew + 1 / skew)) + logConstant(freedom);
  const power = (freedom + 1) / 2;
  return (x) => {
    const z = x < mode ? (x - mode) * skew : (x - mode) / skew;
    return top - power * Math.log1p((z * z) / freedom);
  };
}

/** Variance; the mean is 0. */
export function skewedTVariance(shape: SkewedT): number {
  const { freedom, skew } = shape;
  const square = ((freedom / (freedom - 2)) * (skew ** 3 + skew ** -3)) / (skew + 1 / skew);
  return square - modeOf(shape) ** 2;
}

/** −E of the distribution with its mode at 0: −(skew − 1/skew) · E|t|. */
function modeOf({ freedom, skew }: SkewedT): number {
  if (skew === 1) return 0;
  const meanSize = (2 * freedom * Math.exp(logConstant(freedom))) / (freedom - 1);
  return -(skew - 1 / skew) * meanSize;
}

/** log of Γ((ν + 1)/2) / (Γ(ν/2) √(πν)), for whole ν by Γ(x + 1) = xΓ(x). */
function logConstant(freedom: number): number {
  return logGammaOfHalf(freedom + 1) - logGammaOfHalf(freedom) - 0.5 * Math.log(Math.PI * freedom);
}

function logGammaOfHalf(doubled: number): number {
  if (doubled === 1) return 0.5 * Math.log(Math.PI);
  return doubled === 2 ? 0 : Math.log((doubled - 2) / 2) + logGammaOfHalf(doubled - 2);
}
