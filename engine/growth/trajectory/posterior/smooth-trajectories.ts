import { normalQuantile95 } from '../../../stats/distributions/normal-quantile-95.ts';
import { comparisonOfCurrent } from '../model/score-patterns.ts';
import { slowDownKinds } from '../model/slow-down-hypotheses.ts';
import type { TrajectoryFit } from '../model/trajectory-fit.ts';
import type { TrajectoryScores } from '../model/trajectory-scores.ts';
import { addConcern, clearConcern, type ConcernSums } from '../weighing/concern-sums.ts';
import { mixtureParts, type PatternFacts } from '../weighing/pattern-facts.ts';
import { roomFor } from '../weighing/prepared-node.ts';
import { tellKinds } from '../weighing/told-kinds.ts';
import { weighScores } from '../weighing/weigh-block.ts';
import { emptyWeighingRoom, type WeighingRoom } from '../weighing/weighing-room.ts';
import { positionDrawer, type JointPosterior } from './joint-posterior.ts';
import { readPosterior } from './read-posterior.ts';
import { emptyPosterior, type TrajectoryPosterior } from './trajectory-posterior.ts';
import { weighBlocks, type VisitedBlock } from './weigh-blocks.ts';

/** True positions at every score and the concern of every comparison. */
export interface SmoothedTrajectories {
  /** By score: mean, 5 % and 95 % point of the true position. */
  readonly position: Float64Array;
  readonly positionLow: Float64Array;
  readonly positionHigh: Float64Array;
  /**
   * By comparison, NaN only where there is no current score. `concern`: posterior log odds of a lasting slow-down, each slow-down
   * counted by what it has taken (0.45 SD counts once). `slowed`: its chance by kind, three each (`slowDownKinds`, `tellKinds`).
   * `shortfall`: what slow-downs are expected to have taken, SD.
   */
  readonly concern: Float64Array;
  readonly slowed: Float64Array;
  readonly shortfall: Float64Array;
}

/**
 * In `concern` a slow-down counts by what it has taken, SD, and by a little for being there at all, so that pupils of whom nothing
 * is known yet stand at the base rate; one that has taken 0.45 counts once.
 */
const [leastCounted, countsOnce] = [0.05, 0.5];

/** Share of what a newest score shows beyond its limit that concern hears: a deeper fall is of more concern, a little. */
const heardBeyond = 0.3;
/**
 * What all of a pupil's scores, in every subject, say about the true positions. Who wants the posteriors alone calls
 * `visitPosteriors`.
 *
 *   weighed blocks (`weighBlocks`) ─► positions at every score, concern ─► posterior of each comparison to `visit`
 *
 * @param fit of `fitTrajectories`, from these scores or an earlier reference
 * @param given rows in order of pupil, subject, year
 * @param visit called once for every comparison with a current score; its argument is filled anew each time
 * @param visitPupil called after the last of a pupil's comparisons, with all of them together
 */
export function smoothTrajectories(
  fit: TrajectoryFit,
  given: TrajectoryScores,
  visit: (posterior: TrajectoryPosterior) => void = () => {},
  visitPupil: (posterior: JointPosterior) => void = () => {},
): SmoothedTrajectories {
  const result = emptyResult(given);
  const sink = {
    comparisonOf: comparisonOfCurrent(given),
    posterior: emptyPosterior(fit.nodes.length * mixtureParts),
    result,
    visit,
    visitPupil,
    draw: positionDrawer(),
    concern: { ordinary: 0, kind: new Float64Array(0), shortfall: new Float64Array(0) },
    concernRoom: emptyWeighingRoom(fit.settings.badDay.most),
  };
  const scratch = { mean: new Float64Array(0), square: new Float64Array(0) };
  weighBlocks(fit, given, (block) => {
    gatherConcern(block, sink);
    gatherPositions(block, result, scratch);
    visitComparisons(block, sink);
  });
  return result;
}

interface Sink {
  readonly comparisonOf: Int32Array;
  readonly posterior: TrajectoryPosterior;
  readonly result: SmoothedTrajectories;
  readonly visit: (posterior: TrajectoryPosterior) => void;
  readonly visitPupil: (posterior: JointPosterior) => void;
  readonly draw: ReturnType<typeof positionDrawer>;
  /** Of the block at hand, and room for weighing it once more. */
  readonly concern: ConcernSums;
  readonly concernRoom: WeighingRoom;
}

