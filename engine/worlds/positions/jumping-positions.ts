import type { RandomStream } from '../../stats/distributions/random-stream.ts';
import { sharedDraw } from './gaussian-positions.ts';
import { cohortCells, standardiseWithinCohorts } from './standardise-within-cohorts.ts';
import type { PositionSetting } from './position-setting.ts';
import type { WorldSettings } from '../model/world-settings.ts';

/** Two clusters of starting positions: most pupils, and a group behind. */
const clusters = { behindShare: 0.28, behindMean: -1.05, behindSd: 0.75, otherMean: 0.41, otherSd: 0.8 } as const;
/** Steps of pupils far behind are up to 1.6 times those in the middle, of pupils far ahead down to 0.4 times. */
const STEP_SLOPE = 0.6;
/** Chance of a jump a year, and the share of a year's change variance that jumps make. */
const JUMPS_A_YEAR = 0.2;
const JUMP_SHARE = 0.3;
const PULL_TO_MIDDLE_A_YEAR = 0.04;

/**
 * A world that is not ours: a random walk whose steps depend on the level, with occasional jumps (Laplace), from positions in
 * two clusters; standardised within the cohort in each window. Slow-downs are put in by the caller.
 */
export function jumpingPositions(
  settings: WorldSettings,
  setting: PositionSetting,
  random: RandomStream,
): Float64Array {
  const { pupils, years, cohort } = setting;
  const subjects = settings.subjects.length;
  const windows = years.length;
  const levelLoadings = settings.subjects.map((subject) => subject.levelLoading);
  const changeLoadings = settings.subjects.map((subject) => subject.changeLoading);
  const stepSd = settings.yearlyChangeSd * Math.sqrt(1 - JUMP_SHARE);
  // A Laplace variable of scale b has variance 2b².
  const jumpScale = settings.yearlyChangeSd * Math.sqrt(JUMP_SHARE / (2 * JUMPS_A_YEAR));
  const draws = random.sub('pupils');
  const walks = new Float64Array(subjects * pupils * windows);
  for (let pupil = 0; pupil < pupils; pupil++) {
    const behind = draws.uniform() < clusters.behindShare;
    const at = sharedDraw(levelLoadings, draws).map((z) =>
      behind ? clusters.behindMean + clusters.behindSd * z : clusters.otherMean + clusters.otherSd * z,
    );
    for (let window = 0; window < windows; window++) {
      const wait = window === 0 ? 0 : years[window] - years[window - 1];
      const steps = sharedDraw(changeLoadings, draws);
      // A jump is an event in the pupil's life: every subject, in proportion to what it shares.
      const jump = draws.uniform() < JUMPS_A_YEAR * wait ? jumpScale * laplace(draws) : 0;
      for (let subject = 0; subject < subjects; subject++) {
        const level = at[subject];
        const sd = stepSd * (1 - STEP_SLOPE * Math.tanh(level));
        at[subject] +=
          -PULL_TO_MIDDLE_A_YEAR * wait * level +
          sd * Math.sqrt(wait) * steps[subject] +
          changeLoadings[subject] * jump;
        walks[(subject * pupils + pupil) * windows + window] = at[subject];
      }
    }
  }
  const cohorts = [...new Set(cohort)].sort((a, b) => a - b);
  const number = cohort.map((year) => cohorts.indexOf(year));
  return standardiseWithinCohorts(
    walks,
    cohortCells(walks, number, cohorts.length, windows),
    number,
    cohorts.length,
    windows,
  );
}

function laplace(random: RandomStream): number {
  const size = random.exponential();
  return random.uniform() < 0.5 ? -size : size;
}
