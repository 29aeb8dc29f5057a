// Longer than 200 lines: one simplex iteration is one thought, and its arrays are shared by every part of it.
import { SearchMemory, type SearchRoom } from './search-memory.ts';

/** The rows a search may pass through zero; every other row is known to keep its side and enters by the gradient alone. */
export interface Band {
  count: number;
  readonly capacity: number;
  /** Their rows (orthonormal coordinates), residuals (perturbed response minus fit at the present point) and sides. */
  readonly memory: SearchMemory;
  /** Row number in the whole problem. */
  readonly index: Int32Array;
  readonly weight: Float64Array;
  /** ‖z‖. */
  readonly length: Float64Array;
}

function newBand(memory: SearchMemory): Band {
  const { capacity } = memory;
  return {
    count: 0,
    capacity,
    memory,
    index: new Int32Array(capacity),
    weight: new Float64Array(capacity),
    length: new Float64Array(capacity),
  };
}

export type SearchEnd = 'optimal' | 'left-band' | 'limit';

/**
 * Descent over vertices of Σ w ρ_τ(y − z′γ): from any point, along edges, each step exactly as far as the loss falls.
 *
 * A vertex passes through p rows (the basis). An edge lets go of one of them; the slope of the loss along it is piecewise
 * linear and rises by w|z′d| at each row it passes, so the step ends at a weighted median (Barrodale & Roberts 1973). From a
 * point that is no vertex, the basis starts with directions that belong to no row and weigh nothing; they are used up first.
 * The edge chosen has the steepest descent per unit of fitted change (orthonormal coordinates). At the end no edge descends,
 * which is the subgradient condition of Koenker & Bassett (1978): the multipliers of the basis lie in [(τ−1)w, τw].
 */
export class VertexSearch {
  readonly p: number;
  readonly stride: number;
  /** Present point, orthonormal coordinates (stride long). */
  readonly point: Float64Array;
  /** Position in the band of each basis row; −1 where the direction belongs to no row. */
  readonly basis: Int32Array;
  band: Band;
  pivots = 0;
  private readonly slopes: Float64Array;
  private crossingTime = new Float64Array(64);
  private crossings = 0;
  /** Rows per unit of fitted change along the last edge: how far the next one is likely to go. */
  private density = 0;

  constructor(p: number, stride: number, room: SearchRoom) {
    this.p = p;
    this.stride = stride;
    this.point = new Float64Array(stride);
    this.basis = new Int32Array(p).fill(-1);
    this.slopes = new Float64Array(p);
    this.band = newBand(new SearchMemory(p, stride, room));
  }

  /** Edge directions: row k moves basis row k by one and no other; p × stride. */
  get edges(): Float64Array {
    return this.band.memory.edges;
  }

  /** Σ w ψ_τ z over the rows outside the basis. */
  get gradient(): Float64Array {
    return this.band.memory.gradient;
  }

  /** Makes room for more rows in the band. */
  growBand(capacity: number): void {
    const { band } = this;
    const grown = newBand(band.memory.grown(capacity));
    grown.count = band.count;
    for (const name of ['index', 'weight', 'length'] as const) grown[name].set(band[name]);
    this.band = grown;
  }

  /** Gives its memory back; the search is over for good. */
  release(): void {
    this.band.memory.release();
  }

  /** Forgets the basis: p free directions, rows of `directions` (p × stride) or the axes. */
  startFree(directions: Float64Array | null): void {
    const { edges } = this;
    this.basis.fill(-1);
    edges.fill(0);
    if (directions) edges.set(directions);
    else for (let k = 0; k < this.p; k++) edges[k * this.stride + k] = 1;
  }

  /**
   * Residuals and sides of the band belong to `point` and are moved along.
   *
   * @param tolerance gradient per unit of direction that counts as zero
   */
  search(tau: number, tolerance: number, limit: number): SearchEnd {
    const { band } = this;
    if (this.crossingTime.length < band.count) {
      this.crossingTime = new Float64Array(band.capacity);
    }
    for (let pivot = 0; pivot < limit; pivot++) {
      const edge = this.steepestEdge(band, tau, tolerance);
      if (edge === 0) return 'optimal';
      const k = Math.abs(edge) - 1;
      const entering = this.lineSearch(band, k, edge > 0 ? 1 : -1);
      if (entering < 0) return 'left-band';
      this.move(band, tau, k, edge > 0 ? 1 : -1, entering);
      this.pivots++;
    }
    return 'limit';
  }

