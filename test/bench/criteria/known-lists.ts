import { emptyGaussian, readComponent } from '../../../engine/criteria/positions-gaussian.ts';
import { defaultCriteriaSettings } from '../../../engine/criteria/index.ts';
import { statementProbabilities } from '../../../engine/criteria/statement-probabilities.ts';
import { chooseComparisons } from '../../../engine/growth/comparisons/choose-comparisons.ts';
import { fitTrajectories } from '../../../engine/growth/trajectory/fit/fit-trajectories.ts';
import { trajectoryScores } from '../../../engine/growth/trajectory/model/trajectory-scores.ts';
import { smoothTrajectories } from '../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import type { TrajectoryPosterior } from '../../../engine/growth/trajectory/posterior/trajectory-posterior.ts';
import { toMeasurements } from '../../../engine/scales/to-measurements.ts';
import type { World } from '../../../engine/worlds/model/world.ts';
import { worlds } from '../../../engine/worlds/model/worlds.ts';
import { simulateWorld } from '../../../engine/worlds/simulate-world.ts';
import { worldAsAssessmentData } from '../../../engine/worlds/world-as-assessment-data.ts';
import { knownModel } from './known-model.ts';
import { withWindows } from './with-windows.ts';
import { rangeLine } from './unlike/report-unlike.ts';
import type { TargetLine } from './report-world.ts';

/** Nothing that the knowing benchmark has no closed form for. */
const plain = {
  pupils: 2000,
  badDayChance: 0,
  errorExtremes: 0,
  errorDegrees: Infinity,
  schoolWindowSd: 0,
  errorStated: 'none',
} as const;
/** Windows that are read, counted from the newest. */
const read: Readonly<Record<string, readonly number[]>> = {
  'seven windows': [0, 1, 2, 3, 4, 5, 6],
  'two windows four months apart': [0, 1],
  'two windows a year apart': [0, 3],
};

/**
 * How many pupils a reader that knows the generating model would list of the same pupils from all windows and from two, beside how
 * many we do: what a first year can be expected to tell at all. Listed is who reaches the limit of a criterion in some subject.
 */
export function knownLists(seeds: number, first: number): TargetLine[] {
  const ratios: Record<string, number[]> = {};
  for (let seed = first + 90_000; seed < first + 90_000 + seeds; seed++) {
    const world = simulateWorld({ ...worlds['trust-3000'].settings, ...plain, seed });
    for (const [name, back] of Object.entries(read)) {
      const { knows, ours } = listedOf(withWindows(world, back));
      console.log(`\n${name}: the knowing reader lists ${percent(knows)}, we ${percent(ours)}`);
      (ratios[name] ??= []).push(ours / knows);
    }
  }
  return Object.entries(ratios).map(([name, ratio]) =>
    rangeLine(name, 'listed ÷ listed knowing the model', ratio, 0.5, 1.5),
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} % of pupils`;
}

/** Shares of the pupils with a current score. */
function listedOf(world: World): { knows: number; ours: number } {
  const data = worldAsAssessmentData(world);
  const measurements = toMeasurements(data);
  const comparisons = chooseComparisons(data, measurements);
  const scores = trajectoryScores(data, measurements, comparisons);
  const measured = new Set(comparisons.pupil.filter((_, c) => comparisons.currentRow[c] >= 0)).size;
  const share = (read: (visit: (posterior: TrajectoryPosterior) => void) => void) => {
    const listed = new Set<number>();
    read((posterior) => {
      if (reachesLimit(posterior)) listed.add(comparisons.pupil[posterior.comparison]);
    });
    return listed.size / measured;
  };
  return {
    knows: share((visit) => knownModel(world, comparisons, visit)),
    ours: share((visit) => smoothTrajectories(fitTrajectories(scores), scores, visit)),
  };
}

const gaussian = emptyGaussian();
const probabilities = new Float64Array(4);

function reachesLimit(posterior: TrajectoryPosterior): boolean {
  if (!(posterior.yearsSince > 0)) return false;
  const total = new Float64Array(4);
  for (let k = 0; k < posterior.components; k++) {
    if (posterior.weight[k] === 0) continue;
    readComponent(posterior, k, false, gaussian);
    statementProbabilities(gaussian, defaultCriteriaSettings, probabilities);
    for (let c = 0; c < 4; c++) total[c] += posterior.weight[k] * probabilities[c];
  }
  return total.some((probability) => probability >= defaultCriteriaSettings.met);
}
