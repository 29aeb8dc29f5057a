import { identityOrder, sortOrder } from './sort-order.ts';

/** Distinct rows of a regression in an order that depends on their content alone, with the weight each stands for. */
export interface CanonicalRows {
  readonly columns: readonly Float64Array[];
  readonly response: Float64Array;
  readonly weights: Float64Array;
  /** Which distinct row each given row became. */
  readonly distinctRow: Uint32Array;
}

/**
 * Sorts rows by content and joins identical ones (same design, same response) into one with the sum of their weights.
 *
 * The order of the input then cannot change a single bit of what is computed from the result, and whole-number scores cost
 * their number of distinct rows. Whole numbers with few combinations are counted in a table, all else is sorted. Key: a fixed weighted sum of the design's columns, then the response.
 *
 * @param columns p columns of n finite numbers
 * @param weights n positive numbers, or null for 1 each
 */
export function canonicalRows(
  columns: readonly Float64Array[],
  response: Float64Array,
  weights: Float64Array | null,
): CanonicalRows {
  const n = response.length;
  const counted = countedRows(columns, response, weights);
  if (counted) return counted;
  const projection = projectRows(columns, n);
  const order = sortOrder(projection, sortOrder(response, identityOrder(n)));
  const heads = new Uint32Array(n);
  const sums = new Float64Array(n);
  const distinctRow = new Uint32Array(n);
  let distinct = 0;
  for (let i = 0; i < n; i++) {
    const row = order[i];
    const head = distinct > 0 ? heads[distinct - 1] : row;
    if (distinct === 0 || projection[head] !== projection[row] || !sameRow(columns, response, head, row)) {
      heads[distinct++] = row;
    }
    sums[distinct - 1] += weights ? weights[row] : 1;
    distinctRow[row] = distinct - 1;
  }
  const kept = heads.subarray(0, distinct);
  return {
    columns: columns.map((column) => gather(column, kept)),
    response: gather(response, kept),
    weights: sums.slice(0, distinct),
    distinctRow,
  };
}

/** Σ c_j X_j with fixed c_j: equal rows have equal sums, unequal rows hardly ever do. */
function projectRows(columns: readonly Float64Array[], n: number): Float64Array {
  const projection = new Float64Array(n);
  let factor = 1;
  for (const column of columns) {
    for (let i = 0; i < n; i++) projection[i] += factor * column[i];
    factor = 0.5 + ((factor * 1.6180339887498949) % 1);
  }
  return projection;
}

function sameRow(columns: readonly Float64Array[], response: Float64Array, a: number, b: number): boolean {
  if (response[a] !== response[b]) return false;
  for (const column of columns) if (column[a] !== column[b]) return false;
  return true;
}

function gather(values: Float64Array, rows: Uint32Array): Float64Array {
  const gathered = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) gathered[i] = values[rows[i]];
  return gathered;
}

/** Cells a table of counts may have. */
const mostCells = 4_000_000;

/** The same by a table with a cell for every combination of whole numbers; null where there are none or too many. */
function countedRows(
  columns: readonly Float64Array[],
  response: Float64Array,
  weights: Float64Array | null,
): CanonicalRows | null {
  const n = response.length;
  const ranges: { values: Float64Array; low: number; size: number }[] = [];
  let cells = 1;
  for (const values of [...columns, response]) {
    const range = wholeRange(values);
    if (range === null) return null;
    ranges.push({ values, ...range });
    cells *= range.size;
    if (cells > Math.min(mostCells, 4 * n + 65536)) return null;
  }
  const cellOf = new Uint32Array(n);
  for (const { values, low, size } of ranges) {
    for (let i = 0; i < n; i++) cellOf[i] = cellOf[i] * size + (values[i] - low);
  }
  const sums = new Float64Array(cells);
  const heads = new Int32Array(cells);
  for (let i = n - 1; i >= 0; i--) {
    sums[cellOf[i]] += weights ? weights[i] : 1;
    heads[cellOf[i]] = i;
  }
  const rank = new Uint32Array(cells);
  const kept = new Uint32Array(Math.min(n, cells));
  let distinct = 0;
  for (let cell = 0; cell < cells; cell++) {
    if (sums[cell] === 0) continue;
    rank[cell] = distinct;
    sums[distinct] = sums[cell];
    kept[distinct++] = heads[cell];
  }
  for (let i = 0; i < n; i++) cellOf[i] = rank[cellOf[i]];
  const first = kept.subarray(0, distinct);
  return {
    columns: columns.map((column) => gather(column, first)),
    response: gather(response, first),
    weights: sums.slice(0, distinct),
    distinctRow: cellOf,
  };
}

/** Lowest value and how many whole numbers there are from it to the highest; null where one is not whole. */
function wholeRange(values: Float64Array): { low: number; size: number } | null {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value !== Math.floor(value)) return null;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high - low < mostCells ? { low, size: high - low + 1 } : null;
}
