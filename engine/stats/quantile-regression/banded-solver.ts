// Longer than 200 lines: the steps from a guess to a proven vertex, each of which takes over where the last one left the search.
import { bandGradient, smoothBandGradient } from './band-gradient.ts';
import { Curvature } from './curvature.ts';
import { edgesOfVertex, exactVertex } from './exact-vertex.ts';
import type { QuantileProblem } from './quantile-problem.ts';
import { below, type RowsOutside, RowSides } from './row-sides.ts';
import { type Band, VertexSearch } from './vertex-search.ts';

export interface SolvedQuantile {
  readonly point: Float64Array;
  readonly checkLoss: number;
  /** Check loss less the value of a feasible dual point: the most by which the loss can exceed the optimum. */
  readonly dualityGap: number;
  readonly limited: boolean;
}

/** The solver of the whole problem that a part was taken from. */
interface Whole {
  readonly outside: RowsOutside;
  readonly search: VertexSearch;
  readonly curvature: Curvature;
}

/** Edges that miss their own rows by more are computed afresh. */
const edgeTolerance = 1e-10;

/** Numbers of a design that are few enough to keep them all where the kernels reach them. */
const smallDesign = 400_000;

/**
 * Solves one τ after another, each from a guess, touching few rows.
 *
 * guess ─ residuals of all rows ─ band of the nearest rows, the rest count by their side (Portnoy & Koenker 1997)
 *       ─ Newton steps on the band ─ descent over vertices ─ proof that no row outside the band changed side, else repair
 *
 * Every answer is an exact vertex with its dual; the guess, the band and the Newton steps only decide how soon it is found.
 */
export class BandedSolver {
  readonly problem: QuantileProblem;
  readonly curvature: Curvature;
  readonly search: VertexSearch;
  /** Most vertices one search may walk over, if that is fewer than a search of its size may. */
  pivotLimit = Infinity;
  repairs = 0;
  private readonly sides: RowSides;
  private readonly partial: boolean;
  private readonly step: Float64Array;
  private readonly directions: Float64Array;
  /** Rows of the last vertex; −1 where there was none. */
  private readonly basisRows: Int32Array;

  constructor(problem: QuantileProblem, whole: Whole | null = null) {
    const { rows, stride, rank, response } = problem;
    const n = response.length;
    const small = whole === null && n * stride <= smallDesign;
    this.problem = problem;
    this.partial = whole !== null;
    this.curvature = whole?.curvature ?? new Curvature(rank, stride);
    this.search =
      whole?.search ??
      new VertexSearch(rank, stride, small ? { capacity: n, all: rows } : { capacity: Math.min(n, 1024) });
    this.sides = new RowSides(problem, this.search, small, whole?.outside ?? null);
    this.step = new Float64Array(stride);
    this.basisRows = new Int32Array(rank).fill(-1);
    this.directions = new Float64Array(rank * stride);
  }

  /** Times that all rows were gone through. */
  get passes(): number {
    return this.sides.passes;
  }

  private get band(): Band {
    return this.search.band;
  }

  /**
   * The same problem on the `share` of rows nearest to `point` alone, the others counted by the side they are on. Its
   * solutions hold for the whole problem as long as they lie within `reach` of `point`.
   */
  near(point: Float64Array, share: number): { solver: BandedSolver; reach: number } {
    const { search, curvature } = this;
    const { part, outside, reach } = this.sides.partNear(point, share);
    const solver = new BandedSolver(part, { outside, search, curvature });
    solver.pivotLimit = this.pivotLimit;
    return { solver, reach };
  }

  /**
   * @param guess a point near the solution, not changed; null: the vertex of the τ solved last
   * @param wanted about how many rows the band should hold
   */
  solve(tau: number, guess: Float64Array | null, wanted: number): SolvedQuantile {
    const { search, problem } = this;
    const n = problem.response.length;
    const limit = Math.min(this.pivotLimit, 300 + 40 * problem.rank);
    let rowsWanted = wanted;
    let warm = guess === null && this.returnToVertex();
    let from = warm || guess === null ? search.point.slice() : guess;
    for (let attempt = 0; ; attempt++) {
      const whole = rowsWanted >= n / 2;
      if (whole && this.partial) return { point: from, checkLoss: NaN, dualityGap: Infinity, limited: true };
      this.sides.classify(from, whole ? n : rowsWanted);
      search.point.set(from);
      if (!warm && !whole && !this.newtonSteps(tau) && attempt < 4) {
        // The solution lies beyond what this band tells about: look again from as far as it leads.
        from = search.point.slice();
        continue;
      }
      if (warm) this.findBasis();
      else this.startFree();
      bandGradient(search, this.sides, tau);
      // A search of all rows may take longer, but not without end: about 4e9 multiplications.
      const longest = Math.max(2000, Math.min(20 * n, 4e9 / (n * problem.stride)));
      const end = this.searchAndRepair(tau, whole ? Math.min(this.pivotLimit, longest) : limit);
      this.sides.settleBand();
      if (end === 'optimal' || whole) return this.certify(tau, end !== 'optimal');
      this.repairs++;
      // From a vertex the search goes on with a wider band around where it is; else it starts again from the guess.
      warm = this.keepBasis();
      if (warm) from = search.point.slice();
      rowsWanted *= warm ? 2 : 4;
    }
  }

