import type { RandomStream } from '../../stats/distributions/random-stream.ts';
import { numeratorCovariance } from '../model/numerator-covariance.ts';
import type { WorldParameters } from '../model/world-parameters.ts';
import type { PositionSetting } from './position-setting.ts';

/**
 * Draws population positions from the model of `WorldParameters`, without slow-downs.
 * Result: entry (subject × pupils + pupil) × windows + window.
 */
export function gaussianPositions(
  parameters: WorldParameters,
  setting: PositionSetting,
  random: RandomStream,
): Float64Array {
  const { pupils, years, school, schools } = setting;
  const subjects = parameters.levelLoadings.length;
  const { levelLoadings, changeLoadings, schoolLevelShare, schoolRateShare, middleYear } = parameters;
  const levelSd = Math.sqrt(parameters.levelVariance);
  const rateSd = Math.sqrt(parameters.rateVariance);
  const drift = driftSteps(parameters, years);
  const spread = years.map((year) => Math.sqrt(numeratorCovariance(parameters, year, year)));
  const schoolRandom = random.sub('schools');
  const schoolLevel = Array.from({ length: schools }, () => sharedDraw(levelLoadings, schoolRandom));
  const schoolRate = Array.from({ length: schools }, () => sharedDraw(changeLoadings, schoolRandom));
  const positions = new Float64Array(subjects * pupils * years.length);
  const pupilRandom = random.sub('pupils');
  for (let pupil = 0; pupil < pupils; pupil++) {
    const level = sharedDraw(levelLoadings, pupilRandom);
    const rate = sharedDraw(changeLoadings, pupilRandom);
    const walk = new Float64Array(subjects);
    for (let window = 0; window < years.length; window++) {
      const step = sharedDraw(changeLoadings, pupilRandom);
      for (let subject = 0; subject < subjects; subject++) {
        walk[subject] = drift.keep[window] * walk[subject] + drift.stepSd[window] * step[subject];
        const ownLevel = mixed(schoolLevelShare, schoolLevel[school[pupil]][subject], level[subject]);
        const ownRate = mixed(schoolRateShare, schoolRate[school[pupil]][subject], rate[subject]);
        positions[(subject * pupils + pupil) * years.length + window] =
          (levelSd * ownLevel + rateSd * ownRate * (years[window] - middleYear) + walk[subject]) / spread[window];
      }
    }
  }
  return positions;
}

/** Standard normals, one a subject, correlated by the products of the loadings. */
export function sharedDraw(loadings: readonly number[], random: RandomStream): number[] {
  const shared = random.normal();
  return loadings.map((loading) => loading * shared + Math.sqrt(1 - loading * loading) * random.normal());
}

function mixed(share: number, ofSchool: number, ofPupil: number): number {
  return Math.sqrt(share) * ofSchool + Math.sqrt(1 - share) * ofPupil;
}

/** Exact steps of the drift between windows: what is kept of the last value and the SD of what is new. */
function driftSteps(parameters: WorldParameters, years: Float64Array): { keep: Float64Array; stepSd: Float64Array } {
  const { driftVariance, reversionPerYear } = parameters;
  const keep = new Float64Array(years.length);
  const stepSd = new Float64Array(years.length);
  for (let window = 0; window < years.length; window++) {
    const wait = window === 0 ? 0 : years[window] - years[window - 1];
    if (reversionPerYear > 0) {
      keep[window] = window === 0 ? 0 : Math.exp(-reversionPerYear * wait);
      stepSd[window] = Math.sqrt(driftVariance * (1 - keep[window] ** 2));
    } else {
      keep[window] = 1;
      stepSd[window] = Math.sqrt(driftVariance * wait);
    }
  }
  return { keep, stepSd };
}
