import { symmetricEigen } from './symmetric-eigen.ts';

/** The top of a log density: where, and how sharply it falls there. */
export interface DensityMode {
  readonly at: number[];
  readonly peak: number;
  /** −Hessian in units of the spread; size × size. As learnt on the way up, not measured at the top. */
  readonly curvature: Float64Array;
  readonly evaluations: number;
}

/** Differences are taken over this share of a parameter's spread. */
const step = 0.03;
/** A step that gains less log density than this ends the search; it moves no probability by more. */
const closeEnough = 0.01;

/**
 * Mode of a smooth log density, uphill by quasi-Newton steps: only gradients are evaluated (one point a parameter, made
 * symmetric by what is known of the curvature), the curvature is learnt from how they change.
 *
 * @param logDensity of size parameters, on a scale on which it is roughly quadratic
 * @param start where to begin
 * @param spread typical SD of each parameter (its prior's)
 * @param guess −Hessian to begin with, in units of the spread; where there is none it is measured at the start
 * Source: Nocedal & Wright 2006, §6.1 (BFGS); Levenberg's damping.
 */
export function densityMode(
  logDensity: (x: readonly number[]) => number,
  start: readonly number[],
  spread: readonly number[],
  guess?: Float64Array,
): DensityMode {
  const size = start.length;
  let evaluations = 0;
  const density = (x: readonly number[]) => {
    evaluations++;
    return logDensity(x);
  };
  let x = [...start];
  let value = density(x);
  let ahead = aheadOf(density, x, spread);
  const curvature = positive(guess ?? curvatureAt(density, x, value, spread, ahead), size);
  let damping = 1e-3;
  for (let iteration = 0; iteration < 40; iteration++) {
    const gradient = gradientOf(ahead, value, curvature);
    const eigen = symmetricEigen(curvature, size);
    let moved = 0;
    for (let attempt = 0; attempt < 8; attempt++) {
      const move = newtonMove(eigen, gradient, damping);
      const next = x.map((entry, k) => entry + move[k] * spread[k]);
      const nextValue = density(next);
      if (nextValue > value) {
        moved = nextValue - value;
        damping = Math.max(1e-6, damping / 10);
        [x, value] = [next, nextValue];
        if (moved < closeEnough) break;
        ahead = aheadOf(density, x, spread);
        const left = gradientOf(ahead, value, curvature);
        learn(
          curvature,
          move,
          gradient.map((slope, k) => slope - left[k]),
        );
        break;
      }
      damping = Math.max(0.1, damping * 10);
    }
    if (moved < closeEnough) break;
  }
  return { at: x, peak: value, curvature, evaluations };
}

/** Log densities a step up in every parameter. */
function aheadOf(density: (x: readonly number[]) => number, x: readonly number[], spread: readonly number[]): number[] {
  return x.map((entry, k) => density(x.with(k, entry + step * spread[k])));
}

/** Slopes in units of the spread: what a step up gains, but for the half of it that bends down over the step. */
function gradientOf(ahead: readonly number[], value: number, curvature: Float64Array): number[] {
  return ahead.map((up, k) => (up - value) / step + 0.5 * step * curvature[k * ahead.length + k]);
}

/** −Hessian in units of the spread, by differences. */
export function curvatureAt(
  density: (x: readonly number[]) => number,
  x: readonly number[],
  value: number,
  spread: readonly number[],
  ahead: readonly number[] = aheadOf(density, x, spread),
): Float64Array {
  const size = x.length;
  const curvature = new Float64Array(size * size);
  for (let p = 0; p < size; p++) {
    const behind = density(x.with(p, x[p] - step * spread[p]));
    curvature[p * size + p] = (2 * value - ahead[p] - behind) / step ** 2;
    for (let q = 0; q < p; q++) {
      const both = density(x.map((entry, k) => (k === p || k === q ? entry + step * spread[k] : entry)));
      const mixed = (ahead[p] + ahead[q] - both - value) / step ** 2;
      curvature[p * size + q] = mixed;
      curvature[q * size + p] = mixed;
    }
  }
  return curvature;
}

/** The same with every eigenvalue's sign taken away and none under a quarter: a quasi-Newton step needs a hill, not a saddle. */
function positive(curvature: Float64Array, size: number): Float64Array {
  const { values, vectors } = symmetricEigen(curvature, size);
  return Float64Array.from(curvature, (_, at) =>
    values.reduce(
      (sum, value, k) =>
        sum + Math.max(0.25, Math.abs(value)) * vectors[k][Math.floor(at / size)] * vectors[k][at % size],
      0,
    ),
  );
}

/** Makes the curvature explain how far the gradient fell over a move; one that would lose its sign is left as it was. */
function learn(curvature: Float64Array, move: readonly number[], fall: readonly number[]): void {
  const size = move.length;
  const pushed = move.map((_, p) => move.reduce((sum, entry, q) => sum + curvature[p * size + q] * entry, 0));
  const expected = move.reduce((sum, entry, p) => sum + entry * pushed[p], 0);
  const found = move.reduce((sum, entry, p) => sum + entry * fall[p], 0);
  if (!(found > 1e-6 * Math.abs(expected)) || !(expected > 0)) return;
  for (let p = 0; p < size; p++) {
    for (let q = 0; q < size; q++)
      curvature[p * size + q] += (fall[p] * fall[q]) / found - (pushed[p] * pushed[q]) / expected;
  }
}

/** (C + damping)⁻¹ gradient with curvatures kept positive; at most one spread in any direction. */
function newtonMove(
  eigen: { values: number[]; vectors: number[][] },
  gradient: readonly number[],
  damping: number,
): number[] {
  const size = gradient.length;
  const move = Array.from({ length: size }, () => 0);
  for (let k = 0; k < size; k++) {
    const along = eigen.vectors[k].reduce((sum, entry, p) => sum + entry * gradient[p], 0);
    const curvature = Math.abs(eigen.values[k]) * (1 + damping) + damping + 1e-9;
    const length = Math.max(-1, Math.min(1, along / curvature));
    for (let p = 0; p < size; p++) move[p] += length * eigen.vectors[k][p];
  }
  return move;
}
