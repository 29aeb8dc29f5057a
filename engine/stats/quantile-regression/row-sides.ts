// Longer than 200 lines: every pass over all rows reads and writes the same few arrays.
import { chosenRows, medianDistance, type QuantileProblem, residuals, unitHash } from './quantile-problem.ts';
import type { Band, VertexSearch } from './vertex-search.ts';

/** What rows that were left out of a problem add to it, their sides being known. */
export interface RowsOutside {
  readonly totalWeight: number;
  readonly totalRow: Float64Array;
  readonly totalResponse: number;
  readonly sumBelow: Float64Array;
  readonly responseBelow: number;
  readonly spread: number;
  readonly heavyLength: number;
}

/** Sides a row can be on; `inBand` rows are looked at one by one. */
export const above = 1;
export const below = -1;
const inBand = 2;

/** Leverage from which a row is always looked at; at most 25 rows a column have it. */
const heavyLeverage = 1 / 25;

/**
 * Which side of the fit every row is on, and the sums over rows that follow from it. The rows near the fit are the band of
 * the search, which knows their residuals; any other counts by its side and is looked at only where the path of the fit may
 * have brought it near (Portnoy & Koenker 1997 call the rest globs).
 */
export class RowSides {
  readonly totalWeight: number;
  /** Σ w z over all rows; Σ w y likewise. */
  readonly totalRow: Float64Array;
  readonly totalResponse: number;
  /** Σ w z over the rows below the fit, those in the band left out; and Σ w y. */
  readonly sumBelow: Float64Array;
  responseBelow = 0;
  /** Median distance of responses from their median. */
  readonly spread: number;
  /** Response with a perturbation of about 1e-10 of its spread, so that no two rows tie. */
  readonly perturbed: Float64Array;
  /**
   * Rows longer than this are always in the band: so few rows speak about their direction that it moves by leaps, and its
   * curvature means little.
   */
  readonly heavyLength: number;
  /** The band holds the rows with |r| ≤ reach ‖z‖: no other can change side while the point moves by less than this. */
  reach = 0;
  /** Times that all rows were gone through. */
  passes = 0;
  private readonly problem: QuantileProblem;
  private readonly search: VertexSearch;
  /** All rows are in the memory of the search: residuals then cost next to nothing. */
  private readonly small: boolean;
  /** The same as `reach` for the point’s distance from the reference; 0 once rows were taken into the band one by one. */
  private room = 0;
  /** ‖z‖ of every row: how far its fit moves at most when the point moves by one. */
  private readonly length: Float64Array;
  /** Residual of every row when it was last looked at, and how far the reference point had come by then. */
  private readonly residual: Float64Array;
  private readonly seen: Float64Array;
  /** Where rows were last put on their sides, and the length of the path of such points so far. */
  private readonly reference: Float64Array;
  private travelled = 0;
  private readonly side: Int8Array;

  constructor(problem: QuantileProblem, search: VertexSearch, small: boolean, outside: RowsOutside | null) {
    const { rows, stride, response, weights } = problem;
    const n = response.length;
    this.problem = problem;
    this.search = search;
    this.small = small;
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
    let totalWeight = outside?.totalWeight ?? 0;
    let totalResponse = outside?.totalResponse ?? 0;
    for (let i = 0, at = 0; i < n; i++) {
      const weight = weights[i];
      let square = 0;
      for (let j = 0; j < stride; j++, at++) {
        const value = rows[at];
        square += value * value;
        this.totalRow[j] += weight * value;
      }
      totalWeight += weight;
      this.length[i] = Math.sqrt(square);
      this.perturbed[i] = response[i] + 1e-10 * this.spread * unitHash(i);
      totalResponse += weight * response[i];
    }
    this.totalWeight = totalWeight;
    this.totalResponse = totalResponse;
  }

  private get band(): Band {
    return this.search.band;
  }

  /** Puts every row on its side of `point` or, if it is one of about `wanted` nearest ones, into the band. */
  classify(point: Float64Array, wanted: number): void {
    const n = this.problem.response.length;
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

  /** The reference moves on to where the search ended; residuals of the band are known there. */
  settleBand(): void {
    const { band, search } = this;
    this.moveReference(search.point);
    for (let b = 0; b < band.count; b++) {
      const row = band.index[b];
      this.residual[row] = band.memory.residual[b];
      this.seen[row] = this.travelled;
    }
  }

  /** Rows outside the band that are on the other side now join it. A row is safe without looking while |r| > ‖z‖‖moved‖. */
  takeInStrays(): number {
    const { side, residual, seen, length, search } = this;
    const n = side.length;
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

  /**
   * The problem of the `share` of rows nearest to `point`, and what the others add by the side they are on there. Its
   * solutions hold for the whole problem as long as they lie within `reach` of `point`.
   */
  partNear(point: Float64Array, share: number): { part: QuantileProblem; outside: RowsOutside; reach: number } {
    const { residual, length, heavyLength, spread } = this;
    const { rows, stride, rank, response, weights } = this.problem;
    const n = response.length;
    this.lookAtAll(point);
    const reach = this.widthFor(share * n);
    const chosen = new Int32Array(n);
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
    const totalRow = this.totalRow.slice();
    for (let i = 0, at = 0; i < count; i++) {
      for (let j = 0; j < stride; j++, at++) totalRow[j] -= part.weights[i] * part.rows[at];
    }
    const outside = { totalWeight, totalRow, totalResponse, sumBelow, responseBelow, spread, heavyLength };
    return { part: { ...part, stride, rank }, outside, reach };
  }

  /**
   * Puts every row on its side or into the band; the sums over the rows below follow the changes. A row is looked at only
   * where the path of the reference may have brought it near.
   */
  private fillBand(): void {
    const { side, residual, seen, length, reach, heavyLength, travelled } = this;
    const n = side.length;
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

  /** Residuals of all rows at `point`. */
  private lookAtAll(point: Float64Array): void {
    this.passes++;
    this.travelled = 0;
    this.reference.set(point);
    this.seen.fill(0);
    if (this.small) this.band.memory.residuals(this.perturbed, point, this.residual);
    else residuals(this.problem, this.perturbed, point, this.residual);
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

  private moveReference(point: Float64Array): void {
    this.travelled += distance(this.reference, point);
    this.reference.set(point);
  }

  /** The reach that takes in `wanted` rows, from an even sample of the rows. */
  private widthFor(wanted: number): number {
    const every = Math.max(1, Math.floor(this.side.length / 20000));
    const sample = new Float64Array(Math.ceil(this.side.length / every));
    for (let i = 0, s = 0; i < this.side.length; i += every) sample[s++] = Math.abs(this.residual[i]) / this.length[i];
    sample.sort();
    return sample[Math.min(sample.length - 1, Math.ceil(wanted / every))] || Number.MIN_VALUE;
  }

  private countBelow(row: number, sign: number): void {
    const { rows, weights, stride, response } = this.problem;
    const weight = sign * weights[row];
    for (let j = 0, at = row * stride; j < stride; j++, at++) this.sumBelow[j] += weight * rows[at];
    this.responseBelow += weight * response[row];
  }

  private growBand(): void {
    this.search.growBand(Math.min(this.side.length, 2 * this.band.capacity));
  }
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] - b[j]) ** 2;
  return Math.sqrt(sum);
}
