import type { AssessmentData } from '../tables/assessment-data.ts';
import { textAt } from '../tables/text-column.ts';
import { academicYearOf } from '../tables/academic-year-of.ts';
import { yearGroupNumber } from './year-group-number.ts';

/** Which cohort each pupil belongs to, and who is taught outside it. */
export interface PupilCohorts {
  /** Index into `cohorts`, one entry a pupil; −1 where neither a date of birth nor a year group tells. */
  readonly cohort: Int32Array;
  /** Names as “2019/20”, the academic year in Reception; ascending. */
  readonly cohorts: readonly string[];
  /** 1 where the pupil’s own year group, or that of a paper sat, is not the cohort’s at that time. */
  readonly outOfYear: Uint8Array;
  /** Years by which the pupil table’s year groups run ahead of the last window with results; they were moved back. */
  readonly yearGroupShift: number;
  /** Academic year (its first calendar year) in which each cohort was in Reception. */
  readonly receptionYear: readonly number[];
}

/**
 * Cohorts of an English school year: from the date of birth (born 1 September to 31 August; Reception is the year in which
 * the pupil turns five), else from the first year group the pupil was observed in, moved on each 1 September.
 *
 * A result that names the year group of its paper observes it; one that names none was sat in the pupil’s own year group,
 * which the pupil table gives for the last window with results. Whoever repeats or skips a year stays with the cohort and is
 * marked out of year.
 */
export function cohortsOf(data: AssessmentData): PupilCohorts {
  const { pupils, results } = data;
  const windowYear = Array.from(data.windows.day, academicYearOf);
  const birthYear = Float64Array.from(pupils.dateOfBirthDay, (day) => academicYearOf(day) + 5);
  const stated = Float64Array.from({ length: pupils.count }, (_, pupil) =>
    yearGroupNumber(textAt(pupils.yearGroup, pupil)),
  );
  const lastYear = lastAcademicYear(data, windowYear);
  const yearGroupShift = commonShift(stated, birthYear, lastYear);
  const paperNumber = results.paperYearGroup.values.map(yearGroupNumber);
  const papers = paperReceptionYears(data, windowYear, paperNumber);

  const reception = new Float64Array(pupils.count).fill(NaN);
  const outOfYear = new Uint8Array(pupils.count);
  for (let pupil = 0; pupil < pupils.count; pupil++) {
    const own = lastYear + yearGroupShift - stated[pupil];
    const born = birthYear[pupil];
    const observed = Number.isNaN(own) || papers.namedFirst[pupil] === 1 ? papers.first[pupil] : own;
    reception[pupil] = Number.isNaN(born) ? observed : born;
    const differs = (year: number) => !Number.isNaN(year) && year !== reception[pupil];
    outOfYear[pupil] = differs(own) || differs(papers.first[pupil]) || papers.several[pupil] === 1 ? 1 : 0;
  }
  return { ...nameCohorts(reception), outOfYear, yearGroupShift };
}

/**
 * Schools export in September: the roll has moved up while the newest results are of July. Where most pupils with a date of
 * birth are out by one and the same number of years, it is the file that is out, not the pupils. 0 without dates of birth.
 */
function commonShift(stated: Float64Array, birthYear: Float64Array, lastYear: number): number {
  const counts = new Map<number, number>();
  let known = 0;
  for (let pupil = 0; pupil < stated.length; pupil++) {
    const shift = stated[pupil] - (lastYear - birthYear[pupil]);
    if (Number.isNaN(shift)) continue;
    known++;
    counts.set(shift, (counts.get(shift) ?? 0) + 1);
  }
  for (const [shift, count] of counts) if (count > known / 2) return shift;
  return 0;
}

function lastAcademicYear(data: AssessmentData, windowYear: readonly number[]): number {
  const { results } = data;
  let last = -1;
  for (let row = 0; row < results.count; row++) if (results.window[row] > last) last = results.window[row];
  return last < 0 ? NaN : windowYear[last];
}

/**
 * Per pupil: the Reception year that the earliest named paper implies, whether papers imply more than one, and whether a
 * paper is named in the pupil’s first window of all.
 */
function paperReceptionYears(data: AssessmentData, windowYear: readonly number[], paperNumber: readonly number[]) {
  const { pupils, results } = data;
  const first = new Float64Array(pupils.count).fill(NaN);
  const several = new Uint8Array(pupils.count);
  const none = 0x7fffffff;
  const firstNamed = new Int32Array(pupils.count).fill(none);
  const firstOfAll = new Int32Array(pupils.count).fill(none);
  for (let row = 0; row < results.count; row++) {
    firstOfAll[results.pupil[row]] = Math.min(firstOfAll[results.pupil[row]], results.window[row]);
    const code = results.paperYearGroup.codes[row];
    if (code < 0 || Number.isNaN(paperNumber[code])) continue;
    const pupil = results.pupil[row];
    const year = windowYear[results.window[row]] - paperNumber[code];
    if (!Number.isNaN(first[pupil]) && year !== first[pupil]) several[pupil] = 1;
    // In one window the subject that comes first decides, whatever order the file had.
    if (results.window[row] >= firstNamed[pupil]) continue;
    firstNamed[pupil] = results.window[row];
    first[pupil] = year;
  }
  return {
    first,
    several,
    namedFirst: firstNamed.map((window, pupil) => (window < none && window === firstOfAll[pupil] ? 1 : 0)),
  };
}

function nameCohorts(reception: Float64Array) {
  const receptionYear = [...new Set(reception)].filter((year) => !Number.isNaN(year)).sort((a, b) => a - b);
  const indexOf = new Map(receptionYear.map((year, index) => [year, index]));
  return {
    cohort: Int32Array.from(reception, (year) => indexOf.get(year) ?? -1),
    cohorts: receptionYear.map((year) => `${year}/${String((year + 1) % 100).padStart(2, '0')}`),
    receptionYear,
  };
}
