// Longer than 200 lines: one simplex iteration is one thought, and its arrays are shared by every part of it.

/** The rows a search may pass through zero; every other row is known to keep its side and enters by the gradient alone. */
export interface Band {
  count: number;
  /** Row number in the whole problem. */
  index: Int32Array;
  /** count × stride, orthonormal coordinates. */
  rows: Float64Array;
  weight: Float64Array;
  /** ‖z‖. */
  length: Float64Array;
  /** Response with the perturbation that breaks ties. */
  response: Float64Array;
  /** Perturbed response minus fit at the present point. */
  residual: Float64Array;
  /** 1 above the fit, −1 below, 0 in the basis. */
  side: Int8Array;
}

export function newBand(capacity: number, stride: number): Band {
  return {
    count: 0,
    index: new Int32Array(capacity),
    rows: new Float64Array(capacity * stride),
    weight: new Float64Array(capacity),
    length: new Float64Array(capacity),
    response: new Float64Array(capacity),
    residual: new Float64Array(capacity),
    side: new Int8Array(capacity),
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
  /** Edge directions: row k moves basis row k by one and no other; p × stride. */
  readonly edges: Float64Array;
  /** Position in the band of each basis row; −1 where the direction belongs to no row. */
  readonly basis: Int32Array;
  /** Σ w ψ_τ z over the rows outside the basis. */
  readonly gradient: Float64Array;
  pivots = 0;
  private readonly slopes: Float64Array;
  private readonly step: Float64Array;
  private crossingTime = new Float64Array(64);
  private crossingRow = new Int32Array(64);
  private reach = new Float64Array(64);
  /** Rows of the band that the present edge could bring to zero. */
  private near = new Int32Array(64);
  private nearCount = 0;
  /** How far the point had come (along its path) when the residual of a row was last brought up to date. */
  private seen = new Float64Array(64);
  private travelled = 0;
  /** Rows per unit of fitted change along the last edge: how far the next one is likely to go. */
  private density = 0;

  constructor(p: number, stride: number) {
    this.p = p;
    this.stride = stride;
    this.point = new Float64Array(stride);
    this.edges = new Float64Array(p * stride);
    this.basis = new Int32Array(p).fill(-1);
    this.gradient = new Float64Array(stride);
    this.slopes = new Float64Array(p);
    this.step = new Float64Array(stride);
  }

  /** Forgets the basis: p free directions, rows of `directions` (p × stride) or the axes. */
  startFree(directions: Float64Array | null): void {
    this.basis.fill(-1);
    this.edges.fill(0);
    if (directions) this.edges.set(directions);
    else for (let k = 0; k < this.p; k++) this.edges[k * this.stride + k] = 1;
  }

  /**
   * @param band its residuals and sides belong to `point`; both are moved along
   * @param tolerance gradient per unit of direction that counts as zero
   */
  search(band: Band, tau: number, tolerance: number, limit: number): SearchEnd {
    if (this.crossingTime.length < band.count) this.grow(band.index.length);
    this.seen.fill(0, 0, band.count);
    this.travelled = 0;
    const end = this.descend(band, tau, tolerance, limit);
    for (let i = 0; i < band.count; i++) if (this.seen[i] < this.travelled && band.side[i] !== 0) this.lookAt(band, i);
    return end;
  }

  private descend(band: Band, tau: number, tolerance: number, limit: number): SearchEnd {
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

  /** ±(k + 1) for the edge to follow, 0 where none descends; also sets `slopes[k]` to how fast the loss falls along it. */
  private steepestEdge(band: Band, tau: number, tolerance: number): number {
    const { p, stride, edges, gradient, basis, slopes } = this;
    let best = 0;
    let bestEdge = 0;
    for (let k = 0; k < p; k++) {
      const at = k * stride;
      let along = 0;
      let square = 0;
      for (let j = 0; j < p; j++) {
        const part = edges[at + j];
        along += part * gradient[j];
        square += part * part;
      }
      const weight = basis[k] < 0 ? 0 : band.weight[basis[k]];
      const up = along - (1 - tau) * weight;
      const down = -along - tau * weight;
      const fall = up > down ? up : down;
      slopes[k] = fall;
      const least = tolerance * Math.sqrt(square) + 1e-10 * weight;
      // A free direction has to go even where the loss is flat along it, but last.
      const score = fall > least ? (fall * fall) / square : basis[k] < 0 ? Number.MIN_VALUE : 0;
      if (score > best) {
        best = score;
        bestEdge = up > down ? k + 1 : -(k + 1);
      }
    }
    return bestEdge;
  }

  /** Position in the band of the row at which the loss stops falling along ±edge k; −1 where the band ends first. */
  private lineSearch(band: Band, k: number, sign: number): number {
    const { p, stride, edges, step, reach, crossingTime, crossingRow } = this;
    let square = 0;
    for (let j = 0; j < p; j++) {
      step[j] = sign * edges[k * stride + j];
      square += step[j] * step[j];
    }
    const fall = Math.max(this.slopes[k], 0);
    const length = Math.sqrt(square);
    const horizon = this.density > 0 ? (2 * fall) / (this.density * square) : Infinity;
    for (const cap of horizon < Infinity ? [horizon, 6 * horizon, Infinity] : [Infinity]) {
      this.findNear(band, cap * length);
      let count = 0;
      let available = 0;
      for (let a = 0; a < this.nearCount; a++) {
        const i = this.near[a];
        const toward = band.side[i] * reach[i];
        if (!(toward > 1e-11 * length)) continue;
        const time = band.residual[i] / reach[i];
        if (time > cap) continue;
        crossingTime[count] = time > 0 ? time : 0;
        crossingRow[count++] = i;
        available += band.weight[i] * toward;
      }
      if (available < fall && cap < Infinity) continue;
      const entering = this.weightedSelect(band, count, fall);
      if (entering >= 0 && fall > 0) {
        const time = Math.max(band.residual[entering] / reach[entering], 0);
        if (time > 0) this.density = fall / (time * square);
      }
      return entering;
    }
    return -1;
  }

  /**
   * The rows that a step of at most `distance` could bring to zero, with their z′step. A row moves by at most ‖z‖ times the
   * path of the point, so most rows need not be looked at for most edges.
   */
  private findNear(band: Band, distance: number): void {
    const { seen, travelled, near, reach, step, stride } = this;
    const { rows, side, residual, length } = band;
    let count = 0;
    for (let i = 0; i < band.count; i++) {
      const r = residual[i];
      const size = r < 0 ? -r : r;
      const stale = travelled - seen[i];
      if (size > length[i] * (stale + distance) * 1.000001 || side[i] === 0) continue;
      if (stale > 0) {
        const now = this.lookAt(band, i);
        if ((now < 0 ? -now : now) > length[i] * distance * 1.000001) continue;
      }
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let j = 0, at = i * stride; j < stride; j += 4, at += 4) {
        s0 += rows[at] * step[j];
        s1 += rows[at + 1] * step[j + 1];
        s2 += rows[at + 2] * step[j + 2];
        s3 += rows[at + 3] * step[j + 3];
      }
      reach[i] = s0 + s1 + (s2 + s3);
      near[count++] = i;
    }
    this.nearCount = count;
  }

  /** Brings the residual of a row up to date. */
  private lookAt({ rows, response, residual }: Band, i: number): number {
    const { point, stride } = this;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0, at = i * stride; j < stride; j += 4, at += 4) {
      s0 += rows[at] * point[j];
      s1 += rows[at + 1] * point[j + 1];
      s2 += rows[at + 2] * point[j + 2];
      s3 += rows[at + 3] * point[j + 3];
    }
    this.seen[i] = this.travelled;
    return (residual[i] = response[i] - (s0 + s1 + (s2 + s3)));
  }

  /** reach = z′step for every row of the band. */
  private reachAlong({ rows, count }: Band): void {
    const { stride, step, reach } = this;
    if (stride === 8) {
      const [d0, d1, d2, d3, d4, d5, d6, d7] = step;
      for (let i = 0, at = 0; i < count; i++, at += 8) {
        const s0 = rows[at] * d0 + rows[at + 1] * d1;
        const s1 = rows[at + 2] * d2 + rows[at + 3] * d3;
        const s2 = rows[at + 4] * d4 + rows[at + 5] * d5;
        const s3 = rows[at + 6] * d6 + rows[at + 7] * d7;
        reach[i] = s0 + s1 + (s2 + s3);
      }
      return;
    }
    for (let i = 0, at = 0; i < count; i++) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let j = 0; j < stride; j += 4, at += 4) {
        s0 += rows[at] * step[j];
        s1 += rows[at + 1] * step[j + 1];
        s2 += rows[at + 2] * step[j + 2];
        s3 += rows[at + 3] * step[j + 3];
      }
      reach[i] = s0 + s1 + (s2 + s3);
    }
  }

  /** Largest |z′step| / ‖z‖ over the rows of the band not longer than `longest`; `shift` then moves along that step. */
  furthestAlong(band: Band, step: Float64Array, longest: number): number {
    if (this.reach.length < band.count) this.grow(band.index.length);
    this.step.set(step);
    this.reachAlong(band);
    let furthest = 0;
    for (let i = 0; i < band.count; i++) {
      if (band.length[i] > longest) continue;
      furthest = Math.max(furthest, Math.abs(this.reach[i]) / band.length[i]);
    }
    return furthest;
  }

  /** Residuals and sides of the band after `factor` of the step last given to `furthestAlong`. */
  shift(band: Band, factor: number): void {
    for (let i = 0; i < band.count; i++) {
      band.residual[i] -= factor * this.reach[i];
      band.side[i] = band.residual[i] < 0 ? -1 : 1;
    }
  }

  /** The crossing at which the passed w|z′d| first reaches `fall`, by selection; −1 where all together do not. */
  private weightedSelect(band: Band, count: number, fall: number): number {
    const { crossingTime, crossingRow, reach } = this;
    let from = 0;
    let to = count - 1;
    let passed = 0;
    let total = 0;
    for (let i = 0; i < count; i++) total += band.weight[crossingRow[i]] * Math.abs(reach[crossingRow[i]]);
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
        this.swapCrossings(i, j);
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
        if (i > j + 1 && passed + next >= fall) return crossingRow[j + 1];
        passed += next;
        from = i;
      }
    }
    return crossingRow[Math.min(from, count - 1)];
  }

  private passing(band: Band, crossing: number): number {
    const row = this.crossingRow[crossing];
    return band.weight[row] * Math.abs(this.reach[row]);
  }

  private swapCrossings(i: number, j: number): void {
    const time = this.crossingTime[i];
    const row = this.crossingRow[i];
    this.crossingTime[i] = this.crossingTime[j];
    this.crossingRow[i] = this.crossingRow[j];
    this.crossingTime[j] = time;
    this.crossingRow[j] = row;
  }

  /** Goes to where `entering` is passed through exactly and lets it take the place of basis row k. */
  private move(band: Band, tau: number, k: number, sign: number, entering: number): void {
    const { stride, step, reach, basis, point } = this;
    const { near, nearCount, seen } = this;
    const { residual, side, weight } = band;
    const time = Math.max(residual[entering] / reach[entering], 0);
    let square = 0;
    for (let j = 0; j < stride; j++) {
      point[j] += time * step[j];
      square += step[j] * step[j];
    }
    this.travelled += time * Math.sqrt(square);
    const leaving = basis[k];
    for (let a = 0; a < nearCount; a++) {
      const i = near[a];
      const after = residual[i] - time * reach[i];
      residual[i] = after;
      seen[i] = this.travelled;
      if (side[i] > 0 ? after < 0 : after > 0) {
        if (i === entering) continue;
        // Passing from one side to the other changes ψ by one; a row that ties with the one entering may stay behind.
        this.addRow(band, i, side[i] > 0 ? -weight[i] : weight[i]);
        side[i] = -side[i];
      }
    }
    this.addRow(band, entering, -weight[entering] * (side[entering] > 0 ? tau : tau - 1));
    side[entering] = 0;
    residual[entering] = 0;
    if (leaving >= 0) {
      side[leaving] = -sign;
      residual[leaving] = -sign * time;
      seen[leaving] = this.travelled;
      this.addRow(band, leaving, weight[leaving] * (sign > 0 ? tau - 1 : tau));
    }
    basis[k] = entering;
    this.turnEdges(band, k, entering);
  }

  private addRow(band: Band, row: number, factor: number): void {
    const { stride, gradient } = this;
    for (let j = 0, at = row * stride; j < stride; j++, at++) gradient[j] += factor * band.rows[at];
  }

  /** Rank-one change of the inverse: edge k now belongs to `entering`, the other edges keep its fit fixed. */
  private turnEdges(band: Band, k: number, entering: number): void {
    const { p, stride, edges } = this;
    const row = entering * stride;
    const own = k * stride;
    let pivot = 0;
    for (let j = 0; j < p; j++) pivot += edges[own + j] * band.rows[row + j];
    for (let j = 0; j < p; j++) edges[own + j] /= pivot;
    for (let l = 0; l < p; l++) {
      if (l === k) continue;
      const at = l * stride;
      let along = 0;
      for (let j = 0; j < p; j++) along += edges[at + j] * band.rows[row + j];
      for (let j = 0; j < p; j++) edges[at + j] -= along * edges[own + j];
    }
  }

  private grow(capacity: number): void {
    this.crossingTime = new Float64Array(capacity);
    this.crossingRow = new Int32Array(capacity);
    this.reach = new Float64Array(capacity);
    this.near = new Int32Array(capacity);
    this.seen = new Float64Array(capacity);
  }
}

function middleOfThree(a: number, b: number, c: number): number {
  return a < b ? (b < c ? b : a < c ? c : a) : a < c ? a : b < c ? c : b;
}
