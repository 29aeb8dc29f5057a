/**
 * The order that sorts numbers ascending, ties kept in their given order (stable).
 *
 * Least-significant-digit radix sort on the bits of the doubles, eight bits a pass; a digit that all keys share is skipped,
 * so small whole numbers cost two or three passes. Linear in n: the keys travel with the rows, so that a pass reads in one go
 * whatever does not fit into the cache. −0 sorts as 0. NaN is not allowed (checked by the callers).
 *
 * @param keys n finite numbers
 * @param order the order so far (a permutation of 0 … n−1), for sorting by several keys, last key first; changed in place
 */
export function sortOrder(keys: Float64Array, order: Uint32Array = identityOrder(keys.length)): Uint32Array {
  const n = keys.length;
  const { low, high, counts } = sortableWords(keys, order);
  let from: KeyedRows = { rows: order, low, high };
  let to: KeyedRows = { rows: new Uint32Array(n), low: new Uint32Array(n), high: new Uint32Array(n) };
  for (let digit = 0; digit < 8; digit++) {
    const starts = bucketStarts(counts.subarray(digit * 256, digit * 256 + 256), n);
    if (starts === null) continue;
    distribute(from, to, starts, digit);
    [from, to] = [to, from];
  }
  if (from.rows !== order) order.set(from.rows);
  return order;
}

interface KeyedRows {
  readonly rows: Uint32Array;
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

/** Keys in the given order as two unsigned words each that sort as the doubles do, and how often each digit occurs. */
function sortableWords(keys: Float64Array, order: Uint32Array) {
  const n = keys.length;
  const words = { low: new Uint32Array(n), high: new Uint32Array(n), counts: new Uint32Array(8 * 256) };
  const { low, high, counts } = words;
  const double = new Float64Array(1);
  const halves = new Uint32Array(double.buffer);
  for (let i = 0; i < n; i++) {
    double[0] = keys[order[i]] + 0;
    // Ascending doubles become ascending unsigned integers: flip the sign bit of positives, every bit of negatives.
    const negative = halves[1] >>> 31 === 1;
    low[i] = negative ? ~halves[0] : halves[0];
    high[i] = negative ? ~halves[1] : halves[1] ^ 0x80000000;
    for (let digit = 0; digit < 4; digit++) {
      counts[digit * 256 + ((low[i] >>> (8 * digit)) & 255)]++;
      counts[(digit + 4) * 256 + ((high[i] >>> (8 * digit)) & 255)]++;
    }
  }
  return words;
}

/** One pass. The low words have done their part once its digits are through. */
function distribute(from: KeyedRows, to: KeyedRows, starts: Uint32Array, digit: number): void {
  const { rows, low, high } = from;
  const shift = 8 * (digit & 3);
  if (digit < 4) {
    for (let i = 0; i < rows.length; i++) {
      const place = starts[(low[i] >>> shift) & 255]++;
      to.rows[place] = rows[i];
      to.low[place] = low[i];
      to.high[place] = high[i];
    }
    return;
  }
  for (let i = 0; i < rows.length; i++) {
    const place = starts[(high[i] >>> shift) & 255]++;
    to.rows[place] = rows[i];
    to.high[place] = high[i];
  }
}

/** 0, 1, 2 … n−1. */
export function identityOrder(n: number): Uint32Array {
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  return order;
}

/** Where each bucket starts, or null where one bucket holds everything. */
function bucketStarts(counts: Uint32Array, n: number): Uint32Array | null {
  const starts = new Uint32Array(256);
  let sum = 0;
  for (let b = 0; b < 256; b++) {
    if (counts[b] === n) return null;
    starts[b] = sum;
    sum += counts[b];
  }
  return starts;
}
