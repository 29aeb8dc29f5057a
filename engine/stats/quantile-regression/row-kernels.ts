import {
  advance,
  type AssembledFunction,
  assembleModule,
  code,
  f64,
  i32,
  op,
  v128,
  whileBelow,
} from './assemble-module.ts';

/**
 * The inner loops of the vertex search, two doubles at a time. All addresses are in bytes; `stride` is the length of a row in
 * bytes, a multiple of 32. Sums are taken in the order that `(s0 + s1) + (s2 + s3)` over every fourth value has, so plain
 * loops give the same bits.
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

export function rowKernels(memory: WebAssembly.Memory): RowKernels {
  compiled ??= assembleModule([products(), squares(), subtract(), subtractFromEach(), gather(), crossings()]);
  return new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as RowKernels;
}

/** Numbers of the variables, parameters first. */
const variables = (count: number): number[] => Array.from({ length: count }, (_, variable) => variable);

const copy = (from: number, to: number) => code(op.get(from), op.set(to));

/** to = from + by */
const sum = (from: number, by: number, to: number) => code(op.get(from), op.get(by), op.i32Add, op.set(to));

/** end = from + 8 × count */
const endOf = (from: number, count: number, end: number) =>
  code(op.get(from), op.get(count), op.i32Const(3), op.i32ShiftLeft, op.i32Add, op.set(end));

/** total += the two doubles at `left` times those at `right`, both `offset` bytes on. */
const addProduct = (total: number, left: number, right: number, offset: number) => {
  const pairs = code(op.get(left), op.load(offset), op.get(right), op.load(offset));
  return code(op.get(total), pairs, op.multiply, op.add, op.set(total));
};

/** Stores (a0 + a1) + (b0 + b1) at `into` and moves it on. */
const storeSum = (into: number, a: number, b: number) => {
  const both = (pair: number) => code(op.get(pair), op.half(0), op.get(pair), op.half(1), op.f64Add);
  return code(op.get(into), both(a), both(b), op.f64Add, op.f64Store, advance(into, 8));
};

const clear = (...pairs: number[]) => code(...pairs.map((pair) => code(op.zero, op.set(pair))));

function products(): AssembledFunction {
  const [rows, count, stride, vector, into, end, rowEnd, at, next, a, b, c, d] = variables(13);
  const fourOfEach = code(
    addProduct(a, rows, at, 0),
    addProduct(b, rows, at, 16),
    addProduct(c, next, at, 0),
    addProduct(d, next, at, 16),
    advance(at, 32),
    advance(next, 32),
    advance(rows, 32),
  );
  const twoRows = code(
    clear(a, b, c, d),
    copy(vector, at),
    sum(rows, stride, rowEnd),
    copy(rowEnd, next),
    whileBelow(rows, rowEnd, fourOfEach),
    storeSum(into, a, b),
    storeSum(into, c, d),
    copy(next, rows),
  );
  return {
    name: 'products',
    parameters: [i32, i32, i32, i32, i32],
    locals: [i32, i32, i32, i32, v128, v128, v128, v128],
    body: code(endOf(into, count, end), whileBelow(into, end, twoRows)),
  };
}

function squares(): AssembledFunction {
  const [rows, count, stride, into, end, rowEnd, a, b] = variables(8);
  const four = code(addProduct(a, rows, rows, 0), addProduct(b, rows, rows, 16), advance(rows, 32));
  const row = code(clear(a, b), sum(rows, stride, rowEnd), whileBelow(rows, rowEnd, four), storeSum(into, a, b));
  return {
    name: 'squares',
    parameters: [i32, i32, i32, i32],
    locals: [i32, i32, v128, v128],
    body: code(endOf(into, count, end), whileBelow(into, end, row)),
  };
}

/** The two doubles at `into` less those at `values` times `both`; both addresses move on. */
const subtractPair = (into: number, values: number, both: number) => {
  const product = code(op.get(values), op.load(), op.get(both), op.multiply);
  return code(
    op.get(into),
    op.get(into),
    op.load(),
    product,
    op.subtract,
    op.store(),
    advance(values, 16),
    advance(into, 16),
  );
};

function subtract(): AssembledFunction {
  const [into, values, bytes, factor, end, both] = variables(6);
  const start = code(sum(into, bytes, end), op.get(factor), op.splat, op.set(both));
  return {
    name: 'subtract',
    parameters: [i32, i32, i32, f64],
    locals: [i32, v128],
    body: code(start, whileBelow(into, end, subtractPair(into, values, both))),
  };
}

function subtractFromEach(): AssembledFunction {
  const [rows, count, stride, factors, vector, end, rowEnd, at, both] = variables(9);
  const row = code(
    code(op.get(factors), op.loadSplat, op.set(both), advance(factors, 8)),
    copy(vector, at),
    sum(rows, stride, rowEnd),
    whileBelow(rows, rowEnd, subtractPair(rows, at, both)),
  );
  return {
    name: 'subtractFromEach',
    parameters: [i32, i32, i32, i32, i32],
    locals: [i32, i32, i32, v128],
    body: code(endOf(factors, count, end), whileBelow(factors, end, row)),
  };
}

function gather(): AssembledFunction {
  const [rows, numbers, count, stride, into, end, rowEnd, at] = variables(8);
  const copyPair = (offset: number) => code(op.get(into), op.get(at), op.load(offset), op.store(offset));
  const row = code(
    code(op.get(numbers), op.i32Load, op.get(stride), op.i32Multiply, op.get(rows), op.i32Add, op.set(at)),
    sum(into, stride, rowEnd),
    whileBelow(into, rowEnd, code(copyPair(0), copyPair(16), advance(at, 32), advance(into, 32))),
    advance(numbers, 4),
  );
  const start = code(op.get(numbers), op.get(count), op.i32Const(2), op.i32ShiftLeft, op.i32Add, op.set(end));
  return {
    name: 'gather',
    parameters: [i32, i32, i32, i32, i32],
    locals: [i32, i32, i32],
    body: code(start, whileBelow(numbers, end, row)),
  };
}

function crossings(): AssembledFunction {
  const [side, residual, reach, count, cap, least, into, end, index, found, toward] = variables(11);
  const timesSide = (values: number) => code(op.get(side), op.f64Load, op.get(values), op.f64Load, op.f64Multiply);
  const inTime = code(timesSide(residual), op.get(cap), op.get(toward), op.f64Multiply, op.f64Less);
  const isToward = code(op.get(least), op.get(toward), op.f64Less);
  const place = code(op.get(into), op.get(found), op.i32Const(2), op.i32ShiftLeft, op.i32Add);
  const row = code(
    code(timesSide(reach), op.set(toward)),
    code(place, op.get(index), op.i32Store),
    code(op.get(found), inTime, isToward, op.i32And, op.i32Add, op.set(found)),
    code(advance(index, 1), advance(side, 8), advance(residual, 8), advance(reach, 8)),
  );
  return {
    name: 'crossings',
    parameters: [i32, i32, i32, i32, f64, f64, i32],
    result: i32,
    locals: [i32, i32, i32, f64],
    body: code(endOf(side, count, end), whileBelow(side, end, row), op.get(found)),
  };
}
