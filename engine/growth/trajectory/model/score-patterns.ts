import type { ModelledScores } from './modelled-scores.ts';
import { subjectBlockEnd } from './subject-block-end.ts';
import type { TrajectoryScores } from './trajectory-scores.ts';

/**
 * Pupils (or pupils × subjects) whose scores have the same subjects, years and stated errors, and the same windows compared:
 * everything that does not depend on the scores themselves is worked out once for all of them.
 */
export interface ScorePattern {
  readonly size: number;
  /** First score of each block; its scores are neighbours. */
  readonly starts: Int32Array;
  /** Places of the block's scores in order of year: `start + order[j]` is the j-th in time. */
  readonly order: Int32Array;
  /** In order of time. */
  readonly subject: Int32Array;
  readonly year: Float64Array;
  readonly errorShare: Float64Array;
  readonly levelSquare: Float64Array;
  readonly coarseness: Float64Array;
  /** Comparisons in the block: places (in order of time) of their current, baseline and first scores, −1 none. */
  readonly current: Int32Array;
  readonly baseline: Int32Array;
  readonly first: Int32Array;
}

/**
 * Groups the scores into blocks and the blocks into patterns.
 *
 * @param scores rows in order of pupil, subject, year
 * @param blockOf how far a block reaches: all of a pupil, or one subject of a pupil
 * @param keep whether the block starting at this row takes part
 * @returns patterns in order of their first block
 */
export function scorePatterns(
  scores: ModelledScores,
  blockOf: 'pupil' | 'subject',
  keep: (start: number, block: number) => boolean,
): ScorePattern[] {
  const currentOf = comparisonOfCurrent(scores);
  const yearCode = codes();
  const errorCode = codes();
  const coarseCode = codes();
  const found = new Map<string, { starts: number[]; size: number }>();
  let block = 0;
  for (let start = 0; start < scores.count;) {
    const end = blockEnd(scores, start, blockOf);
    if (keep(start, block++)) {
      let key = '';
      for (let row = start; row < end; row++) {
        key += `${scores.subject[row]},${yearCode(scores.year[row])},${errorCode(scores.errorShare[row])},${scores.levelSquare[row]},${coarseCode(scores.coarseness[row])}`;
        const comparison = currentOf[row];
        if (comparison >= 0) {
          key += `:${place(scores.baselineScore[comparison], start)}:${place(scores.firstScore[comparison], start)}`;
        }
        key += ';';
      }
      const pattern = found.get(key);
      if (pattern) pattern.starts.push(start);
      else found.set(key, { starts: [start], size: end - start });
    }
    start = end;
  }
  return [...found.values()].map(({ starts, size }) => describePattern(scores, currentOf, starts, size));
}

function blockEnd(scores: ModelledScores, start: number, blockOf: 'pupil' | 'subject'): number {
  let end = subjectBlockEnd(scores, start);
  if (blockOf === 'subject') return end;
  while (end < scores.count && scores.pupil[end] === scores.pupil[start]) end = subjectBlockEnd(scores, end);
  return end;
}

function place(row: number, start: number): number {
  return row < 0 ? -1 : row - start;
}

/** Comparison whose current score is the row, or −1. */
export function comparisonOfCurrent(scores: TrajectoryScores): Int32Array {
  const comparisonOf = new Int32Array(scores.count).fill(-1);
  for (let comparison = 0; comparison < scores.comparisons; comparison++) {
    const row = scores.currentScore[comparison];
    if (row >= 0) comparisonOf[row] = comparison;
  }
  return comparisonOf;
}

/** Values compared one by one before the rest are looked up. */
const lookedAtFirst = 12;

/** Numbers the values it is given, in the order in which they are met; NaN is a value. */
function codes(): (value: number) => number {
  const first: number[] = [];
  const others = new Map<number, number>();
  return (value) => {
    if (Number.isNaN(value)) return -1;
    for (let code = 0; code < first.length; code++) if (first[code] === value) return code;
    const known = others.get(value);
    if (known !== undefined) return known;
    const next = first.length + others.size;
    if (first.length < lookedAtFirst) first.push(value);
    else others.set(value, next);
    return next;
  };
}

function describePattern(
  scores: ModelledScores,
  currentOf: Int32Array,
  starts: readonly number[],
  size: number,
): ScorePattern {
  const start = starts[0];
  const order = Int32Array.from({ length: size }, (_, at) => at).sort(
    (a, b) => scores.year[start + a] - scores.year[start + b] || a - b,
  );
  const timePlace = new Int32Array(size);
  order.forEach((at, j) => (timePlace[at] = j));
  const current: number[] = [];
  const baseline: number[] = [];
  const first: number[] = [];
  const inTime = (row: number) => (row < 0 ? -1 : timePlace[row - start]);
  for (let row = start; row < start + size; row++) {
    const comparison = currentOf[row];
    if (comparison < 0) continue;
    current.push(inTime(row));
    baseline.push(inTime(scores.baselineScore[comparison]));
    first.push(inTime(scores.firstScore[comparison]));
  }
  return {
    size,
    starts: Int32Array.from(starts),
    order,
    subject: order.map((at) => scores.subject[start + at]),
    year: Float64Array.from(order, (at) => scores.year[start + at]),
    errorShare: Float64Array.from(order, (at) => scores.errorShare[start + at]),
    levelSquare: Float64Array.from(order, (at) => scores.levelSquare[start + at]),
    coarseness: Float64Array.from(order, (at) => scores.coarseness[start + at]),
    current: Int32Array.from(current),
    baseline: Int32Array.from(baseline),
    first: Int32Array.from(first),
  };
}