function gatherConcern({ facts, block, observed, nodes }: VisitedBlock, { concern, concernRoom }: Sink): void {
  clearConcern(concern, facts.pattern.current.length);
  for (const { weight, block: of } of nodes) {
    if (of.bounded) {
      const { used } = weighScores(of.ready, observed, block * facts.pattern.size, heardBeyond, concernRoom);
      addConcern(of.ready, concernRoom.weights, used, weight, concern);
    } else addConcern(of.ready, of.weights, of.sets.length, weight, concern);
  }
}

function gatherPositions(
  { facts, block, nodes }: VisitedBlock,
  result: SmoothedTrajectories,
  scratch: { mean: Float64Array; square: Float64Array },
): void {
  const n = facts.pattern.size;
  const mean = (scratch.mean = roomFor(scratch.mean, n));
  const square = (scratch.square = roomFor(scratch.square, n));
  mean.fill(0);
  square.fill(0);
  for (const { weight, block: of } of nodes) {
    const { position, extraVariance } = of.posterior;
    const { sd } = of.ready.node;
    for (let j = 0; j < n; j++) {
      mean[j] += weight * position[j];
      square[j] += weight * (position[j] * position[j] + sd[j] * sd[j] + extraVariance[j]);
    }
  }
  writePositions(facts, block, mean, square, result);
}

function writePositions(
  { pattern, groupFall }: PatternFacts,
  block: number,
  mean: Float64Array,
  square: Float64Array,
  result: SmoothedTrajectories,
): void {
  for (let j = 0; j < pattern.size; j++) {
    const row = pattern.starts[block] + pattern.order[j];
    const spread = Math.sqrt(Math.max(0, square[j] - mean[j] * mean[j]));
    const position = mean[j] + groupFall[j];
    result.position[row] = position;
    result.positionLow[row] = position - normalQuantile95 * spread;
    result.positionHigh[row] = position + normalQuantile95 * spread;
  }
}

function visitComparisons(block: VisitedBlock, sink: Sink): void {
  const { pattern } = block.facts;
  const { posterior, result } = sink;
  const whole = { comparison: [] as number[], yearsBefore: [] as number[], yearsSince: [] as number[] };
  for (let c = 0; c < pattern.current.length; c++) {
    const comparison = sink.comparisonOf[pattern.starts[block.block] + pattern.order[pattern.current[c]]];
    readPosterior(block, c, comparison, posterior);
    writeConcern(sink.concern, c, comparison, result);
    sink.visit(posterior);
    whole.comparison.push(comparison);
    whole.yearsBefore.push(posterior.yearsBefore);
    whole.yearsSince.push(posterior.yearsSince);
  }
  if (whole.comparison.length === 0) return;
  const taken = sink.concern.shortfall.subarray(0, pattern.current.length).reduce((sum, each) => sum + each, 0);
  const concern = countedOdds(taken, 1 - sink.concern.ordinary, sink.concern.ordinary);
  sink.visitPupil({ ...whole, concern, draw: () => sink.draw(block.nodes) });
}

function writeConcern(sums: ConcernSums, c: number, comparison: number, result: SmoothedTrajectories): void {
  const kinds = slowDownKinds.length;
  let ordinary = 1;
  for (let kind = 0; kind < kinds; kind++) ordinary -= sums.kind[kinds * c + kind];
  tellKinds(sums.kind, kinds * c, result.slowed, kinds * comparison);
  result.shortfall[comparison] = sums.shortfall[c];
  result.concern[comparison] = countedOdds(sums.shortfall[c], 1 - ordinary, ordinary);
}

function countedOdds(taken: number, slowed: number, ordinary: number): number {
  const counted = (taken + leastCounted * slowed) / countsOnce;
  return Math.log(Math.max(counted, 1e-300)) - Math.log(Math.max(ordinary, 1e-300));
}

function emptyResult(scores: TrajectoryScores): SmoothedTrajectories {
  const missing = (length: number) => new Float64Array(length).fill(NaN);
  return {
    position: missing(scores.count),
    positionLow: missing(scores.count),
    positionHigh: missing(scores.count),
    concern: missing(scores.comparisons),
    slowed: missing(slowDownKinds.length * scores.comparisons),
    shortfall: missing(scores.comparisons),
  };
}
