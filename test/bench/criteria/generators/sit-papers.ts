import type { RandomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import type { SharedShifts } from './shared-shifts.ts';
import type { UnlikeCalendar } from './unlike-calendar.ts';
import type { UnlikeSettings } from './unlike-settings.ts';
import type { UnlikeTruth } from './unlike-world.ts';
import type { UnlikeSitting } from './unlike-world-as-data.ts';

/** Points of an SD, by subject. The first scale is vertical: a year older is so many SD more; the others are standardised by age. */
export const pointsOfSd = [60, 15, 15];
const middlePoints = [500, 100, 100];
const gainOfYear = [0.4, 0, 0];

/** Variance of an ordinary error of a subject, SD² of true position; wild errors come on top (`wildRatio`). */
export function ordinaryErrorVariance(settings: UnlikeSettings, subject: number): number {
  const { wildShare, wildRatio } = settings;
  const whole = 1 / settings.reliability[subject] - 1;
  return whole / (1 - wildShare + wildShare * wildRatio ** 2);
}

/** By how much a pupil's errors at a level differ from the mean. */
export function unevenness({ unevenError }: UnlikeSettings, level: number): number {
  return (1 + unevenError * level * level) / (1 + unevenError);
}

export interface SatPapers {
  readonly sittings: UnlikeSitting[];
  readonly ceilingPoints: number;
  readonly yearOn: { readonly pointsYearOn: Float64Array; readonly driftYearOn: Float64Array };
}

/**
 * Who sits what, and what it shows: level + marking + an error from a contaminated normal distribution that grows toward the
 * extremes; then points of a test, with a ceiling or cut into bands where the settings say so. Fills `truth.shown`.
 */
export function sitPapers(
  settings: UnlikeSettings,
  calendar: UnlikeCalendar,
  truth: Omit<UnlikeTruth, 'pointsYearOn' | 'driftYearOn'>,
  shared: SharedShifts,
  stream: RandomStream,
): SatPapers {
  const { pupils, times, cohort } = truth;
  const [newest, last] = [calendar.count - 1, settings.subjects - 1];
  const sittings: UnlikeSitting[] = [];
  const pointsYearOn = new Float64Array(settings.subjects * pupils).fill(NaN);
  const driftYearOn = new Float64Array(settings.subjects * pupils);
  const ceilingPoints = Math.round(middlePoints[last] + pointsOfSd[last] * settings.ceilingSd);
  const markOf = marker(settings, last, ceilingPoints);
  for (let series = 0; series < settings.subjects * pupils; series++) {
    const [subject, pupil] = [Math.floor(series / pupils), series % pupils];
    const own = stream.sub('sits', series);
    const errorSd = Math.sqrt(ordinaryErrorVariance(settings, subject));
    for (let time = 0; time < times; time++) {
      const at = series * times + time;
      const missed = own.uniform() < settings.missedShare;
      const late = own.uniform() > settings.newestSatShare;
      const error = errorSd * (own.uniform() < settings.wildShare ? settings.wildRatio : 1) * own.normal();
      const marking = time > newest ? 0 : shared.marking(subject, truth.school[pupil], time);
      const shown = truth.level[at] + marking + Math.sqrt(unevenness(settings, truth.level[at])) * error;
      const drift = shared.drift(subject, cohort[pupil], time);
      const older = gainOfYear[subject] * (cohort[pupil] + calendar.year[time]);
      const points = Math.round(middlePoints[subject] + pointsOfSd[subject] * (older + shown + drift));
      if (time > newest) {
        pointsYearOn[series] = points;
        driftYearOn[series] = pointsOfSd[subject] * (drift - shared.drift(subject, cohort[pupil], newest));
      } else if (!Number.isNaN(shown) && !missed && isThere(pupil, time, late)) {
        truth.shown[at] = shown;
        sittings.push({ subject, pupil, window: time, ...markOf(subject, shown, points) });
      }
    }
  }
  const best = Number.isFinite(ceilingPoints) ? ceilingPoints : NaN;
  return { sittings, ceilingPoints: best, yearOn: { pointsYearOn, driftYearOn } };

  function isThere(pupil: number, window: number, late: boolean): boolean {
    const since = window - truth.awayFrom[pupil];
    if (since >= 0 && since < truth.awayWindows[pupil]) return false;
    if (settings.halfYearGroups && (cohort[pupil] + window) % 2 === 1) return false;
    return !(window === newest && late);
  }
}

/** What is written down of a paper: its points, at the ceiling the best mark, or the band. */
function marker(settings: UnlikeSettings, last: number, ceilingPoints: number) {
  const cuts = bandCuts(settings.bandShares);
  const banded = settings.bandShares.length > 0;
  return (subject: number, shown: number, points: number) => {
    const atCeiling = subject === last && points >= ceilingPoints && !banded;
    const band = cuts.filter((cut) => shown > cut).length;
    const sem = pointsOfSd[subject] * Math.sqrt(1 / settings.reliability[subject] - 1);
    return {
      value: banded ? band : atCeiling ? ceilingPoints : points,
      atCeiling,
      sem: settings.statedError && !banded ? sem : NaN,
    };
  };
}

/** Where bands of these shares end on the scale of what is shown, taken as normal with the variance of a reliable test. */
function bandCuts(shares: readonly number[]): number[] {
  let below = 0;
  return shares.slice(0, -1).map((share) => {
    below += share;
    // Tukey's lambda comes within .01 of the normal quantile between .05 and .95.
    return 1.05 * ((below ** 0.135 - (1 - below) ** 0.135) / 0.1975);
  });
}
