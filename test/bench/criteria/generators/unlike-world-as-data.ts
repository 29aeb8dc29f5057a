import type { AssessmentData } from '../../../../engine/index.ts';
import { textColumn, type TextColumn } from '../../../../engine/tables/text-column.ts';
import type { UnlikeCalendar } from './unlike-calendar.ts';
import type { UnlikeSettings } from './unlike-settings.ts';

/** One sitting, on the scale of its test. */
export interface UnlikeSitting {
  readonly subject: number;
  readonly pupil: number;
  readonly window: number;
  readonly value: number;
  readonly atCeiling: boolean;
  /** Points; NaN where not stated. */
  readonly sem: number;
}

export const subjectNames = ['mathematics', 'reading', 'spelling'];
const classes = ['vertical', 'standardised', 'standardised'] as const;
const [valid, ceiling] = [0, 2];

/**
 * The sittings as the typed columns that reading a data folder gives. Pupils are in order of their ids and sittings in order of
 * subject, pupil, window.
 *
 * @param ceilingPoints the best mark of the last subject; NaN: none
 */
export function unlikeWorldAsData(
  settings: UnlikeSettings,
  calendar: UnlikeCalendar,
  school: Int32Array,
  cohort: Int32Array,
  sittings: readonly UnlikeSitting[],
  ceilingPoints: number,
): AssessmentData {
  const pupils = school.length;
  const years = Array.from(cohort, (place) => settings.yearGroups[place]);
  const schoolNames = Array.from(school, (number) => `School ${String(number + 1).padStart(2, '0')}`);
  const classNames = years.map((year) => `Year ${year}`);
  const grades = settings.bandShares.map((_, grade) => `Level ${grade + 1}`);
  const scales = subjectNames.slice(0, settings.subjects).map((subject, place) => ({
    scale: `${subject} test`,
    class: grades.length > 0 ? ('ordinal' as const) : classes[place],
    min: NaN,
    max: place === settings.subjects - 1 && grades.length === 0 ? ceilingPoints : NaN,
    unit: '',
    sem: NaN,
    reliability: NaN,
    higherIsBetter: true,
    grades,
  }));
  const whole = (of: (sitting: UnlikeSitting) => number) => Int32Array.from(sittings, of);
  const firstRow = new Int32Array(settings.subjects * pupils + 1);
  for (const { subject, pupil } of sittings) firstRow[subject * pupils + pupil + 1]++;
  for (let series = 1; series < firstRow.length; series++) firstRow[series] += firstRow[series - 1];
  return {
    pupils: pupilTable(schoolNames, classNames, years),
    windows: {
      count: calendar.count,
      window: calendar.names,
      day: calendar.day.slice(0, calendar.count),
      term: calendar.term,
      label: calendar.names,
    },
    subjects: subjectNames.slice(0, settings.subjects),
    scales,
    results: {
      count: sittings.length,
      subject: whole(({ subject }) => subject),
      pupil: whole(({ pupil }) => pupil),
      window: whole(({ window }) => window),
      status: Uint8Array.from(sittings, ({ atCeiling }) => (atCeiling ? ceiling : valid)),
      value: Float64Array.from(sittings, ({ value }) => value),
      score: sittings.map(({ value }) => grades[value] ?? String(value)),
      scale: whole(({ subject }) => subject),
      day: Float64Array.from(sittings, ({ window }) => calendar.day[window]),
      sem: Float64Array.from(sittings, ({ sem }) => sem),
      school: textColumn(sittings.map(({ pupil }) => schoolNames[pupil])),
      class: textColumn(sittings.map(({ pupil }) => classNames[pupil])),
      form: nothing(sittings.length),
      paperYearGroup: nothing(sittings.length),
      firstRow,
    },
    context: [],
    rejects: [],
    fileHashes: {},
  };
}

/** Born spread evenly over the year of their age group; years are those taught in June 2026. */
function pupilTable(
  schools: readonly string[],
  classNames: readonly string[],
  years: readonly number[],
): AssessmentData['pupils'] {
  const count = years.length;
  const unknown = () => new Float64Array(count).fill(NaN);
  return {
    count,
    pupilId: years.map((_, pupil) => `P${String(pupil + 1).padStart(6, '0')}`),
    school: textColumn(schools),
    yearGroup: textColumn(years.map((year) => (year === 0 ? 'R' : String(year)))),
    class: textColumn(classNames),
    dateOfBirthDay: Float64Array.from(
      years,
      (year, pupil) => Date.UTC(2020 - year, 8, 1) / 86_400_000 + ((pupil * 131) % 365),
    ),
    sex: nothing(count),
    pupilPremium: new Int8Array(count).fill(-1),
    englishAdditional: new Int8Array(count).fill(-1),
    lookedAfter: new Int8Array(count).fill(-1),
    senStatus: textColumn(years.map(() => 'N')),
    primaryNeed: nothing(count),
    joinedOnDay: unknown(),
    leftOnDay: unknown(),
    attendancePercent: unknown(),
    monitoring: new Int8Array(count).fill(-1),
  };
}

function nothing(count: number): TextColumn {
  return textColumn(Array.from({ length: count }, () => null));
}
