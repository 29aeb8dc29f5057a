import type { ModelledScores } from './modelled-scores.ts';
import { subjectBlockEnd } from './subject-block-end.ts';
import type { TrajectoryScores } from './trajectory-scores.ts';

/**
 * Pupils (or pupils × subjects) whose scores have the same subjects, years and stated errors, and the same windows compared:
 * everything that does not depend on the scores themselves is worked out once for all of them.
 */
export interface ScorePattern extends PatternDates {
  /** First score of each block; its scores are neighbours. */
  readonly starts: Int32Array;
  /** In order of time. */
  readonly errorShare: Float64Array;
  readonly levelSquare: Float64Array;
  readonly coarseness: Float64Array;
}

/** What patterns have in common that differ in errors alone. */
export interface PatternDates {
  /** Its number: the same for patterns with the same entries here. */
  readonly dates: number;
  readonly size: number;
  /** Places of the block's scores in order of year: `start + order[j]` is the j-th in time. */
  readonly order: Int32Array;
  /** In order of time. */
  readonly subject: Int32Array;
  readonly year: Float64Array;
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
  const levelCode = codes();
  const coarseCode = codes();
  const datesOf = new Map<string, PatternDates>();
  const found = new Map<string, { starts: number[]; dates: PatternDates }>();
  let block = 0;
  for (let start = 0; start < scores.count;) {
    const end = blockEnd(scores, start, blockOf);
    if (keep(start, block++)) {
      let when = '';
      let errors = '';
      for (let row = start; row < end; row++) {
        const comparison = currentOf[row];
        const baseline = comparison < 0 ? -2 : place(scores.baselineScore[comparison], start);
        const first = comparison < 0 ? -2 : place(scores.firstScore[comparison], start);
        when += letters(scores.subject[row]) + letters(yearCode(scores.year[row])) + letters(baseline) + letters(first);
        errors += letters(errorCode(scores.errorShare[row]));
        errors += letters(levelCode(scores.levelSquare[row])) + letters(coarseCode(scores.coarseness[row]));
      }
      const pattern = found.get(when + errors);
      if (pattern) pattern.starts.push(start);
      else {
        let dates = datesOf.get(when);
        if (!dates) datesOf.set(when, (dates = describeDates(scores, currentOf, start, end - start, datesOf.size)));
        found.set(when + errors, { starts: [start], dates });
      }
    }
    start = end;
  }
  return Array.from(found.values(), ({ starts, dates }) => describePattern(scores, starts, dates));
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

/** A whole number from −2 on as two letters of a key. */
function letters(value: number): string {
  return String.fromCharCode((value + 2) & 0xffff, (value + 2) >>> 16);
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

function describePattern(scores: ModelledScores, starts: readonly number[], dates: PatternDates): ScorePattern {
  const at = (column: Float64Array) => {
    const values = new Float64Array(dates.size);
    for (let j = 0; j < dates.size; j++) values[j] = column[starts[0] + dates.order[j]];
    return values;
  };
  return {
    ...dates,
    starts: Int32Array.from(starts),
    errorShare: at(scores.errorShare),
    levelSquare: at(scores.levelSquare),
    coarseness: at(scores.coarseness),
  };
}

function describeDates(
  scores: ModelledScores,
  currentOf: Int32Array,
  start: number,
  size: number,
  dates: number,
): PatternDates {
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
    dates,
    size,
    order,
    subject: order.map((at) => scores.subject[start + at]),
    year: Float64Array.from(order, (at) => scores.year[start + at]),
    current: Int32Array.from(current),
    baseline: Int32Array.from(baseline),
    first: Int32Array.from(first),
  };
}
