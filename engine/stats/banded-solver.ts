// Longer than 200 lines: the passes over all rows share the arrays that say where each row stands.
import { Curvature } from './curvature.ts';
import { edgesOfVertex, exactVertex } from './exact-vertex.ts';
import { chosenRows, medianDistance, type QuantileProblem, residuals, unitHash } from './quantile-problem.ts';
import { type Band, VertexSearch } from './vertex-search.ts';

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

/** Edges that miss their own rows by more are computed afresh. */
const edgeTolerance = 1e-10;

/** Numbers of a design that are few enough to keep them all where the kernels reach them: residuals then cost next to nothing. */
const smallDesign = 400_000;

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
  /** Most vertices one search may walk over, if that is fewer than a search of its size may. */
  pivotLimit = Infinity;
  passes = 0;
  repairs = 0;
  private readonly n: number;
  private readonly partial: boolean;
  /** All rows are in the memory of the search. */
  private readonly small: boolean;
  private readonly spread: number;
  /** Response with a perturbation of about 1e-10 of its spread, so that no two rows tie. */
  private readonly perturbed: Float64Array;
  /** ‖z‖ of every row: how far its fit moves at most when the point moves by one. */
  private readonly length: Float64Array;
  /** Residual of every row when it was last looked at, and how far the reference point had come by then. */
  private readonly residual: Float64Array;
  private readonly seen: Float64Array;
  /** Where rows were last put on their sides, and the length of the path of such points so far. */
  private readonly reference: Float64Array;
  private travelled = 0;
  private readonly side: Int8Array;
  /** Σ w z over the rows below the fit, those in the band left out; and Σ w y. */
  private readonly sumBelow: Float64Array;
  private responseBelow = 0;
  private totalResponse = 0;
  /**
   * Rows longer than this are always in the band: so few rows speak about their direction that it moves by leaps, and its
   * curvature means little.
   */
  private readonly heavyLength: number;
  /** The band holds the rows with |r| ≤ reach ‖z‖: no other can change side while the point moves by less than this. */
  private reach = 0;
  /** The same for the point’s distance from the reference; 0 once rows were taken into the band one by one. */
  private room = 0;
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
    this.small = outside === null && n * stride <= smallDesign;
    this.search =
      outside?.search ??
      new VertexSearch(rank, stride, this.small ? { capacity: n, all: rows } : { capacity: Math.min(n, 1024) });
    this.spread = outside?.spread ?? medianDistance(response);
    this.heavyLength = outside?.heavyLength ?? Math.sqrt(heavyLeverage * n);
    this.perturbed = new Float64Array(n);
    this.residual = new Float64Array(n);
    this.seen = new Float64Array(n).fill(-Infinity);
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

  private get band(): Band {
    return this.search.band;
  }

  /**
   * The same problem on the `share` of rows nearest to `point` alone, the others counted by the side they are on. Its
   * solutions hold for the whole problem as long as they lie within `reach` of `point`.
   */
  near(point: Float64Array, share: number): { solver: BandedSolver; reach: number } {
    const { n, residual, length, heavyLength, search, curvature, spread } = this;
    const { rows, stride, rank, response, weights } = this.problem;
    this.lookAtAll(point);
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
    const solver = new BandedSolver({ ...part, stride, rank }, { ...outside, search, curvature });
    solver.pivotLimit = this.pivotLimit;
    return { solver, reach };
  }

  /**
   * @param guess a point near the solution, not changed; null: the vertex of the τ solved last
   * @param wanted about how many rows the band should hold
   */
  solve(tau: number, guess: Float64Array | null, wanted: number): SolvedQuantile {
    const { search, problem, n } = this;
    const limit = Math.min(this.pivotLimit, 300 + 40 * problem.rank);
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
        continue;
      }
      if (warm) this.findBasis();
      else this.startFree();
      this.bandGradient(tau);
      // A search of all rows may take longer, but not without end: about 4e9 multiplications.
      const longest = Math.max(2000, Math.min(20 * n, 4e9 / (n * problem.stride)));
      const end = this.searchAndRepair(tau, whole ? Math.min(this.pivotLimit, longest) : limit);
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

  /** Point and edges of the last vertex, afresh from its rows where rounding has piled up. False where there is none. */
  private returnToVertex(): boolean {
    const { search, basisRows, perturbed } = this;
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

  /** Where the solution moves when τ does, to first order; the last solution itself where the curvature is not known. */
  predict(point: Float64Array, apart: number): Float64Array {
    const guess = point.slice();
    if (!this.curvature.known) return guess;
    const gradient = this.totalRow.map((sum) => sum * apart);
    this.curvature.solve(gradient, this.step);
    for (let j = 0; j < guess.length; j++) guess[j] += this.step[j];
    return guess.every(Number.isFinite) ? guess : point;
  }

  /** Puts every row on its side of `point` or, if it is one of about `wanted` nearest ones, into the band. */
  private classify(point: Float64Array, wanted: number): void {
    const { n } = this;
    if (wanted >= n || !(this.reach > 0 && this.reach < Infinity)) {
      this.lookAtAll(point);
      this.reach = wanted >= n ? Infinity : this.widthFor(wanted);
      this.fillBand();
      return;
    }
    if (!this.small) {
      this.passes++;
      this.moveReference(point);
    } else if (this.travelled > 0 || distance(this.reference, point) > 0) this.lookAtAll(point);
    for (let trial = 0; ; trial++) {
      this.fillBand();
      const { count } = this.band;
      if (trial === 3 || (count >= 0.6 * wanted && count <= 1.7 * wanted)) return;
      if (trial > 0) this.lookAtAll(point);
      this.reach = trial === 0 && count > 0 ? (this.reach * wanted) / count : this.widthFor(wanted);
    }
  }

  /** Residuals of all rows at `point`. */
  private lookAtAll(point: Float64Array): void {
    this.passes++;
    this.travelled = 0;
    this.reference.set(point);
    this.seen.fill(0);
    if (this.small) this.band.memory.residuals(this.perturbed, point, this.residual);
    else residuals(this.problem, this.perturbed, point, this.residual);
  }

  /** The reach that takes in `wanted` rows, from an even sample of the rows. */
  private widthFor(wanted: number): number {
    const every = Math.max(1, Math.floor(this.n / 20000));
    const sample = new Float64Array(Math.ceil(this.n / every));
    for (let i = 0, s = 0; i < this.n; i += every) sample[s++] = Math.abs(this.residual[i]) / this.length[i];
    sample.sort();
    return sample[Math.min(sample.length - 1, Math.ceil(wanted / every))] || Number.MIN_VALUE;
  }

  /**
   * Puts every row on its side or into the band; the sums over the rows below follow the changes. A row is looked at only
   * where the path of the reference may have brought it near.
   */
  private fillBand(): void {
    const { n, side, residual, seen, length, reach, heavyLength, travelled } = this;
    let count = 0;
    for (let i = 0; i < n; i++) {
      let r = residual[i];
      const size = length[i];
      const far = size > heavyLength ? Infinity : reach * size;
      const stale = (travelled - seen[i]) * size * 1.000001;
      if (stale > 0 && (r < 0 ? -r : r) <= far + stale) r = this.lookAt(i);
      const now = r > far ? above : r < -far ? below : inBand;
      if (now === inBand) {
        if (count >= this.band.capacity) this.growBand();
        this.band.index[count++] = i;
      }
      if (now === side[i]) continue;
      if (side[i] === below) this.countBelow(i, -1);
      else if (now === below) this.countBelow(i, 1);
      side[i] = now;
    }
    this.copyBand(count);
    this.room = reach;
  }

  /** Residual of a row at the reference. */
  private lookAt(row: number): number {
    const { rows, stride } = this.problem;
    const { reference } = this;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0, at = row * stride; j < stride; j += 4, at += 4) {
      s0 += rows[at] * reference[j];
      s1 += rows[at + 1] * reference[j + 1];
      s2 += rows[at + 2] * reference[j + 2];
      s3 += rows[at + 3] * reference[j + 3];
    }
    this.seen[row] = this.travelled;
    return (this.residual[row] = this.perturbed[row] - (s0 + s1 + (s2 + s3)));
  }

  private copyBand(count: number): void {
    const { residual, length, band, small } = this;
    const { rows, weights, stride } = this.problem;
    const { memory } = band;
    band.count = count;
    if (small) memory.gatherRows(band.index, count);
    for (let b = 0; b < count; b++) {
      const i = band.index[b];
      if (!small) for (let j = 0; j < stride; j++) memory.rows[b * stride + j] = rows[i * stride + j];
      band.weight[b] = weights[i];
      band.length[b] = length[i];
      memory.residual[b] = residual[i];
      memory.side[b] = residual[i] < 0 ? below : above;
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
      const furthest = search.furthestAlong(step, this.heavyLength);
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

  /** search.gradient = Σ w ψ z over the rows outside the basis. */
  private bandGradient(tau: number): void {
    const { band, search, totalRow, sumBelow } = this;
    const { stride } = this.problem;
    const { gradient } = search;
    for (let j = 0; j < stride; j++) gradient[j] = tau * totalRow[j] - sumBelow[j];
    for (let b = 0; b < band.count; b++) {
      if (band.memory.side[b] === above) continue;
      const factor = band.memory.side[b] === below ? -band.weight[b] : -tau * band.weight[b];
      for (let j = 0, at = b * stride; j < stride; j++, at++) gradient[j] += factor * band.memory.rows[at];
    }
  }

  /** The same with ψ rising evenly from τ − 1 to τ while |r| ≤ width ‖z‖. */
  private smoothGradient(tau: number, width: number): void {
    const { band, search, totalRow, sumBelow } = this;
    const { stride } = this.problem;
    const { gradient } = search;
    for (let j = 0; j < stride; j++) gradient[j] = tau * totalRow[j] - sumBelow[j];
    for (let b = 0; b < band.count; b++) {
      const place = band.memory.residual[b] / (width * band.length[b]);
      if (place >= 1) continue;
      const factor = band.weight[b] * (place <= -1 ? -1 : (place - 1) / 2);
      for (let j = 0, at = b * stride; j < stride; j++, at++) gradient[j] += factor * band.memory.rows[at];
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
    let renewed = false;
    for (let round = 0; round < 20; round++) {
      const end = search.search(tau, 1e-13 * this.totalWeight, limit);
      if (end !== 'optimal') return end;
      const strays = this.takeInStrays();
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

  /** Rows outside the band that are on the other side now join it. A row is safe without looking while |r| > ‖z‖‖moved‖. */
  private takeInStrays(): number {
    const { n, side, residual, seen, length, search } = this;
    if (distance(search.point, this.reference) <= 0.999 * this.room) return 0;
    if (this.small) this.lookAtAll(search.point);
    else this.moveReference(search.point);
    this.room = 0;
    const margin = 1e-9 * this.spread;
    let strays = 0;
    for (let i = 0; i < n; i++) {
      const r = residual[i];
      if (side[i] === inBand) continue;
      if (!this.small && (r < 0 ? -r : r) > length[i] * (this.travelled - seen[i]) + margin) continue;
      const now = this.small ? r : this.lookAt(i);
      if (now > 0 ? side[i] === above : side[i] === below) continue;
      this.takeIn(i, now);
      strays++;
    }
    return strays;
  }

  private takeIn(row: number, residual: number): void {
    const { side, search } = this;
    const { rows, stride, weights } = this.problem;
    if (this.band.count >= this.band.capacity) this.growBand();
    const { band } = this;
    const b = band.count++;
    band.index[b] = row;
    for (let j = 0; j < stride; j++) band.memory.rows[b * stride + j] = rows[row * stride + j];
    band.weight[b] = weights[row];
    band.length[b] = this.length[row];
    band.memory.residual[b] = residual;
    band.memory.side[b] = residual < 0 ? below : above;
    const change = side[row] === below ? weights[row] : -weights[row];
    for (let j = 0; j < stride; j++) search.gradient[j] += change * rows[row * stride + j];
    if (side[row] === below) this.countBelow(row, -1);
    side[row] = inBand;
  }

  /** The reference moves on to where the search ended; residuals of the band are known there. */
  private settleBand(): void {
    const { band, search } = this;
    this.moveReference(search.point);
    for (let b = 0; b < band.count; b++) {
      const row = band.index[b];
      this.residual[row] = band.memory.residual[b];
      this.seen[row] = this.travelled;
    }
  }

  private moveReference(point: Float64Array): void {
    this.travelled += distance(this.reference, point);
    this.reference.set(point);
  }

  /** The exact vertex of the unperturbed response, its loss, and the gap to the dual point of the search. */
  private certify(tau: number, limited: boolean): SolvedQuantile {
    const { band, search } = this;
    const { rows, stride, response, weights, rank } = this.problem;
    const vertex = this.keepBasis() ? exactVertex(this.basisRows, rows, stride, response) : null;
    const point = vertex ?? search.point.slice();
    // Σ w ψ (y − z′γ) over the rows outside the basis, from sums; it is what the dual point is worth.
    let loss = tau * this.totalResponse - this.responseBelow;
    for (let j = 0; j < rank; j++) loss -= search.gradient[j] * point[j];
    let gap = 0;
    const { residual, side } = band.memory;
    for (let b = 0; b < band.count; b++) {
      const row = band.index[b];
      if (side[b] === 0) loss -= weights[row] * tau * response[row];
      else if (side[b] === below) loss -= weights[row] * response[row];
      // The perturbation can hide a row's true side only where the row is all but passed through.
      if (side[b] === 0 || Math.abs(residual[b]) > 1e-7 * this.spread) continue;
      let exact = response[row];
      for (let j = 0, at = row * stride; j < rank; j++, at++) exact -= rows[at] * point[j];
      if (exact * side[b] < 0) gap += weights[row] * Math.abs(exact);
    }
    return { point, checkLoss: Math.max(0, loss + gap), dualityGap: limited ? Infinity : gap, limited };
  }

  private growBand(): void {
    this.search.growBand(Math.min(this.n, 2 * this.band.capacity));
  }
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] - b[j]) ** 2;
  return Math.sqrt(sum);
}
