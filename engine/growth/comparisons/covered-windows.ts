import type { AssessmentData } from '../../tables/assessment-data.ts';
import { hasSat } from './who-sat.ts';

/** Which windows enough of a class have sat. */
export interface Covered {
  readonly classes: number;
  readonly windows: number;
  /** 1 where window w of subject s in class c is covered, at (s × classes + c) × windows + w. */
  readonly isCovered: Uint8Array;
  /** Whether enough of the class have sat the window in some subject. */
  inAnySubject(index: number, window: number): boolean;
}

/** A result tells of a pupil who sits the subject for so many days after. */
const aYearOfDays = 400;

/**
 * By subject, class and window: whether at least `share` (0–1) of those who could have sat it have. Who could are the pupils
 * with any result of the subject in the window or in the year before.
 */
export function coveredWindows(
  data: AssessmentData,
  { classOf, classes }: { readonly classOf: Int32Array; readonly classes: number },
  share: number,
): Covered {
  const { results, windows, pupils, subjects } = data;
  const isCovered = new Uint8Array(subjects.length * classes * windows.count);
  const sat = new Int32Array(classes * windows.count);
  const could = new Int32Array(classes * windows.count);
  for (let subject = 0; subject < subjects.length; subject++) {
    sat.fill(0);
    could.fill(0);
    for (let pupil = 0; pupil < pupils.count; pupil++) {
      const from = results.firstRow[subject * pupils.count + pupil];
      const to = results.firstRow[subject * pupils.count + pupil + 1];
      countPupil(data, from, to, classOf[pupil] * windows.count, sat, could);
    }
    const offset = subject * sat.length;
    for (let at = 0; at < sat.length; at++)
      isCovered[offset + at] = Number(sat[at] > 0 && sat[at] >= share * could[at]);
  }
  const inAnySubject = (index: number, window: number) =>
    subjects.some((_, subject) => isCovered[(subject * classes + index) * windows.count + window] === 1);
  return { classes, windows: windows.count, isCovered, inAnySubject };
}

/** Rows `from` … `to` − 1 are one pupil’s, by window: adds the pupil to the windows sat and to those that could have been. */
function countPupil(
  { results, windows }: AssessmentData,
  from: number,
  to: number,
  offset: number,
  sat: Int32Array,
  could: Int32Array,
): void {
  let through = -1;
  for (let row = from; row < to; row++) {
    const window = results.window[row];
    if (hasSat[results.status[row]]) sat[offset + window]++;
    for (let next = Math.max(window, through + 1); next < windows.count; next++) {
      if (windows.day[next] - windows.day[window] > aYearOfDays) break;
      could[offset + next]++;
      through = next;
    }
  }
}
