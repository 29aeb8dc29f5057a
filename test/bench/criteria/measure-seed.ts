import { circumstancesOf } from '../../../engine/criteria/circumstances-of.ts';
import { emptyGaussian, readComponent } from '../../../engine/criteria/positions-gaussian.ts';
import { criteriaJudge } from '../../../engine/criteria/judge-criteria.ts';
import { defaultCriteriaSettings } from '../../../engine/criteria/index.ts';
import { statementProbabilities } from '../../../engine/criteria/statement-probabilities.ts';
import { chooseComparisons } from '../../../engine/growth/comparisons/choose-comparisons.ts';
import { fitTrajectories } from '../../../engine/growth/trajectory/fit/fit-trajectories.ts';
import { measureGrowth } from '../../../engine/growth/percentiles/measure-growth.ts';
import { positionPoints } from '../../../engine/growth/forecasts/position-points.ts';
import { smoothTrajectories } from '../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import type { TrajectoryPosterior } from '../../../engine/growth/trajectory/posterior/trajectory-posterior.ts';
import { trajectoryScores } from '../../../engine/growth/trajectory/model/trajectory-scores.ts';
import { toMeasurements } from '../../../engine/scales/to-measurements.ts';
import { normalCdf } from '../../../engine/stats/distributions/normal-cdf.ts';
import { worldAsAssessmentData } from '../../../engine/worlds/world-as-assessment-data.ts';
import type { World } from '../../../engine/worlds/model/world.ts';
import { knownModel } from './known-model.ts';
import { listOfWorld } from './list-of-world.ts';
import { schoolPractice } from './school-practice.ts';
import { truePositionsAsPlaced } from './true-positions-as-placed.ts';
import { trueStatements } from './true-statements.ts';
import { tenths, type WorldTally } from './world-tally.ts';

/** Beyond this many comparisons the benchmark takes longer than it tells. */
const mostForBenchmark = 100_000;

/** Analyses one simulated world and adds what comes out, beside the truth, to the tally. */
export function measureSeed(world: World, tally: WorldTally): void {
  const data = worldAsAssessmentData(world);
  const started = performance.now();
  const measurements = toMeasurements(data);
  const comparisons = chooseComparisons(data, measurements);
  const scores = trajectoryScores(data, measurements, comparisons);
  const fit = fitTrajectories(scores);
  const growth = measureGrowth(data, measurements, comparisons, { peers: 'cohort' });
  const { reliabilityOfSubject } = positionPoints(data, measurements, fit);
  const circumstances = circumstancesOf(data, measurements, comparisons, { peers: growth.peers, reliabilityOfSubject });
  const judge = criteriaJudge(circumstances, defaultCriteriaSettings);
  const truth = trueStatements(world, comparisons, truePositionsAsPlaced(world, measurements));
  const ours = new Float64Array(4 * comparisons.count).fill(NaN);
  const held = [0, 0, 0, 0];
  const visit = (posterior: TrajectoryPosterior) => {
    judge.visit(posterior);
    readProbabilities(posterior, ours);
    readIntervals(truth.position, posterior, held);
  };
  const smoothed = smoothTrajectories(fit, scores, visit, judge.visitPupil);
  tally.seconds.push((performance.now() - started) / 1000);
  tally.held.push(held.slice(0, 3).map((inside) => inside / held[3]));

  const known = new Float64Array(4 * comparisons.count).fill(NaN);
  const knows = world.parameters.family === 'gaussian' && comparisons.count <= mostForBenchmark;
  const knownConcern = knows
    ? knownModel(world, comparisons, (posterior) => readProbabilities(posterior, known))
    : null;
  addProbabilities(tally, truth.statement, ours, knows ? known : null);

  const rank = (what: string, score: Float64Array) => {
    const { precision, top } = averagePrecision(score, truth.slowed, smoothed.concern);
    (tally.precision[what] ??= []).push(precision);
    (tally.top[what] ??= []).push(top);
  };
  if (world.parameters.slowedShare > 0) {
    rank('concern', smoothed.concern);
    if (knownConcern) rank('knows the model', knownConcern);
    for (const [what, score] of Object.entries(schoolPractice(comparisons, measurements, world))) rank(what, score);
  }

  const position = new Float64Array(data.results.count).fill(NaN);
  scores.result.forEach((row, score) => (position[row] = smoothed.position[score]));
  const input = { data, measurements, comparisons, growth, position, previous: null };
  tally.lists.push(listOfWorld(world, truth, { fit, scores, circumstances, judged: judge.finish(), smoothed, input }));
}

