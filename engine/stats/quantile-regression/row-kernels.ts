import { rowKernelsBytes } from './row-kernels-bytes.ts';

/**
 * The inner loops of the vertex search, two doubles at a time. All addresses are in bytes; `stride` is the length of a row in
 * bytes, a multiple of 32. Sums are taken in the order that `(s0 + s1) + (s2 + s3)` over every fourth value has, so plain
 * loops give the same bits. The loops themselves are WebAssembly, in row-kernels.wat.
 */
export interface RowKernels {
  /** into[i] = Σ_j rows[i, j] vector[j], two rows at a time: `count` is even. */
  readonly products: (rows: number, count: number, stride: number, vector: number, into: number) => void;
  /** into[i] = Σ_j rows[i, j]². */
  readonly squares: (rows: number, count: number, stride: number, into: number) => void;
  /** into −= factor × values, `bytes` of them, a multiple of 16. */
  readonly subtract: (into: number, values: number, bytes: number, factor: number) => void;
  /** rows[i] −= factors[i] × vector. */
  readonly subtractFromEach: (rows: number, count: number, stride: number, factors: number, vector: number) => void;
  /** Copies the rows with these numbers (32-bit integers) one after the other. */
  readonly gather: (rows: number, numbers: number, count: number, stride: number, into: number) => void;
  /**
   * Which i have side × residual < cap × side × reach and side × reach > least: writes them `into` 32-bit integers (room for
   * one more than there are) and returns how many. No branches: which rows they are cannot be foretold.
   */
  readonly crossings: (
    side: number,
    residual: number,
    reach: number,
    count: number,
    cap: number,
    least: number,
    into: number,
  ) => number;
}

let compiled: WebAssembly.Module | null = null;

/** The loops over this memory, in which the caller lays out rows and vectors. Compiled once a thread. */
export function rowKernels(memory: WebAssembly.Memory): RowKernels {
  // atob, not Buffer: the estimators run in a browser as well
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(rowKernelsBytes), (byte) => byte.charCodeAt(0)));
  return new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as RowKernels;
}
