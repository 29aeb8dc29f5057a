import { normalCdf } from '../stats/normal-cdf.ts';
import { planKalman, type KalmanPlan } from '../stats/kalman-plan.ts';
import { kalmanSmoothedMeans, kalmanSmoothedVariances } from '../stats/kalman-smoother.ts';
import { kalmanWhiten } from '../stats/kalman-whiten.ts';
import { gatherObserved } from './block-likelihood.ts';
import { blockModel, reliabilityOf } from './block-model.ts';
import type { TrajectoryFit } from './fit-trajectories.ts';
import { comparisonOfCurrent, scorePatterns, type ScorePattern } from './score-patterns.ts';
import { positionCovariance, positionVariance, subjectProcess, type SubjectProcess } from './trajectory-process.ts';
import type { TrajectoryPosterior } from './trajectory-posterior.ts';
import type { TrajectoryScores } from './trajectory-scores.ts';

/** True positions at every score and the concern of every comparison. */
export interface SmoothedTrajectories {
  /** By score: mean, 5 % and 95 % point of the true position, SD. */
  readonly position: Float64Array;
  readonly positionLow: Float64Array;
  readonly positionHigh: Float64Array;
  /** By comparison: posterior log odds of a slow-down; NaN only where there is no current score. */
  readonly concern: Float64Array;
}

/** By how much a true position must have fallen behind what its baseline led to expect, SD (Gaussian version only). */
const slowdown = 0.25;
const z95 = 1.6448536269514722;

/**
 * What all of a pupil's scores, in every subject, say about the true positions.
 *
 * @param fit of `fitTrajectories`, from these scores or an earlier reference
 * @param scores rows in order of pupil, subject, year
 * @param visit called once for every comparison with a current score; its argument is filled anew each time
 */
export function smoothTrajectories(
  fit: TrajectoryFit,
  scores: TrajectoryScores,
  visit: (posterior: TrajectoryPosterior) => void = () => {},
): SmoothedTrajectories {
  const result = emptyResult(scores);
  const patterns = scorePatterns(scores, 'pupil', () => true);
  const observed = gatherObserved(patterns, scores.observed);
  const posterior = emptyPosterior(fit.nodes.length);
  const nodeProcesses = fit.nodes.map((node) =>
    scores.scaleClass.map((scaleClass) => subjectProcess(node.components[scaleClass] ?? defaultComponents)),
  );
  const comparisonOf = comparisonOfCurrent(scores);
  patterns.forEach((pattern, at) => {
    const prepared = fit.nodes.map((_, k) => prepareNode(fit, k, nodeProcesses[k], pattern));
    smoothPattern(pattern, observed[at], prepared, { fit, comparisonOf, posterior, result, visit });
  });
  return result;
}

const defaultComponents = { reliability: 0.9, yearCorrelation: 0.94, rateShare: 0.5, reversion: 0.7 };

/** What one pattern needs under one node, for all its blocks. */
interface PreparedNode {
  readonly plan: KalmanPlan;
  /** √reliability and smoothed SD of the true position, by place in time. */
  readonly root: Float64Array;
  readonly sd: Float64Array;
  /** By comparison: whitened covariances of f, b, n with the scores (3 × size); NaN where there is none. */
  readonly reach: readonly Float64Array[];
  /** By comparison: prior and posterior covariance of f, b, n, 6 entries each. */
  readonly prior: readonly Float64Array[];
  readonly posterior: readonly Float64Array[];
}

function prepareNode(
  fit: TrajectoryFit,
  k: number,
  processes: readonly SubjectProcess[],
  pattern: ScorePattern,
): PreparedNode {
  const { links } = fit.nodes[k];
  const { frame } = fit;
  const plan = planKalman(blockModel(pattern, processes, links, frame));
  const n = pattern.size;
  const spread = Float64Array.from({ length: n }, (_, j) =>
    Math.sqrt(positionVariance(processes[pattern.subject[j]], frame, pattern.year[j])),
  );
  const root = Float64Array.from({ length: n }, (_, j) =>
    Math.sqrt(reliabilityOf(processes[pattern.subject[j]], pattern.errorShare[j])),
  );
  const correlation = (i: number, j: number) =>
    positionCovariance(
      processes[pattern.subject[i]],
      pattern.year[i],
      processes[pattern.subject[j]],
      pattern.year[j],
      frame,
      links,
      pattern.subject[i] === pattern.subject[j],
    ) /
    (spread[i] * spread[j]);
  const variances = kalmanSmoothedVariances(plan);
  const state = new Float64Array(plan.model.states);
  const covariances = new Float64Array(n);
  const reach: Float64Array[] = [];
  const priors: Float64Array[] = [];
  const posteriors: Float64Array[] = [];
  for (let c = 0; c < pattern.current.length; c++) {
    const places = [pattern.first[c], pattern.baseline[c], pattern.current[c]];
    const rows = new Float64Array(3 * n);
    places.forEach((place, which) => {
      for (let j = 0; j < n; j++) covariances[j] = place < 0 ? NaN : root[j] * correlation(place, j);
      if (place < 0) rows.fill(NaN, which * n, which * n + n);
      else kalmanWhiten(plan, covariances, 0, state, rows, which * n);
    });
    const prior = new Float64Array(6);
    const posterior = new Float64Array(6);
    pairs.forEach(([p, q], at) => {
      const missing = places[p] < 0 || places[q] < 0;
      prior[at] = missing ? NaN : p === q ? 1 : correlation(places[p], places[q]);
      let explained = 0;
      for (let j = 0; j < n; j++) explained += rows[p * n + j] * rows[q * n + j];
      posterior[at] = prior[at] - explained;
    });
    reach.push(rows);
    priors.push(prior);
    posteriors.push(posterior);
  }
  return {
    plan,
    root,
    sd: Float64Array.from(variances, (variance, j) => Math.sqrt(Math.max(0, variance)) / root[j]),
    reach,
    prior: priors,
    posterior: posteriors,
  };
}

