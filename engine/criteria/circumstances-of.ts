import type { Comparisons } from '../growth/comparisons/comparisons.ts';
import { academicYearOf } from '../tables/academic-year-of.ts';
import type { Measurements } from '../scales/measurements.ts';
import { yearGroupNumber } from '../scales/year-group-number.ts';
import { resultStatuses, type AssessmentData, type Scale } from '../tables/assessment-data.ts';
import type { Circumstances } from './judged-criteria.ts';

const floor = resultStatuses.indexOf('floor');
const ceiling = resultStatuses.indexOf('ceiling');

/**
 * A rating this share of its range from the best end is as good as at it: 0 to 2 of 40 difficulties. One more tick there is a
 * rater's day, and by rank it would count as a fall past many.
 */
const nearBestShare = 0.05;

/**
 * Reads off, for every comparison, the facts about tests and peers that bear on a verdict.
 *
 * @param peers pupils in the reference of each comparison, the pupil not counted
 * @param reliabilityOfSubject reliability of an ordinary score by subject, 0–1, for the chance that one more settles it
 */
export function circumstancesOf(
  data: AssessmentData,
  measurements: Measurements,
  comparisons: Comparisons,
  { peers, reliabilityOfSubject }: { peers: ArrayLike<number>; reliabilityOfSubject: ArrayLike<number> },
): Circumstances {
  const { results, scales, windows } = data;
  const n = comparisons.count;
  const facts = {
    baselineStatus: comparisons.baselineStatus,
    peers: Int32Array.from(peers),
    changedSince: new Uint8Array(n),
    changedBefore: new Uint8Array(n),
    atFloor: new Uint8Array(n),
    atCeiling: new Uint8Array(n),
    bestNow: new Uint8Array(n),
    onlyBands: new Uint8Array(n),
    outOfYear: new Uint8Array(n),
    noiseRatio: new Float64Array(n),
  };
  const changed = (rowA: number, rowB: number) =>
    Number(rowA >= 0 && rowB >= 0 && results.scale[rowA] !== results.scale[rowB]);
  const stands = (row: number, end: 'best' | 'worst') => {
    if (row < 0) return false;
    const scale = scales[results.scale[row]];
    const status = (end === 'best') === scale.higherIsBetter ? ceiling : floor;
    return results.status[row] === status || (end === 'best' && isNearBest(results.value[row], scale));
  };
  const paperYear = results.paperYearGroup.values.map(yearGroupNumber);
  // A file may name the year group of every paper; only one that is not the cohort's at that time is another measure.
  const otherYear = (row: number) => {
    if (row < 0 || results.paperYearGroup.codes[row] < 0) return false;
    const reception = Number(measurements.cohorts[measurements.cohort[results.pupil[row]]].slice(0, 4));
    const year = academicYearOf(windows.day[results.window[row]]);
    return year - reception !== paperYear[results.paperYearGroup.codes[row]];
  };
  for (let i = 0; i < n; i++) {
    const current = comparisons.currentRow[i];
    const baseline = comparisons.baselineRow[i];
    const reliability = reliabilityOfSubject[comparisons.subject[i]];
    facts.noiseRatio[i] = (1 - reliability) / reliability;
    if (current < 0) continue;
    const scale = scales[results.scale[current]];
    facts.changedSince[i] = changed(current, baseline);
    facts.changedBefore[i] = changed(baseline, comparisons.firstRow[i]);
    facts.atFloor[i] = Number(stands(current, 'worst') || stands(baseline, 'worst'));
    facts.bestNow[i] = Number(stands(current, 'best'));
    facts.atCeiling[i] = Number(facts.bestNow[i] === 1 || stands(baseline, 'best'));
    facts.onlyBands[i] = Number(scale.class === 'ordinal');
    // A vertical scale places any paper on one line; on other scales another year group's paper is another measure.
    facts.outOfYear[i] = Number(
      (scale.class === 'standardised' || scale.class === 'criterion' || scale.class === 'age-equivalent') &&
        (otherYear(current) || otherYear(baseline)),
    );
  }
  return facts;
}

/** Whether a score is the best there is, or on a rating next to it; false where the scale's end is not known. */
function isNearBest(value: number, { class: kind, higherIsBetter, min, max }: Scale): boolean {
  if (kind === 'ordinal') return false;
  const short = higherIsBetter ? max - value : value - min;
  const room = kind === 'non-attainment' && max > min ? nearBestShare * (max - min) : 0;
  return short <= room;
}
