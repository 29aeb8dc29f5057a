import { gatherObserved } from '../fit/block-likelihood.ts';
import { settledScores } from '../fit/settled-scores.ts';
import { withoutShared } from '../fit/without-shared.ts';
import { blockInverter } from '../model/block-precision.ts';
import { bySubjects } from '../model/by-subjects.ts';
import { scorePatterns } from '../model/score-patterns.ts';
import { slowDownHypotheses } from '../model/slow-down-hypotheses.ts';
import type { TrajectoryFit } from '../model/trajectory-fit.ts';
import { subjectProcess } from '../model/trajectory-process.ts';
import type { TrajectoryScores } from '../model/trajectory-scores.ts';
import { patternFactsByDates, type PatternFacts } from '../weighing/pattern-facts.ts';
import { prepareNode } from '../weighing/prepare-node.ts';
import { emptyPreparedNode } from '../weighing/prepared-node.ts';
import { readyPattern, type ReadyPattern } from '../weighing/ready-pattern.ts';
import { weighBlock } from '../weighing/weigh-block.ts';
import { emptyWeighingRoom } from '../weighing/weighing-room.ts';
import type { WeighedNode } from './joint-posterior.ts';

/** A pupil's scores with every hypothesis weighed under every node; of use until the next is visited. */
export interface VisitedBlock {
  readonly facts: PatternFacts;
  /** Place among the pattern's blocks. */
  readonly block: number;
  /** Observed scores of all blocks of the pattern, one block after another in order of time. */
  readonly observed: Float64Array;
  readonly nodes: readonly WeighedNode[];
}

/** For a scale class that the reference had none of. */
const centralComponents = {
  reliability: 0.9,
  yearCorrelation: 0.94,
  rateShare: 0.5,
  reversion: 0.7,
  badDayChance: 0.01,
  errorExtremes: 0.1,
  extraError: 0.05,
};

/**
 * Weighs every block of scores under every node of a fit.
 *
 *   scores ─► blocks of a pupil, by pattern ─► each node: inverse covariance (or filter) ─► hypotheses weighed ─► `visit`
 *
 * @param given rows in order of pupil, subject, year
 */
export function weighBlocks(fit: TrajectoryFit, given: TrajectoryScores, visit: (block: VisitedBlock) => void): void {
  const processes = fit.nodes.map((node) =>
    given.scaleClass.map((scaleClass) => subjectProcess(node.components[scaleClass] ?? centralComponents)),
  );
  const scores = settledScores(withoutShared(given, fit.shared, processes[0], fit.frame), processes[0], fit.frame);
  const patterns = scorePatterns(scores, 'pupil', () => true);
  const observed = gatherObserved(patterns, scores.observed);
  const { slowDown, badDay } = fit.settings;
  const factsOf = patternFactsByDates(
    bySubjects((subjects) => slowDownHypotheses(slowDown, fit.frame, subjects)),
    slowDown,
  );
  const invert = blockInverter();
  const nodes = fit.nodes.map(({ weight, components }) => ({
    weight,
    ready: undefined as ReadyPattern | undefined,
    node: emptyPreparedNode(),
    room: emptyWeighingRoom(badDay.most),
    badDayChance: Float64Array.from(
      scores.scaleClass,
      (scaleClass) => (components[scaleClass] ?? centralComponents).badDayChance,
    ),
  }));
  patterns.forEach((pattern, at) => {
    const facts = factsOf(pattern);
    const prepared = nodes.map((own, k) => {
      const { weight, node, room, badDayChance } = own;
      prepareNode(facts, invert, { processes: processes[k], links: fit.nodes[k].links, frame: fit.frame }, node);
      own.ready = readyPattern(facts, node, badDayChance, fit.settings, own.ready);
      return { weight, room, ready: own.ready };
    });
    for (let block = 0; block < pattern.starts.length; block++) {
      const weighed = prepared.map(({ weight, ready, room }) => ({
        weight,
        block: weighBlock(ready, observed[at], block * pattern.size, room),
      }));
      visit({ facts, block, observed: observed[at], nodes: weighed });
    }
  });
}