/** Order of covariances: ff, fb, fn, bb, bn, nn. */
const pairs = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 1],
  [1, 2],
  [2, 2],
] as const;

interface Sink {
  readonly fit: TrajectoryFit;
  readonly comparisonOf: Int32Array;
  readonly posterior: TrajectoryPosterior;
  readonly result: SmoothedTrajectories;
  readonly visit: (posterior: TrajectoryPosterior) => void;
}

function smoothPattern(
  pattern: ScorePattern,
  observed: Float64Array,
  prepared: readonly PreparedNode[],
  sink: Sink,
): void {
  const n = pattern.size;
  const nodes = prepared.length;
  const innovations = new Float64Array(nodes * n);
  const own = new Float64Array(n);
  const smoothed = new Float64Array(n);
  const mean = new Float64Array(n);
  const square = new Float64Array(n);
  for (let block = 0; block < pattern.starts.length; block++) {
    mean.fill(0);
    square.fill(0);
    for (let k = 0; k < nodes; k++) {
      const { plan, root, sd } = prepared[k];
      const weight = sink.fit.nodes[k].weight;
      const state = new Float64Array(plan.model.states);
      kalmanWhiten(plan, observed, block * n, state, own);
      innovations.set(own, k * n);
      kalmanSmoothedMeans(plan, own, smoothed);
      for (let j = 0; j < n; j++) {
        const value = smoothed[j] / root[j];
        mean[j] += weight * value;
        square[j] += weight * (value * value + sd[j] * sd[j]);
      }
    }
    for (let j = 0; j < n; j++) {
      const row = pattern.starts[block] + pattern.order[j];
      const spread = Math.sqrt(Math.max(0, square[j] - mean[j] * mean[j]));
      sink.result.position[row] = mean[j];
      sink.result.positionLow[row] = mean[j] - z95 * spread;
      sink.result.positionHigh[row] = mean[j] + z95 * spread;
    }
    for (let c = 0; c < pattern.current.length; c++) {
      fillPosterior(pattern, block, c, prepared, innovations, sink);
      sink.result.concern[sink.posterior.comparison] = gaussianConcern(sink.posterior);
      sink.visit(sink.posterior);
    }
  }
}

function fillPosterior(
  pattern: ScorePattern,
  block: number,
  c: number,
  prepared: readonly PreparedNode[],
  innovations: Float64Array,
  sink: Sink,
): void {
  const { posterior, fit } = sink;
  const n = pattern.size;
  posterior.comparison = sink.comparisonOf[pattern.starts[block] + pattern.order[pattern.current[c]]];
  posterior.components = prepared.length;
  const yearAt = (place: number) => (place < 0 ? NaN : pattern.year[place]);
  posterior.yearsBefore = yearAt(pattern.baseline[c]) - yearAt(pattern.first[c]);
  posterior.yearsSince = yearAt(pattern.current[c]) - yearAt(pattern.baseline[c]);
  for (let k = 0; k < prepared.length; k++) {
    const node = prepared[k];
    posterior.weight[k] = fit.nodes[k].weight;
    posterior.priorWeight[k] = fit.nodes[k].weight;
    for (let which = 0; which < 3; which++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += node.reach[c][which * n + j] * innovations[k * n + j];
      posterior.mean[3 * k + which] = sum;
      posterior.priorMean[3 * k + which] = Number.isNaN(sum) ? NaN : 0;
    }
    posterior.covariance.set(node.posterior[c], 6 * k);
    posterior.priorCovariance.set(node.prior[c], 6 * k);
    posterior.peerCorrelation[k] = node.prior[c][4];
    posterior.slowed[k] = 0;
  }
}

/** Log odds that the true position has fallen behind what its baseline led to expect; by its level where there is none. */
function gaussianConcern(posterior: TrajectoryPosterior): number {
  let probability = 0;
  for (let k = 0; k < posterior.components; k++) {
    const slope = posterior.peerCorrelation[k];
    const alone = Number.isNaN(slope);
    const [bb, bn, nn] = [3, 4, 5].map((at) => posterior.covariance[6 * k + at]);
    const mean = alone ? 0 : posterior.mean[3 * k + 2] - slope * posterior.mean[3 * k + 1];
    const variance = alone ? nn : nn - 2 * slope * bn + slope * slope * bb;
    probability += posterior.weight[k] * normalCdf((-slowdown - mean) / Math.sqrt(variance));
  }
  const kept = Math.min(1 - 1e-12, Math.max(1e-12, probability));
  return Math.log(kept / (1 - kept));
}

function emptyResult(scores: TrajectoryScores): SmoothedTrajectories {
  const missing = (length: number) => new Float64Array(length).fill(NaN);
  return {
    position: missing(scores.count),
    positionLow: missing(scores.count),
    positionHigh: missing(scores.count),
    concern: missing(scores.comparisons),
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
    yearsBefore: NaN,
    yearsSince: NaN,
  };
}
