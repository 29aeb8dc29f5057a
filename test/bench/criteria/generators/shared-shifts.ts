import type { RandomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import type { UnlikeCalendar } from './unlike-calendar.ts';
import type { UnlikeSettings } from './unlike-settings.ts';

/** What is left a year later of what a school or class gained together. */
const leftNextYear = 0.7;
/** Correlation between subjects of what a school's pupils gain together in a year. */
const subjectsAlike = 0.7;

export interface SharedShifts {
  /** True and lasting, SD: subject, school, class (school × year group), time. */
  readonly lasting: (subject: number, school: number, cohort: number, time: number) => number;
  /** Of one paper only, SD. */
  readonly marking: (subject: number, school: number, window: number) => number;
  /** Of a cohort's mean, SD: no position changes. */
  readonly drift: (subject: number, cohort: number, time: number) => number;
  readonly eventSchool: number;
  readonly eventWindow: number;
}

/**
 * What pupils have in common: gains of a school and of a class in a year, which last and fade (Jacob, Lefgren & Sims 2010,
 * J. Hum. Resour. 45) and which its subjects share; marking of one paper, which the next window takes back (the transient part
 * of school scores in Kane & Staiger 2002, J. Econ. Perspect. 16); a drift of whole cohorts, as in 2020 and 2021 (Betthäuser,
 * Bach-Mortensen & Engzell 2023, Nat. Hum. Behav. 7).
 */
export function sharedShifts(settings: UnlikeSettings, calendar: UnlikeCalendar, stream: RandomStream): SharedShifts {
  const { subjects, schools, yearGroups, schoolEvent: event } = settings;
  const [times, years, cohorts] = [calendar.year.length, calendar.schoolYear.at(-1)! + 1, yearGroups.length];
  const bySchool = gains(schools, settings.schoolYearSd, stream.sub('schools'));
  const byClass = gains(schools * cohorts, settings.classYearSd, stream.sub('classes'));
  const drifts = walks(cohorts * subjects, settings.cohortDriftSd, stream.sub('drift'));
  const markings = stream.sub('marking');
  const marks = Float64Array.from(
    { length: subjects * schools * times },
    () => settings.markingSd * (markings.uniform() < 0.05 ? 3 : 0.8) * markings.normal(),
  );
  const eventSchool = event ? Math.min(3, schools - 1) : -1;
  const eventWindow = event ? calendar.count - 1 - event.windowFromLast : -1;
  return {
    lasting: (subject, school, cohort, time) =>
      bySchool(school, subject, calendar.schoolYear[time]) +
      byClass(school * cohorts + cohort, subject, calendar.schoolYear[time]) +
      (event?.lasts && school === eventSchool && time >= eventWindow ? event.sd : 0),
    marking: (subject, school, window) =>
      marks[(subject * schools + school) * times + window] +
      (event && !event.lasts && school === eventSchool && window === eventWindow && subject === 0 ? event.sd : 0),
    drift: (subject, cohort, time) => drifts(cohort * subjects + subject, calendar.schoolYear[time]),
    eventSchool,
    eventWindow,
  };

  /** The first year's gains are part of the level the record begins with. */
  function gains(groups: number, sd: number, draw: RandomStream) {
    const sums = new Float64Array(groups * subjects * years);
    for (let group = 0; group < groups; group++) {
      for (let year = 1; year < years; year++) {
        const common = draw.normal();
        for (let subject = 0; subject < subjects; subject++) {
          const at = (group * subjects + subject) * years + year;
          const gain = Math.sqrt(subjectsAlike) * common + Math.sqrt(1 - subjectsAlike) * draw.normal();
          sums[at] = leftNextYear * sums[at - 1] + sd * gain;
        }
      }
    }
    return (group: number, subject: number, year: number) => sums[(group * subjects + subject) * years + year];
  }

  function walks(count: number, sd: number, draw: RandomStream) {
    const sums = new Float64Array(count * years);
    for (let at = 0; at < sums.length; at++) sums[at] = at % years === 0 ? 0 : sums[at - 1] + sd * draw.normal();
    return (which: number, year: number) => sums[which * years + year];
  }
}
