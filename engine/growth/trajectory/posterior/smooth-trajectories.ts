// Longer than the house limit: one pass over the pupils of a reference, whose arrays every step of it fills.
import { normalQuantile95 } from '../../../stats/distributions/normal-quantile-95.ts';
import { gatherObserved } from '../fit/block-likelihood.ts';
import { blockInverter } from '../model/block-precision.ts';
import { bySubjects } from '../model/by-subjects.ts';
import type { TrajectoryFit } from '../model/trajectory-fit.ts';
import { patternFactsByDates, mixtureParts, type PatternFacts } from '../weighing/pattern-facts.ts';
import { positionDrawer, type JointPosterior, type WeighedNode } from './joint-posterior.ts';
import { prepareNode } from '../weighing/prepare-node.ts';
import { emptyPreparedNode, roomFor } from '../weighing/prepared-node.ts';
import { readyPattern, type ReadyPattern } from '../weighing/ready-pattern.ts';
import { comparisonOfCurrent, scorePatterns } from '../model/score-patterns.ts';
import { settledScores } from '../fit/settled-scores.ts';
import { slowDownHypotheses, slowDownKinds } from '../model/slow-down-hypotheses.ts';
import { subjectProcess } from '../model/trajectory-process.ts';
import type { TrajectoryPosterior } from './trajectory-posterior.ts';
import type { TrajectoryScores } from '../model/trajectory-scores.ts';
import { addConcern, clearConcern, type ConcernSums } from '../weighing/concern-sums.ts';
import { weighBlock, weighScores } from '../weighing/weigh-block.ts';
import { emptyWeighingRoom, type WeighingRoom } from '../weighing/weighing-room.ts';
import { withoutShared } from '../fit/without-shared.ts';