  /** Where the solution moves when τ does, to first order; the last solution itself where the curvature is not known. */
  predict(point: Float64Array, apart: number): Float64Array {
    const guess = point.slice();
    if (!this.curvature.known) return guess;
    const gradient = this.sides.totalRow.map((sum) => sum * apart);
    this.curvature.solve(gradient, this.step);
    for (let j = 0; j < guess.length; j++) guess[j] += this.step[j];
    return guess.every(Number.isFinite) ? guess : point;
  }

  /**
   * Newton steps on the band for the smoothed loss, less smooth each time, the rows outside held on their sides.
   *
   * @returns false where the steps want to go further than the band tells about
   */
  private newtonSteps(tau: number): boolean {
    const { band, curvature, step, search, sides } = this;
    const { reach } = sides;
    const { stride, rank } = this.problem;
    const every = Math.max(1, Math.floor(band.count / (60 * rank)));
    curvature.estimate(band, reach, every);
    if (!curvature.known) return true;
    let travelled = 0;
    for (let round = 0; round < 3; round++) {
      smoothBandGradient(search, sides, tau, reach / 2 ** round);
      curvature.solve(search.gradient, step);
      const furthest = search.furthestAlong(step, sides.heavyLength);
      const room = 0.8 * reach - travelled;
      const factor = furthest > room ? room / furthest : 1;
      travelled += factor * furthest;
      for (let j = 0; j < stride; j++) search.point[j] += factor * step[j];
      search.shift(factor);
      if (factor < 1) return false;
      if (furthest * band.count < reach) break;
    }
    return true;
  }

  private startFree(): void {
    const { search, curvature, directions } = this;
    if (curvature.known) curvature.directions(directions);
    search.startFree(curvature.known ? directions : null);
  }

  /** Searches the band until no row outside it is on the wrong side of what was found. */
  private searchAndRepair(tau: number, limit: number): 'optimal' | 'left-band' | 'limit' {
    const { search } = this;
    let renewed = false;
    for (let round = 0; round < 20; round++) {
      const end = search.search(tau, 1e-13 * this.sides.totalWeight, limit);
      if (end !== 'optimal') return end;
      const strays = this.sides.takeInStrays();
      if (strays === 0) {
        // The multipliers that prove the optimum come from the edges.
        if (renewed || !(search.edgeError() > edgeTolerance) || !this.renewEdges()) return 'optimal';
        renewed = true;
        continue;
      }
      if (strays > this.band.count / 3) return 'left-band';
      this.repairs++;
    }
    return 'left-band';
  }

  /** The exact vertex of the unperturbed response, its loss, and the gap to the dual point of the search. */
  private certify(tau: number, limited: boolean): SolvedQuantile {
    const { band, search, sides } = this;
    const { rows, stride, response, weights, rank } = this.problem;
    const vertex = this.keepBasis() ? exactVertex(this.basisRows, rows, stride, response) : null;
    const point = vertex ?? search.point.slice();
    // Σ w ψ (y − z′γ) over the rows outside the basis, from sums; it is what the dual point is worth.
    let loss = tau * sides.totalResponse - sides.responseBelow;
    for (let j = 0; j < rank; j++) loss -= search.gradient[j] * point[j];
    let gap = 0;
    const { residual, side } = band.memory;
    for (let b = 0; b < band.count; b++) {
      const row = band.index[b];
      if (side[b] === 0) loss -= weights[row] * tau * response[row];
      else if (side[b] === below) loss -= weights[row] * response[row];
      // The perturbation can hide a row's true side only where the row is all but passed through.
      if (side[b] === 0 || Math.abs(residual[b]) > 1e-7 * sides.spread) continue;
      let exact = response[row];
      for (let j = 0, at = row * stride; j < rank; j++, at++) exact -= rows[at] * point[j];
      if (exact * side[b] < 0) gap += weights[row] * Math.abs(exact);
    }
    return { point, checkLoss: Math.max(0, loss + gap), dualityGap: limited ? Infinity : gap, limited };
  }

  /** Notes the rows of the present vertex. False where it is none. */
  private keepBasis(): boolean {
    const { search, band, basisRows } = this;
    search.basis.forEach((b, k) => (basisRows[k] = b < 0 ? -1 : band.index[b]));
    return !basisRows.includes(-1);
  }

  /** Point and edges of the last vertex, afresh from its rows where rounding has piled up. False where there is none. */
  private returnToVertex(): boolean {
    const { search, basisRows } = this;
    const { perturbed } = this.sides;
    const { rows, stride, rank } = this.problem;
    if (basisRows.includes(-1)) return false;
    if (search.edgeError() <= edgeTolerance) return true;
    if (!edgesOfVertex(basisRows, rows, stride, search.edges)) return false;
    search.point.fill(0);
    for (let k = 0; k < rank; k++) {
      for (let j = 0; j < rank; j++) search.point[j] += perturbed[basisRows[k]] * search.edges[k * stride + j];
    }
    return true;
  }

  private renewEdges(): boolean {
    const { basis, edges, stride, band } = this.search;
    return !basis.includes(-1) && edgesOfVertex(basis, band.memory.rows, stride, edges);
  }

  /** Where the rows of the last basis stand in the new band, which is in ascending order of rows. */
  private findBasis(): void {
    const { band, basisRows, search } = this;
    basisRows.forEach((row, k) => {
      let low = 0;
      let high = band.count - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (band.index[middle] < row) low = middle + 1;
        else high = middle;
      }
      search.basis[k] = low;
      band.memory.side[low] = 0;
      band.memory.residual[low] = 0;
    });
  }
}
