import { rowKernels, type RowKernels } from './row-kernels.ts';

interface Place {
  readonly memory: WebAssembly.Memory;
  readonly kernels: RowKernels;
}

const pageBytes = 65536;
/** Places no longer used, to be used again: each takes a wide range of addresses, of which there is no endless supply. */
const spare: Place[] = [];
const mostSpare = 4;
const largestSpareBytes = 1 << 26;

export interface SearchRoom {
  /** Rows that the band may have. */
  readonly capacity: number;
  /** All rows of the problem, to be copied, where `residuals` of all are wanted. */
  readonly all?: Float64Array;
}

/**
 * The numbers of a vertex search that its kernels read and write, in one WebAssembly memory. Vectors are `stride` long,
 * matrices have rows of `stride`; what lies beyond `rank` in a row is 0.
 */
export class SearchMemory {
  readonly capacity: number;
  readonly rank: number;
  readonly stride: number;
  /** Rows of the band, capacity × stride. */
  readonly rows: Float64Array;
  /** Response minus fit at the present point, one a row of the band. */
  readonly residual: Float64Array;
  /** z′step, one a row of the band. */
  readonly reach: Float64Array;
  /** 1 above the fit, −1 below, 0 in the basis, one a row of the band. */
  readonly side: Float64Array;
  /** Rows that `findCrossings` found. */
  readonly crossing: Int32Array;
  /** Edge directions, rank × stride. */
  readonly edges: Float64Array;
  readonly gradient: Float64Array;
  readonly step: Float64Array;
  /** Product of every edge with the vector last asked for. */
  readonly along: Float64Array;
  /** Squared length of every edge. */
  readonly square: Float64Array;
  private readonly all: Float64Array;
  /** Fits of all rows. */
  private readonly fits: Float64Array;
  private readonly place: Place;

  constructor(rank: number, stride: number, { capacity, all = new Float64Array(0) }: SearchRoom) {
    this.capacity = capacity;
    this.rank = rank;
    this.stride = stride;
    const even = rank + (rank % 2);
    const long = capacity + 2;
    const sizes = [even * stride, stride, stride, even, even, long, long, long, long, long * stride];
    sizes.push(all.length + stride, all.length / stride + 1);
    this.place = takePlace(8 * sizes.reduce((sum, size) => sum + size, 0));
    const { buffer } = this.place.memory;
    let at = 0;
    const next = (size: number): Float64Array => {
      const view = new Float64Array(buffer, at, size);
      at += 8 * size;
      return view;
    };
    const views = sizes.map(next);
    [this.edges, this.gradient, this.step, this.along, this.square] = views;
    [this.residual, this.reach, this.side, , this.rows, this.all, this.fits] = views.slice(5);
    this.all.set(all);
    this.crossing = new Int32Array(buffer, views[8].byteOffset, long);
    for (const view of [this.edges, this.gradient, this.step]) view.fill(0);
  }

  /** reach = z′step for the first `count` rows. */
  reachAll(count: number): void {
    const { kernels } = this.place;
    kernels.products(
      this.rows.byteOffset,
      count + (count % 2),
      8 * this.stride,
      this.step.byteOffset,
      this.reach.byteOffset,
    );
  }

  /** Copies the rows with these numbers, of all rows that were given, into the band. */
  gatherRows(numbers: Int32Array, count: number): void {
    const { place, all, crossing, stride, rows } = this;
    crossing.set(count < numbers.length ? numbers.subarray(0, count) : numbers);
    place.kernels.gather(all.byteOffset, crossing.byteOffset, count, 8 * stride, rows.byteOffset);
  }

  /** into = response − Z point, for all rows. */
  residuals(response: Float64Array, point: Float64Array, into: Float64Array): void {
    const { place, all, fits, step, stride } = this;
    const n = response.length;
    step.set(point);
    place.kernels.products(all.byteOffset, n + (n % 2), 8 * stride, step.byteOffset, fits.byteOffset);
    for (let i = 0; i < n; i++) into[i] = response[i] - fits[i];
  }

  /** residual −= factor × reach for the first `count` rows. */
  moveAll(count: number, factor: number): void {
    const bytes = 8 * (count + (count % 2));
    this.place.kernels.subtract(this.residual.byteOffset, this.reach.byteOffset, bytes, factor);
  }

  /** Fills `crossing` with the rows of the first `count` that a step of `cap` brings past zero; returns how many. */
  findCrossings(count: number, cap: number, least: number): number {
    const { place, side, residual, reach, crossing } = this;
    const from = [side.byteOffset, residual.byteOffset, reach.byteOffset] as const;
    return place.kernels.crossings(...from, count, cap, least, crossing.byteOffset);
  }

  /** along = edges · the vector at this address. */
  edgesAlong(vector: number): void {
    const { place, rank, stride, edges, along } = this;
    place.kernels.products(edges.byteOffset, rank + (rank % 2), 8 * stride, vector, along.byteOffset);
  }

  /** along = edges · gradient; square = squared lengths of the edges. */
  edgeSlopes(): void {
    const { place, rank, stride, edges, square, gradient } = this;
    this.edgesAlong(gradient.byteOffset);
    place.kernels.squares(edges.byteOffset, rank, 8 * stride, square.byteOffset);
  }

  /** gradient += factor × row. */
  addRow(row: number, factor: number): void {
    const at = this.rows.byteOffset + 8 * row * this.stride;
    this.place.kernels.subtract(this.gradient.byteOffset, at, 8 * this.stride, -factor);
  }

  /** Rank-one change of the inverse: edge k now belongs to `entering`, the other edges keep its fit fixed. */
  turnEdges(k: number, entering: number): void {
    const { place, rank, stride, edges, along, rows } = this;
    this.edgesAlong(rows.byteOffset + 8 * entering * stride);
    const pivot = along[k];
    for (let j = k * stride; j < (k + 1) * stride; j++) edges[j] /= pivot;
    along[k] = 0;
    const own = edges.byteOffset + 8 * k * stride;
    place.kernels.subtractFromEach(edges.byteOffset, rank, 8 * stride, along.byteOffset, own);
  }

  /** The same numbers with room for more rows; this memory is given up. */
  grown(capacity: number): SearchMemory {
    const larger = new SearchMemory(this.rank, this.stride, { capacity, all: this.all.subarray(0, -this.stride) });
    for (const name of ['edges', 'gradient', 'step', 'along', 'square', 'residual', 'reach', 'side', 'rows'] as const) {
      larger[name].set(this[name]);
    }
    this.release();
    return larger;
  }

  /** Gives the memory back; nothing of it may be used after. Without this it goes when nobody holds it any more. */
  release(): void {
    if (spare.length < mostSpare && this.place.memory.buffer.byteLength <= largestSpareBytes) spare.push(this.place);
  }
}

function takePlace(bytes: number): Place {
  const pages = Math.ceil(bytes / pageBytes);
  const place = spare.pop();
  if (place === undefined) {
    const memory = new WebAssembly.Memory({ initial: pages });
    return { memory, kernels: rowKernels(memory) };
  }
  const missing = pages - place.memory.buffer.byteLength / pageBytes;
  if (missing > 0) place.memory.grow(missing);
  return place;
}
