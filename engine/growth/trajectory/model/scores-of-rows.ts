import type { TrajectoryScores } from './trajectory-scores.ts';

/** Scores of some pupils on their own, with the comparisons that have a current score among them numbered anew. */
export interface PartOfScores {
  readonly scores: TrajectoryScores;
  /** Number in the whole of each comparison of the part. */
  readonly comparison: Int32Array;
}

/** Rows from `from` to before `to`, which must hold pupils whole. Its arrays are its own. */
export function scoresOfRows(scores: TrajectoryScores, from: number, to: number, comparison: Int32Array): PartOfScores {
  const find = (column: Int32Array) => comparison.map((at) => (column[at] < 0 ? -1 : column[at] - from));
  return {
    comparison,
    scores: {
      ...scores,
      count: to - from,
      pupil: scores.pupil.slice(from, to),
      subject: scores.subject.slice(from, to),
      year: scores.year.slice(from, to),
      observed: scores.observed.slice(from, to),
      observedLow: scores.observedLow.slice(from, to),
      observedHigh: scores.observedHigh.slice(from, to),
      errorShare: scores.errorShare.slice(from, to),
      cell: scores.cell.slice(from, to),
      group: scores.group.slice(from, to),
      result: scores.result.slice(from, to),
      comparisons: comparison.length,
      currentScore: find(scores.currentScore),
      baselineScore: find(scores.baselineScore),
      firstScore: find(scores.firstScore),
    },
  };
}

/** Fewest pupils that are worth a part of their own, and most pairs of parts. */
const pupilsWorthAPart = 500;
const mostPairs = 8;

/**
 * Where to cut scores into parts of whole pupils: by their number alone, so that whoever works on the parts, and however many,
 * the same is worked out. Parts come in pairs, so that of two cores neither waits for the other to finish a last one.
 *
 * @returns by part: first row, row after the last, and the comparisons with a current score there
 */
export function cutByPupils(scores: TrajectoryScores): { from: number; to: number; comparison: Int32Array }[] {
  const firstRows: number[] = [];
  for (let row = 0; row < scores.count; row++)
    if (row === 0 || scores.pupil[row] !== scores.pupil[row - 1]) firstRows.push(row);
  const pairs = Math.min(mostPairs, Math.floor(firstRows.length / (2 * pupilsWorthAPart)));
  const parts = Math.max(1, 2 * pairs);
  const cuts = Array.from(
    { length: parts + 1 },
    (_, part) => firstRows[Math.floor((part * firstRows.length) / parts)] ?? scores.count,
  );
  const found = cuts.slice(1).map((): number[] => []);
  for (let at = 0; at < scores.comparisons; at++) {
    const row = scores.currentScore[at];
    if (row >= 0) found[cuts.findLastIndex((cut) => cut <= row)].push(at);
  }
  return found.map((comparison, part) => ({
    from: cuts[part],
    to: cuts[part + 1],
    comparison: Int32Array.from(comparison),
  }));
}
