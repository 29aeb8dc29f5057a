/**
 * The order that sorts numbers ascending, ties kept in their given order (stable).
 *
 * Least-significant-digit radix sort on the bits of the doubles, eight bits a pass; a digit that all keys share is skipped,
 * so small whole numbers cost two or three passes. Linear in n. −0 sorts as 0. NaN is not allowed (checked by the callers).
 *
 * @param keys n finite numbers
 * @param order the order so far (a permutation of 0 … n−1), for sorting by several keys, last key first; changed in place
 */
export function sortOrder(keys: Float64Array, order: Uint32Array = identityOrder(keys.length)): Uint32Array {
  const n = keys.length;
  const words = new Uint32Array(2 * n);
  const double = new Float64Array(1);
  const halves = new Uint32Array(double.buffer);
  const counts = new Uint32Array(8 * 256);
  for (let i = 0; i < n; i++) {
    double[0] = keys[i] + 0;
    // Ascending doubles become ascending unsigned integers: flip the sign bit of positives, every bit of negatives.
    const negative = halves[1] >>> 31 === 1;
    const low = negative ? ~halves[0] >>> 0 : halves[0];
    const high = (negative ? ~halves[1] : halves[1] ^ 0x80000000) >>> 0;
    words[2 * i] = low;
    words[2 * i + 1] = high;
    for (let digit = 0; digit < 4; digit++) {
      counts[digit * 256 + ((low >>> (8 * digit)) & 255)]++;
      counts[(digit + 4) * 256 + ((high >>> (8 * digit)) & 255)]++;
    }
  }
  let from = order;
  let to: Uint32Array = new Uint32Array(n);
  for (let digit = 0; digit < 8; digit++) {
    const starts = bucketStarts(counts.subarray(digit * 256, digit * 256 + 256), n);
    if (starts === null) continue;
    const half = digit >> 2;
    const shift = 8 * (digit & 3);
    for (let i = 0; i < n; i++) {
      const row = from[i];
      to[starts[(words[2 * row + half] >>> shift) & 255]++] = row;
    }
    [from, to] = [to, from];
  }
  if (from !== order) order.set(from);
  return order;
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