  /** How far edges miss “own row 1, other rows 0”, tried on one combination of the rows; 0 with free directions left. */
  edgeError(): number {
    const { basis, stride, band } = this;
    const { step, rows, along } = band.memory;
    if (basis.includes(-1)) return 0;
    step.fill(0);
    for (let k = 0; k < basis.length; k++) {
      const sign = 1 - 2 * (k & 1);
      for (let j = 0, at = basis[k] * stride; j < stride; j++, at++) step[j] += sign * rows[at];
    }
    band.memory.edgesAlong(step.byteOffset);
    let error = 0;
    for (let k = 0; k < basis.length; k++) error = Math.max(error, Math.abs(along[k] - (1 - 2 * (k & 1))));
    return error;
  }

  /** ±(k + 1) for the edge to follow, 0 where none descends; also sets `slopes[k]` to how fast the loss falls along it. */
  private steepestEdge(band: Band, tau: number, tolerance: number): number {
    const { p, basis, slopes } = this;
    const { along, square } = band.memory;
    band.memory.edgeSlopes();
    let best = 0;
    let bestEdge = 0;
    for (let k = 0; k < p; k++) {
      const weight = basis[k] < 0 ? 0 : band.weight[basis[k]];
      const up = along[k] - (1 - tau) * weight;
      const down = -along[k] - tau * weight;
      const fall = up > down ? up : down;
      slopes[k] = fall;
      // A free direction has to go even where the loss is flat along it, but last.
      if (fall <= 0 && basis[k] >= 0) continue;
      const least = tolerance * Math.sqrt(square[k]) + 1e-10 * weight;
      const score = fall > least ? (fall * fall) / square[k] : basis[k] < 0 ? Number.MIN_VALUE : 0;
      if (score > best) {
        best = score;
        bestEdge = up > down ? k + 1 : -(k + 1);
      }
    }
    return bestEdge;
  }

  /** Position in the band of the row at which the loss stops falling along ±edge k; −1 where the band ends first. */
  private lineSearch(band: Band, k: number, sign: number): number {
    const { stride, edges } = this;
    const { step, reach, residual, square } = band.memory;
    for (let j = 0; j < stride; j++) step[j] = sign * edges[k * stride + j];
    band.memory.reachAll(band.count);
    const fall = Math.max(this.slopes[k], 0);
    const least = 1e-11 * Math.sqrt(square[k]);
    const horizon = this.density > 0 ? (2 * fall) / (this.density * square[k]) : Infinity;
    for (const cap of horizon < Infinity ? [horizon, 6 * horizon, Infinity] : [Infinity]) {
      const available = this.findCrossings(band, cap, least);
      // Along a free direction the loss may be flat: nothing is to be passed, but some row is still to be met.
      if ((available < fall || this.crossings === 0) && cap < Infinity) continue;
      const entering = this.weightedSelect(band, this.crossings, fall);
      if (entering >= 0 && fall > 0) {
        const time = Math.max(residual[entering] / reach[entering], 0);
        if (time > 0) this.density = fall / (time * square[k]);
      }
      return entering;
    }
    return -1;
  }

  /** The rows that come to zero within `cap` of the step and when; returns the sum of their w|z′step|. */
  private findCrossings({ count, weight, memory }: Band, cap: number, least: number): number {
    const { crossingTime } = this;
    const { residual, reach, crossing } = memory;
    this.crossings = memory.findCrossings(count, cap, least);
    let available = 0;
    for (let c = 0; c < this.crossings; c++) {
      const i = crossing[c];
      const time = residual[i] / reach[i];
      crossingTime[c] = time > 0 ? time : 0;
      available += weight[i] * Math.abs(reach[i]);
    }
    return available;
  }

