import type { Measurements } from '../../scales/measurements.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import type { Comparisons } from '../comparisons/comparisons.ts';

/** Two windows of one subject and cohort on given scales, and the comparisons that ask for them. Numbers index the tables. */
export interface WindowPair {
  readonly subject: number;
  readonly cohort: number;
  readonly baselineWindow: number;
  readonly window: number;
  readonly baselineScale: number;
  readonly scale: number;
  /** Rows of `Comparisons`, ascending. */
  readonly comparisons: readonly number[];
}

/** Pupils of one cohort with a usable score in both windows of a pair. */
export interface PairScores {
  readonly pupil: Int32Array;
  readonly baseline: Float64Array;
  readonly current: Float64Array;
}

/** The different pairs that comparisons ask for, in order of subject, cohort, windows, scales. */
export function growthPairs(data: AssessmentData, measurements: Measurements, comparisons: Comparisons): WindowPair[] {
  const { window, scale } = data.results;
  const pairs = new Map<string, { pair: WindowPair & { comparisons: number[] }; order: readonly number[] }>();
  for (let i = 0; i < comparisons.count; i++) {
    const before = comparisons.baselineRow[i];
    const now = comparisons.currentRow[i];
    if (before < 0 || now < 0) continue;
    const cohort = measurements.cohort[comparisons.pupil[i]];
    const order = [comparisons.subject[i], cohort, window[before], window[now], scale[before], scale[now]];
    const key = order.join(' ');
    let found = pairs.get(key);
    if (found === undefined) {
      const [subject, , baselineWindow, later, baselineScale, laterScale] = order;
      const windows = { baselineWindow, window: later, baselineScale, scale: laterScale };
      found = { pair: { subject, cohort, ...windows, comparisons: [] }, order };
      pairs.set(key, found);
    }
    found.pair.comparisons.push(i);
  }
  return [...pairs.values()].sort((a, b) => byOrder(a.order, b.order)).map(({ pair }) => pair);
}

function byOrder(a: readonly number[], b: readonly number[]): number {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return a[k] - b[k];
  return 0;
}

/** Pupils of each cohort, ascending. */
export function cohortMembers({ cohort, cohorts }: Measurements): readonly number[][] {
  const members: number[][] = cohorts.map(() => []);
  for (let pupil = 0; pupil < cohort.length; pupil++) if (cohort[pupil] >= 0) members[cohort[pupil]].push(pupil);
  return members;
}

/** Gathers the scores of all `members` who have both. */
export function pairScores(
  data: AssessmentData,
  { usable }: Measurements,
  pair: Omit<WindowPair, 'comparisons'>,
  members: readonly number[],
): PairScores {
  const { results, pupils } = data;
  const pupil = new Int32Array(members.length);
  const baseline = new Float64Array(members.length);
  const current = new Float64Array(members.length);
  let count = 0;
  for (const member of members) {
    const block = pair.subject * pupils.count + member;
    let before = -1;
    let now = -1;
    for (let row = results.firstRow[block]; row < results.firstRow[block + 1]; row++) {
      if (!usable[row]) continue;
      if (results.window[row] === pair.baselineWindow && results.scale[row] === pair.baselineScale) before = row;
      if (results.window[row] === pair.window && results.scale[row] === pair.scale) now = row;
    }
    if (before < 0 || now < 0) continue;
    pupil[count] = member;
    baseline[count] = results.value[before];
    current[count] = results.value[now];
    count++;
  }
  return { pupil: pupil.slice(0, count), baseline: baseline.slice(0, count), current: current.slice(0, count) };
}
