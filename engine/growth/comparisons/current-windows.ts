import { SameStartError } from '../../errors.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import { resultStatuses } from '../../tables/assessment-data.ts';

export interface CurrentWindowSettings {
  /** Name of the window to judge every class on; null lets coverage decide. */
  readonly window: string | null;
  /** Share of those who sit the subject in a class that must have sat a window for it to be current, 0–1. */
  readonly currentWindowShare: number;
  /** A window older than this before the newest current one is current for nobody. */
  readonly oldestWeeks: number;
}

export const defaultCurrentWindowSettings: CurrentWindowSettings = {
  window: null,
  currentWindowShare: 0.5,
  oldestWeeks: 26,
};

export interface CurrentWindows {
  /** The newest window that is current for any class: the one the run is for; −1 where there is none. */
  readonly runWindow: number;
  /** Current window of subject s for the class of pupil p at s × pupils + p; −1 where it has none. */
  readonly windowOf: Int32Array;
}

/** Somebody absent or withheld has not sat; working below the test and disapplied are answers. */
const satBy = resultStatuses.map((status) => status !== 'absent' && status !== 'withheld');
const aYearOfDays = 400;

/**
 * Which window counts as current, by present class and subject: the newest that at least half have sat. Those who could have
 * are the pupils of the class with any result of the subject in it or in the year before, so that a scale filled in for
 * eight pupils of thirty is judged by the eight. Pupils without a class count with their school.
 *
 * @throws SameStartError `window-unknown` where a named window is not in the data
 */
export function currentWindows(data: AssessmentData, settings: Partial<CurrentWindowSettings> = {}): CurrentWindows {
  const { window, currentWindowShare, oldestWeeks } = { ...defaultCurrentWindowSettings, ...settings };
  const { pupils, subjects, windows } = data;
  const windowOf = new Int32Array(subjects.length * pupils.count).fill(-1);
  if (window !== null) {
    const named = windows.window.indexOf(window);
    if (named < 0) throw new SameStartError('window-unknown', { window, known: windows.window.join(', ') });
    return { runWindow: named, windowOf: windowOf.fill(named) };
  }
  const { classOf, classes } = presentClasses(data);
  const newest = newestCovered(data, classOf, classes, currentWindowShare);
  const runWindow = newest.reduce((most, index) => Math.max(most, index), -1);
  const oldestDay = runWindow < 0 ? Infinity : windows.day[runWindow] - 7 * oldestWeeks;
  for (let subject = 0; subject < subjects.length; subject++) {
    for (let pupil = 0; pupil < pupils.count; pupil++) {
      const index = newest[subject * classes + classOf[pupil]];
      if (index >= 0 && windows.day[index] >= oldestDay) windowOf[subject * pupils.count + pupil] = index;
    }
  }
  return { runWindow, windowOf };
}

/** A number for each school and class that occur together. */
function presentClasses({ pupils }: AssessmentData) {
  const width = pupils.class.values.length + 1;
  const numbers = new Map<number, number>();
  const classOf = new Int32Array(pupils.count);
  for (let pupil = 0; pupil < pupils.count; pupil++) {
    const key = pupils.school.codes[pupil] * width + pupils.class.codes[pupil] + 1;
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    classOf[pupil] = number;
  }
  return { classOf, classes: numbers.size };
}

/** Newest window with enough coverage of subject s in class c at s × classes + c; −1 for none. */
function newestCovered(data: AssessmentData, classOf: Int32Array, classes: number, share: number): Int32Array {
  const { results, windows, pupils, subjects } = data;
  const newest = new Int32Array(subjects.length * classes).fill(-1);
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
    for (let index = 0; index < classes; index++) {
      for (let window = windows.count - 1; window >= 0; window--) {
        const at = index * windows.count + window;
        if (sat[at] === 0 || sat[at] < share * could[at]) continue;
        newest[subject * classes + index] = window;
        break;
      }
    }
  }
  return newest;
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
    if (satBy[results.status[row]]) sat[offset + window]++;
    for (let next = Math.max(window, through + 1); next < windows.count; next++) {
      if (windows.day[next] - windows.day[window] > aYearOfDays) break;
      could[offset + next]++;
      through = next;
    }
  }
}
