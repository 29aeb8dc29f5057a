import { BandedSolver, type SolvedQuantile } from './banded-solver.ts';
import type { QuantileProblem } from './quantile-problem.ts';

export interface QuantilePath {
  /** One solution a τ, in the order of `taus`. */
  readonly solved: SolvedQuantile[];
  readonly counts: { pivots: number; passes: number; repairs: number };
}

/** Every so many-th row is enough to find where to begin. */
const thinning = 16;
const smallProblem = 3000;
/** With no more rows a column than this, the next solution is few pivots from the last vertex and Newton steps do not pay. */
const warmRowsPerColumn = 400;
/** From this many rows, walks go over the share of rows that is near. */
const partFrom = 20000;
const partShare = 0.15;

/**
 * Solves every τ, the one nearest to ½ first and then outward both ways, each from a prediction by its neighbour's solution:
 * dγ/dτ = H⁻¹ Σ w z, the first-order condition differentiated (Chernozhukov, Fernández-Val & Melly 2020 start from the
 * neighbour itself).
 *
 * The response is taken from its least-squares fit first, so that sums over all rows keep their digits.
 */
export function quantileProcess(problem: QuantileProblem, taus: Float64Array, pivotLimit = Infinity): QuantilePath {
  const centre = leastSquares(problem);
  const centred = { ...problem, response: residualsAt(problem, centre) };
  const solver = new BandedSolver(centred);
  solver.pivotLimit = pivotLimit;
  const order = Array.from(taus.keys()).sort((a, b) => taus[a] - taus[b]);
  const solved = Array.from<SolvedQuantile>({ length: taus.length });
  let repairs = 0;
  let passes = 0;
  if (order.length > 0) {
    let first = 0;
    order.forEach((t, place) => {
      if (Math.abs(taus[t] - 0.5) < Math.abs(taus[order[first]] - 0.5)) first = place;
    });
    const middle = taus[order[first]];
    solved[order[first]] = solver.solve(middle, startingPoint(centred, middle), bandSize(centred, 0.5));
    const curvature = solver.curvature.save();
    for (const way of [1, -1]) {
      const tail = way > 0 ? order.slice(first) : order.slice(0, first + 1).toReversed();
      solver.curvature.restore(curvature);
      const counts = walkOutward(solver, taus, tail, solved);
      repairs += counts.repairs;
      passes += counts.passes;
    }
  }
  solver.search.release();
  for (const one of solved) for (let j = 0; j < centre.length; j++) one.point[j] += centre[j];
  return {
    solved,
    counts: { pivots: solver.search.pivots, passes: solver.passes + passes, repairs: solver.repairs + repairs },
  };
}

/**
 * Solves the τ of `tail` after its first, each from the one before. Where rows are many, on the rows near the next few
 * solutions alone, for as long as these hold for all rows.
 */
function walkOutward(whole: BandedSolver, taus: Float64Array, tail: readonly number[], solved: SolvedQuantile[]) {
  const { problem } = whole;
  const n = problem.response.length;
  const counts = { repairs: 0, passes: 0 };
  const warm = n <= warmRowsPerColumn * problem.rank;
  let part: ReturnType<BandedSolver['near']> | null = null;
  let centre: Float64Array = new Float64Array(problem.stride);
  for (let place = 1; place < tail.length; place++) {
    const before = solved[tail[place - 1]].point;
    const apart = taus[tail[place]] - taus[tail[place - 1]];
    const wanted = bandSize(problem, Math.abs(apart));
    const tau = taus[tail[place]];
    const partly = n > partFrom && wanted < (partShare * n) / 8;
    if (warm || !partly) {
      // After the walk the other way the last vertex is no neighbour.
      const guess = warm && place > 1 ? null : whole.predict(before, apart);
      solved[tail[place]] = whole.solve(tau, guess, wanted);
      continue;
    }
    for (let fresh = part === null; ; fresh = true) {
      if (fresh) {
        if (part) counts.passes += (part.solver.passes * part.solver.problem.response.length) / n;
        if (part) counts.repairs += part.solver.repairs;
        centre = whole.predict(
          before,
          (2 * taus[tail[Math.min(place + 1, tail.length - 1)]] + tau) / 3 - taus[tail[place - 1]],
        );
        part = whole.near(centre, partShare);
      }
      const one: SolvedQuantile = part!.solver.solve(tau, part!.solver.predict(before, apart), wanted);
      const moved = Math.hypot(...one.point.map((value, j) => value - centre[j]));
      if (!one.limited && moved < 0.99 * part!.reach) {
        solved[tail[place]] = one;
        break;
      }
      if (!fresh) continue;
      solved[tail[place]] = whole.solve(tau, whole.predict(before, apart), wanted);
      part = null;
      break;
    }
  }
  return counts;
}

/**
 * How many rows the band should hold: what the prediction may be wrong by, in rows, is about √(n p Δτ); ten times that
 * and a few rows a column were quickest in test/bench/growth.ts.
 */
function bandSize({ response, rank }: QuantileProblem, apart: number): number {
  const n = response.length;
  return Math.ceil(10 * Math.sqrt(n * rank * apart) + 3 * rank);
}

/** The solution on every 16th row, found from the solution on every 256th …; the least-squares fit where rows are few. */
function startingPoint(problem: QuantileProblem, tau: number): Float64Array {
  const n = problem.response.length;
  const zero = new Float64Array(problem.stride);
  if (n <= smallProblem) return zero;
  const fewer = everyFewRows(problem);
  const solver = new BandedSolver(fewer);
  const { point } = solver.solve(tau, startingPoint(fewer, tau), bandSize(fewer, 0.5));
  solver.search.release();
  return point;
}

function everyFewRows({ rows, stride, rank, response, weights }: QuantileProblem): QuantileProblem {
  const count = Math.floor(response.length / thinning);
  const fewer = {
    rows: new Float64Array(count * stride),
    stride,
    rank,
    response: new Float64Array(count),
    weights: new Float64Array(count),
  };
  for (let i = 0; i < count; i++) {
    // Not always the same place among sixteen: rows may stand in a pattern.
    const from = i * thinning + (Math.imul(i + 1, 0x9e3779b1) >>> 28);
    fewer.response[i] = response[from];
    fewer.weights[i] = weights[from];
    for (let j = 0; j < stride; j++) fewer.rows[i * stride + j] = rows[from * stride + j];
  }
  return fewer;
}

/** The columns are orthonormal, so each coefficient is a mean. */
function leastSquares({ rows, stride, response, weights }: QuantileProblem): Float64Array {
  const point = new Float64Array(stride);
  let total = 0;
  for (let i = 0, at = 0; i < response.length; i++) {
    const part = weights[i] * response[i];
    total += weights[i];
    for (let j = 0; j < stride; j++, at++) point[j] += part * rows[at];
  }
  return point.map((sum) => sum / total);
}

function residualsAt({ rows, stride, response }: QuantileProblem, point: Float64Array): Float64Array {
  const residuals = response.slice();
  for (let i = 0, at = 0; i < response.length; i++) {
    let fit = 0;
    for (let j = 0; j < stride; j++, at++) fit += rows[at] * point[j];
    residuals[i] -= fit;
  }
  return residuals;
}
