import type { PositionSetting, SlowDowns, TruePositions } from './position-setting.ts';
import type { RandomStream } from '../../stats/distributions/random-stream.ts';
import { gaussianPositions } from './gaussian-positions.ts';
import { jumpingPositions } from './jumping-positions.ts';
import { piecewisePositions } from './piecewise-positions.ts';
import type { WorldParameters } from '../model/world-parameters.ts';
import type { WorldSettings } from '../model/world-settings.ts';

/** True population positions of a world, slow-downs included. */
export function truePositions(
  settings: WorldSettings,
  parameters: WorldParameters,
  setting: PositionSetting,
  random: RandomStream,
): TruePositions {
  const slowDowns = drawSlowDowns(parameters, setting.pupils, random.sub('slow-downs'));
  if (settings.family === 'piecewise') return piecewisePositions(settings, setting, slowDowns, random);
  const position =
    settings.family === 'gaussian'
      ? gaussianPositions(parameters, setting, random)
      : jumpingPositions(settings, setting, random);
  const windows = setting.years.length;
  for (let series = 0; series < slowDowns.fromYear.length; series++) {
    const from = slowDowns.fromYear[series];
    if (Number.isNaN(from)) continue;
    for (let window = 0; window < windows; window++) {
      position[series * windows + window] -= slowDowns.sdPerYear[series] * Math.max(0, setting.years[window] - from);
    }
  }
  return { position, slowDowns };
}

/** One start a pupil, shared by the subjects it touches; at least one is touched. */
function drawSlowDowns(parameters: WorldParameters, pupils: number, random: RandomStream): SlowDowns {
  const subjects = parameters.levelLoadings.length;
  const fromYear = new Float64Array(subjects * pupils).fill(Number.NaN);
  const sdPerYear = new Float64Array(subjects * pupils);
  const [earliest, latest] = parameters.slowedFromYear;
  for (let pupil = 0; pupil < pupils; pupil++) {
    const slowed = random.uniform() < parameters.slowedShare;
    const start = earliest + (latest - earliest) * random.uniform();
    const certain = random.below(subjects);
    for (let subject = 0; subject < subjects; subject++) {
      const touched = random.uniform() < parameters.slowedSubjectChance || subject === certain;
      if (!slowed || !touched) continue;
      fromYear[subject * pupils + pupil] = start;
      sdPerYear[subject * pupils + pupil] = parameters.slowedSdPerYear;
    }
  }
  return { fromYear, sdPerYear };
}
