import type { RandomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import type { UnlikeCalendar } from './unlike-calendar.ts';
import type { UnlikeSettings } from './unlike-settings.ts';

/** How much of one stretch's deviation is still there in the next. */
const leaning = 0.5;
/** A gamma of this shape has skewness 2/√shape: gains are skewed. */
const gainShape = 4;
/** SD of what a pupil loses more or less than others in a summer, as a share of a year's change. */
const summerShare = 0.35;

/**
 * The true level of one pupil making ordinary progress, in SD, by subject × (windows + the year after): ability at the middle
 * window plus growth that differs between pupils.
 *
 * Two ways of growing, neither a stationary process: `splines`, a broken line whose slope changes each half-year and leans on the one
 * before (piecewise growth as in Raudenbush & Bryk 2002, ch. 6); `school-years`, a gain that comes with teaching and differs by
 * year, skewed, with a summer between that pupils come through differently (Cooper et al. 1996, Rev. Educ. Res. 66; Alexander,
 * Entwisle & Olson 2007, Am. Sociol. Rev. 72). Both have a year's change of SD `yearChangeSd` about the middle.
 */
export function ordinaryGrowth(settings: UnlikeSettings, calendar: UnlikeCalendar, stream: RandomStream): Float64Array {
  const { subjects, abilityCorrelation, changeCorrelation, growth } = settings;
  const times = calendar.year.length;
  const level = new Float64Array(subjects * times);
  const ability = alike(subjects, abilityCorrelation, () => skewed(stream, settings.abilitySkew));
  const rate = alike(subjects, changeCorrelation, () => stream.normal());
  const path = growth === 'splines' ? brokenLine : taughtYears;
  const shared = path(settings, calendar, stream);
  const middle = (calendar.count - 1) >> 1;
  for (let subject = 0; subject < subjects; subject++) {
    const own = path(settings, calendar, stream);
    const at = (time: number) =>
      Math.sqrt(changeCorrelation) * shared[time] +
      Math.sqrt(1 - changeCorrelation) * own[time] +
      Math.sqrt(settings.lastingShare) * settings.yearChangeSd * rate[subject] * calendar.year[time];
    for (let time = 0; time < times; time++) level[subject * times + time] = ability[subject] + at(time) - at(middle);
  }
  return level;
}

/** A number a subject, each of variance 1, any two correlated so. */
function alike(subjects: number, correlation: number, draw: () => number): number[] {
  const common = draw();
  return Array.from({ length: subjects }, () => Math.sqrt(correlation) * common + Math.sqrt(1 - correlation) * draw());
}

/** Mean 0, variance 1 and the given skewness (−.8 … .8), from a normal and a gamma variate. */
function skewed(stream: RandomStream, skewness: number): number {
  const share = Math.cbrt(Math.abs(skewness));
  return Math.sqrt(1 - share * share) * stream.normal() + Math.sign(skewness) * share * skewedGain(stream, 4);
}

function skewedGain(stream: RandomStream, shape: number): number {
  return (stream.gamma(shape) - shape) / Math.sqrt(shape);
}

/** The part of change that does not last as a rate: SD over a year is √(1 − lastingShare) × yearChangeSd. */
function brokenLine(settings: UnlikeSettings, calendar: UnlikeCalendar, stream: RandomStream): Float64Array {
  const stretch = 0.5;
  // Two stretches make a year: ¼ (1 + 1 + 2 · leaning) of a slope's variance.
  const slopeSd = (Math.sqrt(1 - settings.lastingShare) * settings.yearChangeSd) / Math.sqrt((1 + leaning) / 2);
  const knots = Math.ceil(calendar.year.at(-1)! / stretch) + 1;
  let slope = stream.normal();
  const slopes = Array.from({ length: knots }, () => {
    slope = leaning * slope + Math.sqrt(1 - leaning ** 2) * skewedGain(stream, gainShape);
    return slopeSd * slope;
  });
  return calendar.year.map((year) => {
    const whole = Math.min(knots - 1, Math.floor(year / stretch));
    const before = slopes.slice(0, whole).reduce((sum, one) => sum + one * stretch, 0);
    return before + slopes[whole] * (year - whole * stretch);
  });
}

/** As `brokenLine`: a year's gain and the summer after it together have that SD. */
function taughtYears(settings: UnlikeSettings, calendar: UnlikeCalendar, stream: RandomStream): Float64Array {
  const sd = Math.sqrt(1 - settings.lastingShare) * settings.yearChangeSd;
  const gainSd = sd * Math.sqrt(1 - summerShare ** 2);
  let gain = stream.normal();
  const years = Array.from({ length: calendar.schoolYear.at(-1)! + 1 }, () => {
    gain = leaning * gain + Math.sqrt(1 - leaning ** 2) * skewedGain(stream, gainShape);
    return { gain: gainSd * gain, summer: -sd * summerShare * skewedGain(stream, gainShape) };
  });
  return calendar.year.map((_, time) => {
    const now = calendar.schoolYear[time];
    const before = years.slice(0, now).reduce((sum, year) => sum + year.gain + year.summer, 0);
    return before + years[now].gain * calendar.taught[time];
  });
}