const gaussian = emptyGaussian();
const probabilities = new Float64Array(4);

function readProbabilities(posterior: TrajectoryPosterior, into: Float64Array): void {
  if (!(posterior.yearsSince > 0)) return;
  const at = 4 * posterior.comparison;
  into.fill(0, at, at + 4);
  for (let k = 0; k < posterior.components; k++) {
    if (posterior.weight[k] < 1e-7) continue;
    readComponent(posterior, k, false, gaussian);
    statementProbabilities(gaussian, defaultCriteriaSettings, probabilities);
    for (let c = 0; c < 4; c++) into[at + c] += posterior.weight[k] * probabilities[c];
  }
  if (!(posterior.yearsBefore >= 0.5 && posterior.yearsSince >= 0.5)) into[at + 1] = NaN;
}

/** Whether the truth lies between the 5 and 95 % points: of θ_n, of θ_n − θ_b, of growth given θ_b; and one more looked at. */
function readIntervals(position: Float64Array, posterior: TrajectoryPosterior, held: number[]): void {
  const b = position[3 * posterior.comparison + 1];
  const n = position[3 * posterior.comparison + 2];
  const chance = [0, 0, 0];
  for (let k = 0; k < posterior.components; k++) {
    const weight = posterior.weight[k];
    if (weight < 1e-7) continue;
    const r = posterior.peerCorrelation[k];
    const [mb, mn] = [posterior.mean[3 * k + 1], posterior.mean[3 * k + 2]];
    const [bb, bn, nn] = [3, 4, 5].map((at) => posterior.covariance[6 * k + at]);
    chance[0] += weight * normalCdf((n - mn) / Math.sqrt(nn));
    chance[1] += weight * normalCdf((n - b - mn + mb) / Math.sqrt(nn - 2 * bn + bb));
    chance[2] += weight * normalCdf((n - r * b - mn + r * mb) / Math.sqrt(nn - 2 * r * bn + r * r * bb));
  }
  if (chance.some(Number.isNaN)) return;
  held[3]++;
  chance.forEach((value, at) => (held[at] += value > 0.05 && value < 0.95 ? 1 : 0));
}

function addProbabilities(
  tally: WorldTally,
  truth: Float64Array,
  ours: Float64Array,
  known: Float64Array | null,
): void {
  for (let at = 0; at < truth.length; at++) {
    const c = at % 4;
    if (Number.isNaN(truth[at]) || Number.isNaN(ours[at])) continue;
    const bin = c * tenths + Math.min(tenths - 1, Math.floor(ours[at] * tenths));
    tally.predicted[bin] += ours[at];
    tally.happened[bin] += truth[at];
    tally.count[bin]++;
    tally.countAll[c]++;
    tally.happenedAll[c] += truth[at];
    tally.logScore[c] += logOf(ours[at], truth[at]);
    tally.logKnown[c] += known ? logOf(known[at], truth[at]) : NaN;
  }
}

function logOf(probability: number, truth: number): number {
  const kept = Math.min(1 - 1e-9, Math.max(1e-9, probability));
  return Math.log(truth === 1 ? kept : 1 - kept);
}

/** Over comparisons that have a concern. */
function averagePrecision(
  score: Float64Array,
  truth: Uint8Array,
  among: Float64Array,
): { precision: number; top: number } {
  const order = [...score.keys()].filter((c) => !Number.isNaN(among[c]) && !Number.isNaN(score[c]));
  order.sort((a, b) => score[b] - score[a] || a - b);
  const all = order.reduce((sum, c) => sum + truth[c], 0);
  const cut = Math.ceil(order.length * 0.05);
  let found = 0;
  let sum = 0;
  let top = 0;
  order.forEach((c, at) => {
    if (truth[c] === 1) sum += ++found / (at + 1);
    if (at === cut - 1) top = found / all;
  });
  return { precision: sum / all, top };
}
