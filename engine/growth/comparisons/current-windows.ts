import { SameStartError } from '../../errors.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import { coveredWindows, type Covered } from './covered-windows.ts';
import { usualSpacing } from './usual-spacing.ts';
import { whoSat, type WhoSat } from './who-sat.ts';

export interface CurrentWindowSettings {
  /** Name of the window to judge every class on; null lets coverage decide. */
  readonly window: string | null;
  /** Share of those who sit the subject in a class that must have sat a window for it to be current, 0–1. */
  readonly currentWindowShare: number;
  /** Share of all pupils who sit anything that must have sat a window for it to be current for anybody, 0–1. */
  readonly fewestShare: number;
  /** A window older than so many of the class's usual spacings before the run's is current for nobody; weeks at least. */
  readonly oldestSpacings: number;
  readonly oldestWeeks: number;
}

export const defaultCurrentWindowSettings: CurrentWindowSettings = {
  window: null,
  currentWindowShare: 0.5,
  fewestShare: 0.1,
  oldestSpacings: 1.5,
  oldestWeeks: 26,
};

export interface CurrentWindows {
  /** The newest window that is current for any class: the one the run is for; −1 where there is none. */
  readonly runWindow: number;
  /** Current window of subject s for the class of pupil p at s × pupils + p; −1 where it has none. */
  readonly windowOf: Int32Array;
  /** How many have sat each window, of those who could have. */
  readonly whoSat: WhoSat;
}

/**
 * Which window counts as current, by present class and subject: the newest that at least half have sat. Those who could have
 * are the pupils of the class with any result of the subject in it or in the year before, so that a scale filled in for
 * eight pupils of thirty is judged by the eight. Pupils without a class count with their school.
 *
 * A window that hardly anybody in the whole data has sat is passed over for every class: the first twelve of three hundred
 * would be compared with each other only. How long a window stays current follows the spacing of the class's own windows, so
 * that a class that sits yearly tests keeps last year's until its own next one.
 *
 * @throws SameStartError `window-unknown` where a named window is not in the data
 */
export function currentWindows(data: AssessmentData, settings: Partial<CurrentWindowSettings> = {}): CurrentWindows {
  const { window, currentWindowShare, fewestShare, ...oldest } = { ...defaultCurrentWindowSettings, ...settings };
  const { pupils, subjects, windows } = data;
  const windowOf = new Int32Array(subjects.length * pupils.count).fill(-1);
  const sitters = whoSat(data);
  if (window !== null) {
    const named = windows.window.indexOf(window);
    if (named < 0) throw new SameStartError('window-unknown', { window, known: windows.window.join(', ') });
    return { runWindow: named, windowOf: windowOf.fill(named), whoSat: sitters };
  }
  const enough = (at: number) => sitters.sat[at] > 0 && sitters.sat[at] >= fewestShare * sitters.could[at];
  const { classOf, classes } = presentClasses(data);
  const covered = coveredWindows(data, { classOf, classes }, currentWindowShare);
  const newest = newestOf(covered, enough);
  const runWindow = newest.reduce((most, index) => Math.max(most, index), -1);
  const oldestDay = oldestDays(data, covered, { ...oldest, runWindow, enough });
  for (let subject = 0; subject < subjects.length; subject++) {
    for (let pupil = 0; pupil < pupils.count; pupil++) {
      const index = newest[subject * classes + classOf[pupil]];
      if (index >= 0 && windows.day[index] >= oldestDay[classOf[pupil]]) {
        windowOf[subject * pupils.count + pupil] = index;
      }
    }
  }
  return { runWindow, windowOf, whoSat: sitters };
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

/** Newest covered window of subject s in class c at s × classes + c, of those that enough pupils have sat; −1 for none. */
function newestOf({ isCovered, windows }: Covered, enough: (window: number) => boolean): Int32Array {
  return Int32Array.from({ length: isCovered.length / windows }, (_, pair) => {
    for (let window = windows - 1; window >= 0; window--) {
      if (isCovered[pair * windows + window] === 1 && enough(window)) return window;
    }
    return -1;
  });
}

interface OldestRule extends Pick<CurrentWindowSettings, 'oldestSpacings' | 'oldestWeeks'> {
  readonly runWindow: number;
  readonly enough: (window: number) => boolean;
}

/** By class: the first day a current window may have. A class with a single window goes by the spacing of all. */
function oldestDays(
  { windows }: AssessmentData,
  covered: Covered,
  { runWindow, enough, oldestSpacings, oldestWeeks }: OldestRule,
): Float64Array {
  const daysOf = (isIn: (window: number) => boolean) =>
    [...windows.day].filter((_, window) => window <= runWindow && isIn(window));
  const ofAll = usualSpacing(daysOf(enough));
  return Float64Array.from({ length: covered.classes }, (_, index) => {
    const own = usualSpacing(daysOf((window) => covered.inAnySubject(index, window)));
    const spacing = Number.isNaN(own) ? ofAll : own;
    const days = Math.max(7 * oldestWeeks, Number.isNaN(spacing) ? 0 : oldestSpacings * spacing);
    return runWindow < 0 ? Infinity : windows.day[runWindow] - days;
  });
}