  /** Largest |z′step| / ‖z‖ over the rows of the band not longer than `longest`; `shift` then moves along that step. */
  furthestAlong(step: Float64Array, longest: number): number {
    const { band } = this;
    const { reach } = band.memory;
    band.memory.step.set(step);
    band.memory.reachAll(band.count);
    let furthest = 0;
    for (let i = 0; i < band.count; i++) {
      if (band.length[i] > longest) continue;
      furthest = Math.max(furthest, Math.abs(reach[i]) / band.length[i]);
    }
    return furthest;
  }

  /** Residuals and sides of the band after `factor` of the step last given to `furthestAlong`. */
  shift(factor: number): void {
    const { count, memory } = this.band;
    const { side, residual } = memory;
    memory.moveAll(count, factor);
    for (let i = 0; i < count; i++) side[i] = residual[i] < 0 ? -1 : 1;
  }

  /** The crossing at which the passed w|z′d| first reaches `fall`, by selection; −1 where all together do not. */
  private weightedSelect(band: Band, count: number, fall: number): number {
    const { crossingTime } = this;
    const { reach, crossing } = band.memory;
    let from = 0;
    let to = count - 1;
    let passed = 0;
    let total = 0;
    for (let i = 0; i < count; i++) total += band.weight[crossing[i]] * Math.abs(reach[crossing[i]]);
    if (count === 0 || total < fall) return -1;
    while (from < to) {
      const pivot = middleOfThree(crossingTime[from], crossingTime[(from + to) >> 1], crossingTime[to]);
      let i = from;
      let j = to;
      let left = 0;
      while (i <= j) {
        while (crossingTime[i] < pivot) left += this.passing(band, i++);
        while (crossingTime[j] > pivot) j--;
        if (i > j) break;
        this.swapCrossings(crossing, i, j);
        left += this.passing(band, i++);
        j--;
      }
      // from … j are at most the pivot and hold `left`, less what lies between j and i.
      for (let between = j + 1; between < i; between++) left -= this.passing(band, between);
      if (passed + left >= fall && j >= from) {
        to = j;
      } else {
        passed += left;
        const next = i > j + 1 ? this.passing(band, j + 1) : 0;
        if (i > j + 1 && passed + next >= fall) return crossing[j + 1];
        passed += next;
        from = i;
      }
    }
    return crossing[Math.min(from, count - 1)];
  }

  private passing({ weight, memory }: Band, c: number): number {
    const row = memory.crossing[c];
    return weight[row] * Math.abs(memory.reach[row]);
  }

  private swapCrossings(crossing: Int32Array, i: number, j: number): void {
    const time = this.crossingTime[i];
    const row = crossing[i];
    this.crossingTime[i] = this.crossingTime[j];
    crossing[i] = crossing[j];
    this.crossingTime[j] = time;
    crossing[j] = row;
  }

  /** Goes to where `entering` is passed through exactly and lets it take the place of basis row k. */
  private move(band: Band, tau: number, k: number, sign: number, entering: number): void {
    const { stride, basis, point } = this;
    const { weight, memory } = band;
    const { residual, reach, step, side, crossing } = memory;
    const time = Math.max(residual[entering] / reach[entering], 0);
    for (let j = 0; j < stride; j++) point[j] += time * step[j];
    memory.moveAll(band.count, time);
    const leaving = basis[k];
    for (let c = 0; c < this.crossings; c++) {
      const i = crossing[c];
      if (i === entering || side[i] * residual[i] >= 0) continue;
      // Passing from one side to the other changes ψ by one; a row that ties with the one entering may stay behind.
      memory.addRow(i, side[i] > 0 ? -weight[i] : weight[i]);
      side[i] = -side[i];
    }
    memory.addRow(entering, -weight[entering] * (side[entering] > 0 ? tau : tau - 1));
    side[entering] = 0;
    residual[entering] = 0;
    if (leaving >= 0) {
      side[leaving] = -sign;
      residual[leaving] = -sign * time;
      memory.addRow(leaving, weight[leaving] * (sign > 0 ? tau - 1 : tau));
    }
    basis[k] = entering;
    memory.turnEdges(k, entering);
  }
}

function middleOfThree(a: number, b: number, c: number): number {
  return a < b ? (b < c ? b : a < c ? c : a) : a < c ? a : b < c ? c : b;
}
