// Longer than 200 lines: the passes over all rows share the arrays that say where each row stands.
import { Curvature } from './curvature.ts';
import { edgesOfVertex, exactVertex } from './exact-vertex.ts';
import {
  chosenRows,
  countWithin,
  medianDistance,
  type QuantileProblem,
  residuals,
  unitHash,
} from './quantile-problem.ts';
import { type Band, newBand, VertexSearch } from './vertex-search.ts';

/** What the rows that were left out of a problem add to it, their sides being known. */
interface Outside {
  readonly totalWeight: number;
  readonly totalRow: Float64Array;
  readonly totalResponse: number;
  readonly sumBelow: Float64Array;
  readonly responseBelow: number;
  readonly spread: number;
  readonly heavyLength: number;
  readonly search: VertexSearch;
  readonly curvature: Curvature;
}

export interface SolvedQuantile {
  readonly point: Float64Array;
  readonly checkLoss: number;
  /** Check loss less the value of a feasible dual point: the most by which the loss can exceed the optimum. */
  readonly dualityGap: number;
  readonly limited: boolean;
}

/** Leverage from which a row is always looked at; at most 25 rows a column have it. */
const heavyLeverage = 1 / 25;

/** Sides a row can be on; `inBand` rows are looked at one by one. */
const above = 1;
const below = -1;
const inBand = 2;

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
  readonly totalWeight: number;
  /** Σ w z over all rows. */
  readonly totalRow: Float64Array;
  passes = 0;
  repairs = 0;
  private readonly n: number;
  private readonly partial: boolean;
  private readonly spread: number;
  /** Response with a perturbation of about 1e-10 of its spread, so that no two rows tie. */
  private readonly perturbed: Float64Array;
  /** ‖z‖ of every row: how far its fit moves at most when the point moves by one. */
  private readonly length: Float64Array;
  /** Residuals of all rows at `reference`. */
  private readonly residual: Float64Array;
  private readonly reference: Float64Array;
  private readonly side: Int8Array;
  /** Σ w z over the rows below the fit, those in the band left out; and Σ w y. */
  private readonly sumBelow: Float64Array;
  private responseBelow = 0;
  private totalResponse = 0;
  private band: Band;
  /**
   * Rows longer than this are always in the band: so few rows speak about their direction that it moves by leaps, and its
   * curvature means little.
   */
  private readonly heavyLength: number;
  /** The band holds the rows with |r| ≤ reach ‖z‖: no other can change side while the point moves by less than this. */
  private reach = 0;
  private readonly step: Float64Array;
  private readonly directions: Float64Array;
  /** Rows of the last vertex; −1 where there was none. */
  private readonly basisRows: Int32Array;

  constructor(problem: QuantileProblem, outside: Outside | null = null) {
    const { rows, stride, rank, response, weights } = problem;
    const n = response.length;
    this.problem = problem;
    this.n = n;
    this.partial = outside !== null;
    this.curvature = outside?.curvature ?? new Curvature(rank, stride);
    this.search = outside?.search ?? new VertexSearch(rank, stride);
    this.spread = outside?.spread ?? medianDistance(response);
    this.heavyLength = outside?.heavyLength ?? Math.sqrt(heavyLeverage * n);
    this.perturbed = new Float64Array(n);
    this.residual = new Float64Array(n);
    this.reference = new Float64Array(stride);
    this.length = new Float64Array(n);
    this.side = new Int8Array(n).fill(above);
    this.sumBelow = outside?.sumBelow.slice() ?? new Float64Array(stride);
    this.responseBelow = outside?.responseBelow ?? 0;
    this.totalRow = outside?.totalRow.slice() ?? new Float64Array(stride);
    this.totalResponse = outside?.totalResponse ?? 0;
    this.step = new Float64Array(stride);
    this.basisRows = new Int32Array(rank).fill(-1);
    this.directions = new Float64Array(rank * stride);
    this.band = newBand(Math.min(n, 1024), stride);
    let total = outside?.totalWeight ?? 0;
    for (let i = 0, at = 0; i < n; i++) {
      const weight = weights[i];
      let square = 0;
      for (let j = 0; j < stride; j++, at++) {
        const value = rows[at];
        square += value * value;
        this.totalRow[j] += weight * value;
      }
      total += weight;
      this.length[i] = Math.sqrt(square);
      this.perturbed[i] = response[i] + 1e-10 * this.spread * unitHash(i);
      this.totalResponse += weight * response[i];
    }
    this.totalWeight = total;
  }

  /**
   * The same problem on the `share` of rows nearest to `point` alone, the others counted by the side they are on. Its
   * solutions hold for the whole problem as long as they lie within `reach` of `point`.
   */
  near(point: Float64Array, share: number): { solver: BandedSolver; reach: number } {
    const { n, residual, length, heavyLength, search, curvature, spread } = this;
    const { rows, stride, rank, response, weights } = this.problem;
    this.passes++;
    residuals(this.problem, this.perturbed, point, residual);
    const reach = this.widthFor(share * n);
    const chosen = new Int32Array(n);
    const totalRow = new Float64Array(stride);
    const sumBelow = new Float64Array(stride);
    let count = 0;
    let totalWeight = 0;
    let totalResponse = 0;
    let responseBelow = 0;
    for (let i = 0; i < n; i++) {
      const r = residual[i];
      if ((r < 0 ? -r : r) <= reach * length[i] || length[i] > heavyLength) {
        chosen[count++] = i;
        continue;
      }
      const weight = weights[i];
      totalWeight += weight;
      totalResponse += weight * response[i];
      if (r > 0) continue;
      responseBelow += weight * response[i];
      for (let j = 0, at = i * stride; j < stride; j++, at++) sumBelow[j] += weight * rows[at];
    }
    const part = chosenRows(this.problem, chosen.subarray(0, count));
    totalRow.set(this.totalRow);
    for (let i = 0, at = 0; i < count; i++) {
      for (let j = 0; j < stride; j++, at++) totalRow[j] -= part.weights[i] * part.rows[at];
    }
    const outside = { totalWeight, totalRow, totalResponse, sumBelow, responseBelow, spread, heavyLength };
    return { solver: new BandedSolver({ ...part, stride, rank }, { ...outside, search, curvature }), reach };
  }

  /**
   * @param guess a point near the solution, not changed; null: the vertex of the τ solved last
   * @param wanted about how many rows the band should hold
   */
  solve(tau: number, guess: Float64Array | null, wanted: number): SolvedQuantile {
    const { search, problem, n } = this;
    const limit = 300 + 40 * problem.rank;
    let rowsWanted = wanted;
    let warm = guess === null && this.returnToVertex();
    let from = warm || guess === null ? search.point.slice() : guess;
    for (let attempt = 0; ; attempt++) {
      const whole = rowsWanted >= n / 2;
      if (whole && this.partial) return { point: from, checkLoss: NaN, dualityGap: Infinity, limited: true };
      this.classify(from, whole ? n : rowsWanted);
      search.point.set(from);
      if (!warm && !whole && !this.newtonSteps(tau) && attempt < 4) {
        // The solution lies beyond what this band tells about: look again from as far as it leads.
        from = search.point.slice();
        this.settleBand();
        continue;
      }
      if (warm) this.findBasis();
      else this.startFree();
      this.bandGradient(tau);
      // A search of all rows may take longer, but not without end: about 4e9 multiplications.
      const longest = Math.max(2000, Math.min(20 * n, 4e9 / (n * problem.stride)));
      const end = this.searchAndRepair(tau, whole ? longest : limit);
      this.settleBand();
      if (end === 'optimal' || whole) return this.certify(tau, end !== 'optimal');
      this.repairs++;
      // From a vertex the search goes on with a wider band around where it is; else it starts again from the guess.
      warm = this.keepBasis();
      if (warm) from = search.point.slice();
      rowsWanted *= warm ? 2 : 4;
    }
  }

  /** Notes the rows of the present vertex. False where it is none. */
  private keepBasis(): boolean {
    const { search, band, basisRows } = this;
    search.basis.forEach((b, k) => (basisRows[k] = b < 0 ? -1 : band.index[b]));
    return !basisRows.includes(-1);
  }

  /** Point and edges of the last vertex, afresh from its rows, so that rounding does not pile up. False where there is none. */
  private returnToVertex(): boolean {
    const { search, basisRows, perturbed } = this;
    const { rows, stride, rank } = this.problem;
    if (basisRows.includes(-1) || !edgesOfVertex(basisRows, rows, stride, search.edges)) return false;
    search.point.fill(0);
    for (let k = 0; k < rank; k++) {
      for (let j = 0; j < rank; j++) search.point[j] += perturbed[basisRows[k]] * search.edges[k * stride + j];
    }
    return true;
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
      band.side[low] = 0;
      band.residual[low] = 0;
    });
  }

  /** Where the solution moves when τ does, to first order; the last solution itself where the curvature is not known. */
  predict(point: Float64Array, apart: number): Float64Array {
    const guess = point.slice();
    if (!this.curvature.known) return guess;
    const gradient = this.totalRow.map((sum) => sum * apart);
    this.curvature.solve(gradient, this.step);
    for (let j = 0; j < guess.length; j++) guess[j] += this.step[j];
    return guess.every(Number.isFinite) ? guess : point;
  }

  /** Residuals of all rows at `point`, and the band of about `wanted` rows nearest to it. */
  private classify(point: Float64Array, wanted: number): void {
    this.passes++;
    this.reference.set(point);
    residuals(this.problem, this.perturbed, point, this.residual);
    if (wanted >= this.n) this.reach = Infinity;
    else if (!(this.reach > 0 && this.reach < Infinity)) this.reach = this.widthFor(wanted);
    for (let trial = 0; trial < 3 && wanted < this.n; trial++) {
      const count = countWithin(this.residual, this.length, this.reach);
      if (count >= 0.6 * wanted && count <= 1.7 * wanted) break;
      this.reach = trial === 0 && count > 0 ? (this.reach * wanted) / count : this.widthFor(wanted);
    }
    this.fillBand();
  }

  /** The reach that takes in `wanted` rows, from an even sample of the rows. */
  private widthFor(wanted: number): number {
    const every = Math.max(1, Math.floor(this.n / 20000));
    const sample = new Float64Array(Math.ceil(this.n / every));
    for (let i = 0, s = 0; i < this.n; i += every) sample[s++] = Math.abs(this.residual[i]) / this.length[i];
    sample.sort();
    return sample[Math.min(sample.length - 1, Math.ceil(wanted / every))] || Number.MIN_VALUE;
  }

  /** Puts every row on its side or into the band; the sums over the rows below follow the changes. */
  private fillBand(): void {
    const { n, side, residual, length, reach, heavyLength } = this;
    const { rows, weights, stride } = this.problem;
    let count = 0;
    for (let i = 0; i < n; i++) {
      const r = residual[i];
      const far = length[i] > heavyLength ? Infinity : reach * length[i];
      const now = r > far ? above : r < -far ? below : inBand;
      if (now === inBand) {
        if (count >= this.band.index.length) this.growBand();
        this.band.index[count++] = i;
      }
      if (now === side[i]) continue;
      if (side[i] === below) this.countBelow(i, -1);
      else if (now === below) this.countBelow(i, 1);
      side[i] = now;
    }
    const { band } = this;
    band.count = count;
    for (let b = 0; b < count; b++) {
      const i = band.index[b];
      for (let j = 0; j < stride; j++) band.rows[b * stride + j] = rows[i * stride + j];
      band.weight[b] = weights[i];
      band.length[b] = length[i];
      band.response[b] = this.perturbed[i];
      band.residual[b] = residual[i];
      band.side[b] = residual[i] < 0 ? below : above;
    }
  }

  private countBelow(row: number, sign: number): void {
    const { rows, weights, stride, response } = this.problem;
    const weight = sign * weights[row];
    for (let j = 0, at = row * stride; j < stride; j++, at++) this.sumBelow[j] += weight * rows[at];
    this.responseBelow += weight * response[row];
  }

  /**
   * Newton steps on the band for the smoothed loss, less smooth each time, the rows outside held on their sides.
   *
   * @returns false where the steps want to go further than the band tells about
   */
  private newtonSteps(tau: number): boolean {
    const { band, curvature, step, search, reach } = this;
    const { stride, rank } = this.problem;
    const every = Math.max(1, Math.floor(band.count / (60 * rank)));
    curvature.estimate(band, reach, every);
    if (!curvature.known) return true;
    let travelled = 0;
    for (let round = 0; round < 3; round++) {
      this.smoothGradient(tau, reach / 2 ** round);
      curvature.solve(search.gradient, step);
      const furthest = search.furthestAlong(band, step, this.heavyLength);
      const room = 0.8 * reach - travelled;
      const factor = furthest > room ? room / furthest : 1;
      travelled += factor * furthest;
      for (let j = 0; j < stride; j++) search.point[j] += factor * step[j];
      search.shift(band, factor);
      if (factor < 1) return false;
      if (furthest * band.count < reach) break;
    }
    return true;
  }

  /** search.gradient = Σ w ψ z over the rows outside the basis. */
  private bandGradient(tau: number): void {
    const { band, search, totalRow, sumBelow } = this;
    const { stride } = this.problem;
    const { gradient } = search;
    for (let j = 0; j < stride; j++) gradient[j] = tau * totalRow[j] - sumBelow[j];
    for (let b = 0; b < band.count; b++) {
      if (band.side[b] === above) continue;
      const factor = band.side[b] === below ? -band.weight[b] : -tau * band.weight[b];
      for (let j = 0, at = b * stride; j < stride; j++, at++) gradient[j] += factor * band.rows[at];
    }
  }

  /** The same with ψ rising evenly from τ − 1 to τ while |r| ≤ width ‖z‖. */
  private smoothGradient(tau: number, width: number): void {
    const { band, search, totalRow, sumBelow } = this;
    const { stride } = this.problem;
    const { gradient } = search;
    for (let j = 0; j < stride; j++) gradient[j] = tau * totalRow[j] - sumBelow[j];
    for (let b = 0; b < band.count; b++) {
      const place = band.residual[b] / (width * band.length[b]);
      if (place >= 1) continue;
      const factor = band.weight[b] * (place <= -1 ? -1 : (place - 1) / 2);
      for (let j = 0, at = b * stride; j < stride; j++, at++) gradient[j] += factor * band.rows[at];
    }
  }

  private startFree(): void {
    const { search, curvature, directions } = this;
    if (curvature.known) curvature.directions(directions);
    search.startFree(curvature.known ? directions : null);
  }

  /** Searches the band until no row outside it is on the wrong side of what was found. */
  private searchAndRepair(tau: number, limit: number): 'optimal' | 'left-band' | 'limit' {
    const { search } = this;
    for (let round = 0; round < 20; round++) {
      const end = search.search(this.band, tau, 1e-13 * this.totalWeight, limit);
      if (end !== 'optimal') return end;
      const strays = this.takeInStrays();
      if (strays === 0) return 'optimal';
      if (strays > this.band.count / 3) return 'left-band';
      this.repairs++;
    }
    return 'left-band';
  }

  /** Rows outside the band that are on the other side now join it. A row is safe without looking while |r| > ‖z‖‖moved‖. */
  private takeInStrays(): number {
    const { n, side, residual, length, reference, search, perturbed } = this;
    if (this.reach === Infinity) return 0;
    const { rows, stride } = this.problem;
    let moved = 0;
    for (let j = 0; j < stride; j++) moved += (search.point[j] - reference[j]) ** 2;
    moved = Math.sqrt(moved);
    if (moved <= 0.999 * this.reach) return 0;
    const margin = 1e-9 * this.spread;
    let strays = 0;
    for (let i = 0; i < n; i++) {
      const r = residual[i];
      if ((r < 0 ? -r : r) > length[i] * moved + margin || side[i] === inBand) continue;
      let now = perturbed[i];
      for (let j = 0, at = i * stride; j < stride; j++, at++) now -= rows[at] * search.point[j];
      if (now > 0 ? side[i] === above : side[i] === below) continue;
      this.takeIn(i, now);
      strays++;
    }
    return strays;
  }

  private takeIn(row: number, residual: number): void {
    const { side, search } = this;
    const { rows, stride, weights } = this.problem;
    if (this.band.count >= this.band.index.length) this.growBand();
    const { band } = this;
    const b = band.count++;
    band.index[b] = row;
    for (let j = 0; j < stride; j++) band.rows[b * stride + j] = rows[row * stride + j];
    band.weight[b] = weights[row];
    band.length[b] = this.length[row];
    band.response[b] = this.perturbed[row];
    band.residual[b] = residual;
    band.side[b] = residual < 0 ? below : above;
    const change = side[row] === below ? weights[row] : -weights[row];
    for (let j = 0; j < stride; j++) search.gradient[j] += change * rows[row * stride + j];
    if (side[row] === below) this.countBelow(row, -1);
    side[row] = inBand;
  }

  /** Rows of the band go back among all rows, on the side where the search left them (basis rows stay `inBand`). */
  private settleBand(): void {
    const { band, side } = this;
    for (let b = 0; b < band.count; b++) {
      if (band.side[b] === 0) continue;
      const row = band.index[b];
      if (band.side[b] === below) this.countBelow(row, 1);
      side[row] = band.side[b];
    }
  }

  /** The exact vertex of the unperturbed response, its loss, and the gap to the dual point of the search. */
  private certify(tau: number, limited: boolean): SolvedQuantile {
    const { band, search, totalRow, sumBelow } = this;
    const { rows, stride, response, weights, rank } = this.problem;
    const vertex = this.keepBasis() ? exactVertex(this.basisRows, rows, stride, response) : null;
    const point = vertex ?? search.point.slice();
    // Σ w ψ (y − z′γ) over the rows outside the basis, from the sums; it is what the dual point is worth.
    let loss = tau * this.totalResponse - this.responseBelow;
    for (let j = 0; j < rank; j++) loss -= (tau * totalRow[j] - sumBelow[j]) * point[j];
    let gap = 0;
    for (let b = 0; b < band.count; b++) {
      // The perturbation can hide a row's true side only where the row is all but passed through.
      if (Math.abs(band.residual[b]) > 1e-7 * this.spread) continue;
      const row = band.index[b];
      let residual = response[row];
      for (let j = 0, at = row * stride; j < rank; j++, at++) residual -= rows[at] * point[j];
      if (band.side[b] === 0) {
        // A basis row counts with residual 0; the sums above gave it τ.
        loss -= weights[row] * tau * residual;
      } else if (residual * band.side[b] < 0) {
        gap += weights[row] * Math.abs(residual);
      }
    }
    return { point, checkLoss: loss + gap, dualityGap: limited ? Infinity : gap, limited };
  }

  private growBand(): void {
    const { stride } = this.problem;
    const grown = newBand(Math.min(this.n, 2 * this.band.index.length), stride);
    grown.count = this.band.count;
    grown.index.set(this.band.index);
    grown.rows.set(this.band.rows);
    grown.weight.set(this.band.weight);
    grown.length.set(this.band.length);
    grown.response.set(this.band.response);
    grown.residual.set(this.band.residual);
    grown.side.set(this.band.side);
    this.band = grown;
  }
}
