import { BandedSolver, type QuantileProblem, type SolvedQuantile } from './banded-solver.ts';

export interface QuantilePath {
  /** One solution a τ, in the order of `taus`. */
  readonly solved: SolvedQuantile[];
  readonly counts: { pivots: number; passes: number; repairs: number };
}

/** Every so many-th row is enough to find where to begin. */
const thinning = 16;
const smallProblem = 3000;
/** With no more rows a column than this, the next solution is few pivots from the last vertex and Newton steps do not pay. */
const warmRowsPerColumn = 2000;

/**
 * Solves every τ, the one nearest to ½ first and then outward both ways, each from a prediction by its neighbour's solution:
 * dγ/dτ = H⁻¹ Σ w z, the first-order condition differentiated (Chernozhukov, Fernández-Val & Melly 2020 start from the
 * neighbour itself).
 *
 * The response is taken from its least-squares fit first, so that sums over all rows keep their digits.
 */
export function quantileProcess(problem: QuantileProblem, taus: Float64Array): QuantilePath {
  const centre = leastSquares(problem);
  const centred = { ...problem, response: residualsAt(problem, centre) };
  const solver = new BandedSolver(centred);
  const order = Array.from(taus.keys()).sort((a, b) => taus[a] - taus[b]);
  const solved = new Array<SolvedQuantile>(taus.length);
  if (order.length > 0) {
    let first = 0;
    order.forEach((t, place) => {
      if (Math.abs(taus[t] - 0.5) < Math.abs(taus[order[first]] - 0.5)) first = place;
    });
    const middle = taus[order[first]];
    const start = solver.solve(middle, startingPoint(centred, middle), bandSize(solver, 0.5));
    solved[order[first]] = start;
    const nearby = centred.response.length <= warmRowsPerColumn * centred.rank;
    for (const way of [1, -1]) {
      let before = order[first];
      for (let place = first + way; place >= 0 && place < order.length; place += way) {
        const t = order[place];
        const apart = taus[t] - taus[before];
        // The way down starts again at the middle; the curvature known then is that of the other end.
        const again = way < 0 && before === order[first];
        const guess = again ? start.point : nearby ? null : solver.predict(solved[before].point, apart);
        solved[t] = solver.solve(taus[t], guess, bandSize(solver, again ? Math.max(apart, 0.1) : Math.abs(apart)));
        before = t;
      }
    }
  }
  for (const one of solved) for (let j = 0; j < centre.length; j++) one.point[j] += centre[j];
  return { solved, counts: { pivots: solver.search.pivots, passes: solver.passes, repairs: solver.repairs } };
}

/**
 * How many rows the band should hold: what the prediction may be wrong by, in rows, is about √(n p Δτ), and the curvature
 * needs some 25 a column.
 */
function bandSize({ problem }: BandedSolver, apart: number): number {
  const n = problem.response.length;
  return Math.ceil(8 * Math.sqrt(n * problem.rank * apart) + 25 * problem.rank);
}

/** The solution on every 16th row, found from the solution on every 256th …; the least-squares fit where rows are few. */
function startingPoint(problem: QuantileProblem, tau: number): Float64Array {
  const n = problem.response.length;
  const zero = new Float64Array(problem.stride);
  if (n <= smallProblem) return zero;
  const fewer = everyFewRows(problem);
  const solver = new BandedSolver(fewer);
  return solver.solve(tau, startingPoint(fewer, tau), bandSize(solver, 0.5)).point;
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
