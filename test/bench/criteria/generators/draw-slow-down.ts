import type { RandomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import type { UnlikeCalendar } from './unlike-calendar.ts';
import type { SlowDownKind, UnlikeSettings } from './unlike-settings.ts';

/** Whole windows a pupil was away, the first and how many. */
export interface Absence {
  readonly from: number;
  readonly windows: number;
}

export interface SlowDown {
  readonly kind: SlowDownKind;
  /** Years since the first window. */
  readonly fromYear: number;
  /** How far below ordinary progress, SD ≥ 0: subject × (windows + the year after). */
  readonly shortfall: Float64Array;
}

/** A shortfall that only just began is nobody's slow-down yet. */
export const leastShortfall = 0.1;

/**
 * One slow-down as the literature describes them; `dip that recovers` is none. Sizes are log-normal: half lie within a factor of
 * about 1.3 of the middle, the longest falls are several times the shortest.
 *
 * - `steep ramp`: within the last year attainment falls away at about 1 SD a year and levels off at about 1.1 SD (late-emerging
 *   difficulties: Leach, Scarborough & Rescorla 2003, J. Educ. Psychol. 95; Catts, Compton, Tomblin & Bridges 2012, ibid. 104).
 * - `plateau`: nothing is gained any more; the others gain .3 to .6 SD a year at this age (Bloom, Hill, Black & Lipsey 2008,
 *   J. Res. Educ. Eff. 1; plateaus of poor readers: Francis et al. 1996, J. Educ. Psychol. 88).
 * - `step after absence`: what was missed stays missing (Gottfried 2010, Am. Educ. Res. J. 47; changes of school: Hanushek, Kain
 *   & Rivkin 2004, J. Public Econ. 88; Grigg 2012, Sociol. Educ. 85). The size is the pupil's own, .25 to 1.3 SD.
 * - `two-year decline`: .2 to .5 SD a year, begun about two years ago (Morgan, Farkas & Wu 2009, J. Learn. Disabil. 42).
 * - `dip that recovers`: half an SD and more for one or two windows, made good in all but one in five before the newest.
 */
export function drawSlowDown(
  kind: SlowDownKind,
  settings: UnlikeSettings,
  calendar: UnlikeCalendar,
  absence: Absence | null,
  stream: RandomStream,
): SlowDown {
  const { subjects } = settings;
  const now = calendar.year[calendar.count - 1];
  const course = courses[kind](calendar, now, absence, stream);
  const touched = touchedSubjects(settings, stream);
  const times = calendar.year.length;
  const shortfall = new Float64Array(subjects * times);
  for (let subject = 0; subject < subjects; subject++) {
    const size = touched[subject] ? logNormal(stream, 1, 0.25) : 0;
    for (let time = 0; time < times; time++) {
      shortfall[subject * times + time] = size * Math.max(0, course.at(calendar.year[time]));
    }
  }
  return { kind, fromYear: course.fromYear, shortfall };
}

interface Course {
  readonly fromYear: number;
  readonly at: (year: number) => number;
}

type CourseDrawer = (calendar: UnlikeCalendar, now: number, absence: Absence | null, stream: RandomStream) => Course;

const courses: Readonly<Record<SlowDownKind, CourseDrawer>> = {
  'steep ramp': (_calendar, now, _absence, stream) => {
    const fromYear = now - between(stream, 0.2, 1.1);
    const rate = logNormal(stream, 1, 0.35);
    const most = logNormal(stream, 1.1, 0.3);
    return { fromYear, at: (year) => -most * Math.expm1((-rate * Math.max(0, year - fromYear)) / most) };
  },
  plateau: (_calendar, now, _absence, stream) => {
    const fromYear = now - between(stream, 0.4, 1.6);
    const rate = between(stream, 0.3, 0.6);
    return { fromYear, at: (year) => rate * (year - fromYear) };
  },
  'step after absence': (calendar, now, absence, stream) => {
    const fromYear = absence ? calendar.year[absence.from] : now;
    const size = logNormal(stream, 0.6, 0.4);
    return { fromYear, at: (year) => (year >= fromYear ? size : 0) };
  },
  'two-year decline': (_calendar, now, _absence, stream) => {
    const fromYear = now - between(stream, 1.5, 2.3);
    const rate = logNormal(stream, 0.32, 0.3);
    return { fromYear, at: (year) => rate * (year - fromYear) };
  },
  'dip that recovers': (calendar, _now, _absence, stream) => {
    const newest = calendar.count - 1;
    const lasting = 1 + stream.below(2);
    const last = stream.uniform() < 0.2 ? newest : newest - 1 - stream.below(Math.max(1, newest - lasting - 1));
    const first = Math.max(0, last - lasting + 1);
    const size = logNormal(stream, 0.6, 0.35);
    const [from, to] = [calendar.year[first], calendar.year[last]];
    return { fromYear: from, at: (year) => (year >= from && year <= to ? size : 0) };
  },
};

function touchedSubjects({ subjects, reach }: UnlikeSettings, stream: RandomStream): boolean[] {
  const certain = stream.below(subjects);
  // About half of those who fall behind do so in one subject, the others in several.
  const all = reach === 'all' || (reach === 'some' && stream.uniform() < 0.3);
  return Array.from({ length: subjects }, (_, subject) => {
    if (all || subject === certain) return true;
    return reach === 'some' && stream.uniform() < 0.3;
  });
}

function between(stream: RandomStream, low: number, high: number): number {
  return low + (high - low) * stream.uniform();
}

function logNormal(stream: RandomStream, middle: number, logSd: number): number {
  return middle * Math.exp(logSd * stream.normal());
}
