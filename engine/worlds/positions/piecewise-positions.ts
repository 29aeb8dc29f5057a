import type { RandomStream } from '../../stats/distributions/random-stream.ts';
import { sharedDraw } from './gaussian-positions.ts';
import { cohortCells, standardiseWithinCohorts } from './standardise-within-cohorts.ts';
import type { PositionSetting, SlowDowns, TruePositions } from './position-setting.ts';
import type { WorldSettings } from '../model/world-settings.ts';
import { dayOf, daysAYear } from '../../tables/days.ts';
import { academicYearOf } from '../../tables/academic-year-of.ts';

/** Growth a school year, in SD of the starting positions: what primary tests on vertical scales show around Year 2. */
const MEAN_GROWTH = 0.7;
/**
 * SD of a year's growth for each SD of a year's change of position asked for: a year from autumn to autumn mixes two school years,
 * and growth that goes with the level spreads the cohort without reordering it. Found by simulation: changes of 0.15, 0.28 and
 * 0.42 asked for come out as 0.16, 0.27 and 0.35.
 */
const GROWTH_FOR_CHANGE = 1.35;
/** Skew of the starting positions: a shifted log-normal with this log-SD (skewness about 1). */
const START_LOG_SD = 0.3;
/** Pupils who start ahead grow a little faster. */
const START_TO_GROWTH = 0.2;
/** Schools grow nobody between 20 July and 1 September. */
const SUMMER_FROM = { month: 7, day: 20 } as const;

/**
 * A world that is not ours: skewed starting positions; growth linear within each school year and nil in the summer; a log-normal
 * rate for every pupil, subject and school year, partly the pupil's own; a slow-down takes a share of all later growth.
 * Attainment so made is standardised within the cohort (all its pupils, before slow-downs), so that positions have mean 0 and
 * SD 1. Sizes of slow-downs are returned as they turned out: SD a year lost by the last window.
 */
export function piecewisePositions(
  settings: WorldSettings,
  setting: PositionSetting,
  slowDowns: SlowDowns,
  random: RandomStream,
): TruePositions {
  const { pupils, years, cohort } = setting;
  const subjects = settings.subjects.length;
  const windows = years.length;
  const attained = new Float64Array(subjects * pupils * windows);
  const lost = new Float64Array(attained.length);
  const schoolTime = schoolYearsPassed(setting.day);
  const startOfSlowDown = slowDowns.fromYear.map(
    (from) => schoolYearsAt(from, setting.day[0]) - schoolYearsAt(0, setting.day[0]),
  );
  const growth = growthDrawer(settings, random.sub('pupils'), Math.ceil(schoolTime[windows - 1]) + 1);
  // A slow-down of the size asked for takes this share of a typical pupil's growth (all of it at most).
  const takes = Math.min(1, settings.slowedSdPerYear / MEAN_GROWTH);
  for (let pupil = 0; pupil < pupils; pupil++) {
    const { starts, rates } = growth();
    for (let subject = 0; subject < subjects; subject++) {
      const series = subject * pupils + pupil;
      for (let window = 0; window < windows; window++) {
        const entry = series * windows + window;
        const grown = grownBy(rates[subject], schoolTime[window]);
        attained[entry] = starts[subject] + grown;
        const before = grownBy(rates[subject], Math.min(schoolTime[window], startOfSlowDown[series]));
        if (!Number.isNaN(before)) lost[entry] = takes * (grown - before);
      }
    }
  }
  const cohorts = [...new Set(cohort)].sort((a, b) => a - b);
  const number = cohort.map((year) => cohorts.indexOf(year));
  const cells = cohortCells(attained, number, cohorts.length, windows);
  const slowed = attained.map((value, entry) => value - lost[entry]);
  const position = standardiseWithinCohorts(slowed, cells, number, cohorts.length, windows);
  const unslowed = standardiseWithinCohorts(attained, cells, number, cohorts.length, windows);
  const sdPerYear = slowDowns.sdPerYear.map((size, series) => {
    const last = series * windows + windows - 1;
    return size === 0 ? 0 : (unslowed[last] - position[last]) / (years[windows - 1] - slowDowns.fromYear[series]);
  });
  return { position, slowDowns: { fromYear: slowDowns.fromYear, sdPerYear } };
}

/** School years since 1 September before the first window: linear in term time, still in the summer. */
function schoolYearsPassed(day: Float64Array): Float64Array {
  const first = academicYearOf(day[0]);
  return day.map((at) => schoolYear(at) - first);
}

function schoolYearsAt(yearsAfter: number, firstDay: number): number {
  return Number.isNaN(yearsAfter) ? Number.NaN : schoolYear(firstDay + yearsAfter * daysAYear);
}

function schoolYear(day: number): number {
  const year = academicYearOf(day);
  const begins = dayOf(year, 9, 1);
  const ends = dayOf(year + 1, SUMMER_FROM.month, SUMMER_FROM.day);
  return year + Math.min(1, (day - begins) / (ends - begins));
}

/** Draws a pupil's starts and yearly rates; the SD of positions' change in a year comes out near `yearlyChangeSd`. */
function growthDrawer(
  settings: WorldSettings,
  random: RandomStream,
  schoolYears: number,
): () => { starts: number[]; rates: number[][] } {
  const levelLoadings = settings.subjects.map((subject) => subject.levelLoading);
  const changeLoadings = settings.subjects.map((subject) => subject.changeLoading);
  const logVariance = Math.log(1 + ((GROWTH_FOR_CHANGE * settings.yearlyChangeSd) / MEAN_GROWTH) ** 2);
  const ownSd = Math.sqrt(logVariance * settings.persistentShare);
  const yearSd = Math.sqrt(logVariance * (1 - settings.persistentShare));
  const startMean = Math.exp(START_LOG_SD ** 2 / 2);
  const startSd = startMean * Math.sqrt(Math.exp(START_LOG_SD ** 2) - 1);
  return () => {
    const level = sharedDraw(levelLoadings, random);
    const own = sharedDraw(changeLoadings, random);
    const ofYear = Array.from({ length: schoolYears }, () => sharedDraw(changeLoadings, random));
    const rates = levelLoadings.map((_, subject) => {
      const lasting = START_TO_GROWTH * level[subject] + Math.sqrt(1 - START_TO_GROWTH ** 2) * own[subject];
      return ofYear.map((year) => MEAN_GROWTH * Math.exp(ownSd * lasting + yearSd * year[subject] - logVariance / 2));
    });
    return { starts: level.map((z) => (Math.exp(START_LOG_SD * z) - startMean) / startSd), rates };
  };
}

/** Growth from the first 1 September to a time in school years; NaN for NaN. */
function grownBy(rates: readonly number[], schoolTime: number): number {
  if (Number.isNaN(schoolTime)) return Number.NaN;
  let grown = 0;
  for (let year = 0; year < rates.length; year++) grown += rates[year] * Math.min(1, Math.max(0, schoolTime - year));
  return grown;
}
