/** Results of one pupil in one subject, by row of the windows; NaN where there is none. Positive = better. */
export interface ResultsOfPupil {
  readonly pupilId: string;
  readonly subject: string;
  /** Pupils of one group sit the same tests: subject and year group are compared within it. */
  readonly comparedIn: string;
  readonly scores: Float64Array;
}

/** Normal scores of each result within its group and window: equal marks share theirs. */
export function normalScores(results: readonly ResultsOfPupil[]): Float64Array[] {
  const placed = results.map(({ scores }) => new Float64Array(scores.length).fill(NaN));
  const windows = results[0]?.scores.length ?? 0;
  for (const members of Map.groupBy(results.keys(), (at) => results[at].comparedIn).values())
    for (let w = 0; w < windows; w += 1) {
      const sat = members.filter((at) => !Number.isNaN(results[at].scores[w]));
      const mean = sat.reduce((sum, at) => sum + results[at].scores[w], 0) / sat.length;
      const spread = Math.sqrt(sat.reduce((sum, at) => sum + (results[at].scores[w] - mean) ** 2, 0) / sat.length);
      if (spread > 0) for (const at of sat) placed[at][w] = (results[at].scores[w] - mean) / spread;
    }
  return placed;
}