/** True positions at every score and the concern of every comparison. */
export interface SmoothedTrajectories {
  /** By score: mean, 5 % and 95 % point of the true position. */
  readonly position: Float64Array;
  readonly positionLow: Float64Array;
  readonly positionHigh: Float64Array;
  /**
   * By comparison, NaN only where there is no current score. `concern`: posterior log odds of a lasting slow-down, each slow-down
   * counted by what it has taken (0.45 SD counts once). `slowed`: its chance by kind, three each (`slowDownKinds`).
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
 * What all of a pupil's scores, in every subject, say about the true positions.
 *
 *   scores ─► blocks of a pupil, by pattern ─► each node: inverse covariance (or filter) ─► hypotheses weighed ─► posterior to `visit`, positions
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
  const processes = fit.nodes.map((node) =>
    given.scaleClass.map((scaleClass) => subjectProcess(node.components[scaleClass] ?? centralComponents)),
  );
  const scores = settledScores(withoutShared(given, fit.shared, processes[0], fit.frame), processes[0], fit.frame);
  const result = emptyResult(scores);
  const patterns = scorePatterns(scores, 'pupil', () => true);
  const observed = gatherObserved(patterns, scores.observed);
  const sink = {
    comparisonOf: comparisonOfCurrent(scores),
    posterior: emptyPosterior(fit.nodes.length * mixtureParts),
    result,
    visit,
    visitPupil,
    draw: positionDrawer(),
    concern: { ordinary: 0, kind: new Float64Array(0), shortfall: new Float64Array(0) },
    concernRoom: emptyWeighingRoom(fit.settings.badDay.most),
  };
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
  const scratch = { mean: new Float64Array(0), square: new Float64Array(0) };
  patterns.forEach((pattern, at) => {
    const facts = factsOf(pattern);
    const ready = nodes.map((own, k) => {
      const { weight, node, room, badDayChance } = own;
      prepareNode(facts, invert, { processes: processes[k], links: fit.nodes[k].links, frame: fit.frame }, node);
      own.ready = readyPattern(facts, node, badDayChance, fit.settings, own.ready);
      return { weight, room, ready: own.ready };
    });
    smoothPattern(facts, observed[at], ready, sink, scratch);
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

interface ReadyNode {
  readonly weight: number;
  readonly ready: ReadyPattern;
  readonly room: WeighingRoom;
}

function smoothPattern(
  facts: PatternFacts,
  observed: Float64Array,
  nodes: readonly ReadyNode[],
  sink: Sink,
  scratch: { mean: Float64Array; square: Float64Array },
): void {
  const n = facts.pattern.size;
  const mean = (scratch.mean = roomFor(scratch.mean, n));
  const square = (scratch.square = roomFor(scratch.square, n));
  for (let block = 0; block < facts.pattern.starts.length; block++) {
    mean.fill(0);
    square.fill(0);
    clearConcern(sink.concern, facts.pattern.current.length);
    const weighed = nodes.map(({ weight, ready, room }) => {
      const of = weighBlock(ready, observed, block * n, room);
      if (of.bounded) {
        const { used } = weighScores(ready, observed, block * n, heardBeyond, sink.concernRoom);
        addConcern(ready, sink.concernRoom.weights, used, weight, sink.concern);
      } else addConcern(ready, of.weights, of.sets.length, weight, sink.concern);
      const { position, extraVariance } = of.posterior;
      const { sd } = ready.node;
      for (let j = 0; j < n; j++) {
        mean[j] += weight * position[j];
        square[j] += weight * (position[j] * position[j] + sd[j] * sd[j] + extraVariance[j]);
      }
      return { weight, block: of };
    });
    writePositions(facts, block, mean, square, sink.result);
    visitComparisons(facts, block, weighed, sink);
  }
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

function visitComparisons(facts: PatternFacts, block: number, nodes: readonly WeighedNode[], sink: Sink): void {
  const { pattern } = facts;
  const { posterior, result } = sink;
  const yearAt = (place: number) => (place < 0 ? NaN : pattern.year[place]);
  const whole = { comparison: [] as number[], yearsBefore: [] as number[], yearsSince: [] as number[] };
  for (let c = 0; c < pattern.current.length; c++) {
    const comparison = sink.comparisonOf[pattern.starts[block] + pattern.order[pattern.current[c]]];
    posterior.comparison = comparison;
    posterior.components = nodes.length * mixtureParts;
    posterior.yearsBefore = yearAt(pattern.baseline[c]) - yearAt(pattern.first[c]);
    posterior.yearsSince = yearAt(pattern.current[c]) - yearAt(pattern.baseline[c]);
    nodes.forEach(({ weight, block: weighed }, k) => {
      copyParts(posterior, k, c, weight, weighed);
    });
    writeConcern(sink.concern, c, comparison, result);
    sink.visit(posterior);
    whole.comparison.push(comparison);
    whole.yearsBefore.push(posterior.yearsBefore);
    whole.yearsSince.push(posterior.yearsSince);
  }
  if (whole.comparison.length === 0) return;
  const taken = sink.concern.shortfall.subarray(0, pattern.current.length).reduce((sum, each) => sum + each, 0);
  const concern = countedOdds(taken, 1 - sink.concern.ordinary, sink.concern.ordinary);
  sink.visitPupil({ ...whole, concern, draw: () => sink.draw(nodes) });
}

function writeConcern(sums: ConcernSums, c: number, comparison: number, result: SmoothedTrajectories): void {
  const kinds = slowDownKinds.length;
  let ordinary = 1;
  for (let kind = 0; kind < kinds; kind++) {
    const chance = sums.kind[kinds * c + kind];
    result.slowed[kinds * comparison + kind] = chance;
    ordinary -= chance;
  }
  result.shortfall[comparison] = sums.shortfall[c];
  result.concern[comparison] = countedOdds(sums.shortfall[c], 1 - ordinary, ordinary);
}

function countedOdds(taken: number, slowed: number, ordinary: number): number {
  const counted = (taken + leastCounted * slowed) / countsOnce;
  return Math.log(Math.max(counted, 1e-300)) - Math.log(Math.max(ordinary, 1e-300));
}

function copyParts(
  posterior: TrajectoryPosterior,
  k: number,
  c: number,
  weight: number,
  { ready: { facts, node }, posterior: own }: WeighedNode['block'],
): void {
  for (let part = 0; part < mixtureParts; part++) {
    const to = k * mixtureParts + part;
    const from = mixtureParts * c + part;
    posterior.weight[to] = weight * own.weight[from];
    posterior.priorWeight[to] = weight * facts.priorWeight[from];
    for (let at = 0; at < 3; at++) {
      const place = facts.place[3 * c + at];
      const groupFall = place < 0 ? NaN : facts.groupFall[place];
      posterior.mean[3 * to + at] = own.mean[3 * from + at] + groupFall;
      posterior.fallen[3 * to + at] = own.fallen[3 * from + at];
      posterior.priorMean[3 * to + at] = facts.priorMean[3 * from + at] + groupFall;
    }
    for (let at = 0; at < 6; at++) {
      posterior.covariance[6 * to + at] = own.covariance[6 * from + at];
      posterior.priorCovariance[6 * to + at] = node.prior[6 * c + at] + facts.priorCovariance[6 * from + at];
    }
    posterior.peerCorrelation[to] = node.prior[6 * c + 4];
    posterior.slowed[to] = part === 0 ? 0 : 1;
  }
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

/** A posterior with room for so many components. */
export function emptyPosterior(components: number): TrajectoryPosterior {
  const column = (width: number) => new Float64Array(width * components);
  return {
    comparison: -1,
    components,
    weight: column(1),
    priorWeight: column(1),
    mean: column(3),
    covariance: column(6),
    priorMean: column(3),
    priorCovariance: column(6),
    peerCorrelation: column(1),
    slowed: new Uint8Array(components),
    fallen: column(3),
    yearsBefore: NaN,
    yearsSince: NaN,
  };
}
