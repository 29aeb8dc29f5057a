import { gaussianSummary } from '../../../stats/posterior-mode/gaussian-summary.ts';
import { blockLikelihood, type PatternScores } from './block-likelihood.ts';
import { linksPrior } from '../model/components-prior.ts';
import type { ClassFit } from './fit-class.ts';
import type { ModelledScores } from '../model/modelled-scores.ts';
import { joint } from './scores-to-fit.ts';
import type { SubjectProcess, TimeFrame } from '../model/trajectory-process.ts';
import type { TrajectorySettings } from '../model/trajectory-settings.ts';

/** Fitting how alike a pupil's subjects are: plain data, so that it can be handed to another thread. */
export interface LinksTask {
  readonly kind: 'links';
  readonly scores: PatternScores;
  readonly frame: TimeFrame;
  readonly settings: TrajectorySettings;
  /** By subject, at the centre of the fitted components. */
  readonly processes: readonly SubjectProcess[];
  readonly badDayChance: number;
}

/** Links rest on pupils with scores in several subjects: some of them, evenly spread. */
export function linksTask(
  scores: ModelledScores,
  of: Pick<LinksTask, 'frame' | 'settings' | 'processes' | 'badDayChance'>,
): LinksTask {
  const several = (start: number) => {
    let row = start;
    while (row < scores.count && scores.pupil[row] === scores.pupil[start]) row++;
    return scores.subject[row - 1] !== scores.subject[start];
  };
  // Errors as they are on average: several subjects' levels are read off one block, and links do not hang on them.
  const even = { ...scores, levelSquare: new Float64Array(scores.count).fill(1) };
  return { kind: 'links', scores: joint(even, of.settings.fittedOnPupils, several), ...of };
}

/** Works the task out; nobody starts from what it learnt of the curvature. */
export function fitLinks({ scores, frame, settings, processes, badDayChance }: LinksTask): ClassFit {
  const likelihood = blockLikelihood(scores, frame, settings);
  const prior = linksPrior(settings);
  const summary = gaussianSummary(
    (x) => prior.logPrior(x) + likelihood(processes, prior.valueAt(x), badDayChance),
    prior.centre,
    prior.spread,
  );
  const blocks = scores.patterns.reduce((sum, pattern) => sum + pattern.starts.length, 0);
  return { ...summary, curvature: new Float64Array(0), blocks };
}
