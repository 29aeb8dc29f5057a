import type { RandomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import type { SharedShifts } from './shared-shifts.ts';
import type { UnlikeCalendar } from './unlike-calendar.ts';
import type { UnlikeSettings } from './unlike-settings.ts';
import type { UnlikeTruth } from './unlike-world.ts';
import type { UnlikeSitting } from './unlike-world-as-data.ts';

/** Points of an SD, by subject. The first scale is vertical: a year older is so many SD more; the others are standardised by age. */
const pointsOfSd = [60, 15, 15];
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
  const { subjects, wildShare, wildRatio, bandShares } = settings;
  const { pupils, times, level, shown } = truth;
  const newest = calendar.count - 1;
  const sittings: UnlikeSitting[] = [];
  const yearOn = {
    pointsYearOn: new Float64Array(subjects * pupils).fill(NaN),
    driftYearOn: new Float64Array(subjects * pupils),
  };
  const cuts = bandCuts(bandShares);
  const last = subjects - 1;
  const ceilingPoints = Math.round(middlePoints[last] + pointsOfSd[last] * settings.ceilingSd);
  for (let subject = 0; subject < subjects; subject++) {
    const errorSd = Math.sqrt(ordinaryErrorVariance(settings, subject));
    for (let pupil = 0; pupil < pupils; pupil++) {
      const own = stream.sub('sits', subject * pupils + pupil);
      const [school, cohort] = [truth.school[pupil], truth.cohort[pupil]];
      for (let time = 0; time < times; time++) {
        const at = (subject * pupils + pupil) * times + time;
        const missed = own.uniform() < settings.missedShare;
        const lot = own.uniform();
        const error = errorSd * (own.uniform() < wildShare ? wildRatio : 1) * own.normal();
        const even = Math.sqrt(unevenness(settings, level[at]));
        const mark = time > newest ? 0 : shared.marking(subject, school, time);
        const seen = level[at] + mark + even * error;
        const drift = shared.drift(subject, cohort, time);
        const older = cohort + calendar.year[time];
        const middle = middlePoints[subject] + pointsOfSd[subject] * gainOfYear[subject] * older;
        const points = Math.round(middle + pointsOfSd[subject] * (seen + drift));
        if (time > newest) {
          yearOn.pointsYearOn[subject * pupils + pupil] = points;
          yearOn.driftYearOn[subject * pupils + pupil] =
            pointsOfSd[subject] * (drift - shared.drift(subject, cohort, newest));
          continue;
        }
        if (Number.isNaN(seen) || missed || away(pupil, time)) continue;
        if (time === newest && lot > settings.newestSatShare) continue;
        if (settings.halfYearGroups && (cohort + time) % 2 === 1) continue;
        shown[at] = seen;
        const atCeiling = subject === last && points >= ceilingPoints && bandShares.length === 0;
        const value = bandShares.length > 0 ? cuts.filter((cut) => seen > cut).length : points;
        const semSd = Math.sqrt(1 / settings.reliability[subject] - 1);
        sittings.push({
          subject,
          pupil,
          window: time,
          value: atCeiling ? ceilingPoints : value,
          atCeiling,
          sem: settings.statedError && bandShares.length === 0 ? pointsOfSd[subject] * semSd : NaN,
        });
      }
    }
  }
  return { sittings, ceilingPoints: Number.isFinite(ceilingPoints) ? ceilingPoints : NaN, yearOn };

  function away(pupil: number, window: number): boolean {
    return window >= truth.awayFrom[pupil] && window < truth.awayFrom[pupil] + truth.awayWindows[pupil];
  }
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
