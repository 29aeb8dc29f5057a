import { parseArgs } from 'node:util';
import { emptyGaussian, readComponent } from '../../engine/criteria/effects.ts';
import { defaultCriteriaSettings } from '../../engine/criteria/judged-criteria.ts';
import { statementProbabilities } from '../../engine/criteria/statement-probabilities.ts';
import { chooseComparisons } from '../../engine/growth/choose-comparisons.ts';
import type { Comparisons } from '../../engine/growth/comparisons.ts';
import { conditionalGrowthPercentiles } from '../../engine/growth/conditional-growth-percentiles.ts';
import { fitTrajectories } from '../../engine/growth/fit-trajectories.ts';
import { smoothTrajectories } from '../../engine/growth/smooth-trajectories.ts';
import type { TrajectoryPosterior } from '../../engine/growth/trajectory-posterior.ts';
import { trajectoryScores } from '../../engine/growth/trajectory-scores.ts';
import type { Measurements } from '../../engine/scales/measurements.ts';
import { toMeasurements } from '../../engine/scales/to-measurements.ts';
import { normalCdf } from '../../engine/stats/normal-cdf.ts';
import { criterionNames } from '../../engine/tables/run-schema.ts';
import { simulateWorld } from '../../engine/worlds/simulate-world.ts';
import { trueCovariance } from '../../engine/worlds/true-covariance.ts';
import { worldAsAssessmentData } from '../../engine/worlds/world-as-assessment-data.ts';
import { worlds } from '../../engine/worlds/worlds.ts';
import type { World } from '../../engine/worlds/world.ts';
import { holdOut } from './hold-out.ts';
import { knownModel } from './known-model.ts';

/*
 * npm run bench:criteria [-- --seeds 20 --only plain,trust-3000 --first 9001]
 *
 * Per named world: how well the criteria's probabilities, the intervals and the ranking by concern do against the simulated
 * truth, beside the benchmark that knows the generating model (knownModel; Gaussian worlds only) and beside what schools use.
 * Seeds from --first on are used nowhere else. A big world counts for several seeds of a small one: see `settings`.
 * Last, real data: each pupil's last score held out.
 */

/** The eight settings, and how many of the asked seeds each takes (a world of 30,000 tells as much as ten of 3,000). */
const settings = {
  'school-180': 2,
  'trust-3000': 1,
  'authority-30000': 0.1,
  'steady-walk': 1,
  'volatile-three-windows': 1,
  'mixed-scales': 1,
  'piecewise-growth': 1,
  'jumping-walk': 1,
} as const;

const { values: given } = parseArgs({
  options: { seeds: { type: 'string' }, only: { type: 'string' }, first: { type: 'string' } },
});
const seeds = Number(given.seeds ?? 20);
const first = Number(given.first ?? 9001);
const names = given.only ? given.only.split(',').filter((name) => name !== 'real') : Object.keys(settings);
const tenths = 10;
const enoughToJudge = 2000;

/** Sums over the seeds of one world. */
interface Tally {
  predicted: Float64Array;
  happened: Float64Array;
  count: Float64Array;
  logScore: Float64Array;
  logKnown: Float64Array;
  happenedAll: Float64Array;
  countAll: Float64Array;
  inside: Float64Array;
  intervals: Float64Array;
}

function benchWorld(name: string): void {
  const share = name in settings ? settings[name as keyof typeof settings] : 1;
  const runs = Math.max(1, Math.round(seeds * share));
  const tally = emptyTally();
  const ranking: Record<string, number[]> = {};
  let seconds = 0;
  for (let run = 0; run < runs; run++) {
    const world = simulateWorld({ ...worlds[name].settings, seed: first + run });
    seconds += benchSeed(world, tally, ranking);
  }
  report(name, runs, seconds, tally, ranking);
}

function benchSeed(world: World, tally: Tally, ranking: Record<string, number[]>): number {
  const data = worldAsAssessmentData(world);
  const started = performance.now();
  const measurements = toMeasurements(data);
  const comparisons = chooseComparisons(data, measurements);
  const scores = trajectoryScores(data, measurements, comparisons);
  const statements = trueStatements(world, comparisons);
  const ours = new Float64Array(4 * comparisons.count).fill(NaN);
  const known = new Float64Array(4 * comparisons.count).fill(NaN);
  const { concern } = smoothTrajectories(fitTrajectories(scores), scores, (posterior) => {
    readProbabilities(posterior, ours);
    readIntervals(world, comparisons, posterior, tally);
  });
  const seconds = (performance.now() - started) / 1000;
  const knows = world.parameters.family === 'gaussian' && comparisons.count <= 30_000;
  const knownConcern = knows
    ? knownModel(world, comparisons, (posterior) => readProbabilities(posterior, known))
    : null;
  addProbabilities(tally, statements, ours, knows ? known : null);
  const slowed = Uint8Array.from({ length: comparisons.count }, (_, c) =>
    world.truth.slowedSdPerYear[comparisons.subject[c] * world.pupils.count + comparisons.pupil[c]] > 0 ? 1 : 0,
  );
  const rank = (what: string, score: Float64Array) => {
    const { precision, top } = averagePrecision(score, slowed, concern);
    (ranking[what] ??= []).push(precision);
    (ranking[`${what}: slowed among top 5 %`] ??= []).push(top);
  };
  rank('concern', concern);
  if (knownConcern) rank('knows the model', knownConcern);
  for (const [what, score] of Object.entries(schoolPractice(comparisons, measurements, world))) rank(what, score);
  return seconds;
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

/** Truth of (f, b, n) against the cohort; NaN where there is none. */
function truthOf(world: World, comparisons: Comparisons, c: number): number[] {
  const series = comparisons.subject[c] * world.pupils.count + comparisons.pupil[c];
  return [comparisons.firstRow[c], comparisons.baselineRow[c], comparisons.currentRow[c]].map((row) =>
    row < 0 ? NaN : world.truth.position[series * world.windows.count + world.results.window[row]],
  );
}

/** 1, 0 or NaN for every comparison and criterion. */
function trueStatements(world: World, comparisons: Comparisons): Float64Array {
  const { results, windows, parameters } = world;
  const statements = new Float64Array(4 * comparisons.count).fill(NaN);
  const growth = new Float64Array(comparisons.count).fill(NaN);
  for (let c = 0; c < comparisons.count; c++) {
    const [f, b, n] = truthOf(world, comparisons, c);
    if (Number.isNaN(b + n)) continue;
    const year = (column: Int32Array) => windows.year[results.window[column[c]]];
    const [tb, tn] = [year(comparisons.baselineRow), year(comparisons.currentRow)];
    if (parameters.family === 'gaussian') {
      const r = trueCovariance(parameters, comparisons.subject[c], tb, comparisons.subject[c], tn);
      growth[c] = normalCdf((n - r * b) / Math.sqrt(1 - r * r));
    }
    const tf = comparisons.firstRow[c] < 0 ? NaN : year(comparisons.firstRow);
    const change = (n - b) / (tn - tb) - (b - f) / (tb - tf);
    if (tb - tf >= 0.5 && tn - tb >= 0.5) statements[4 * c + 1] = change <= -0.1 ? 1 : 0;
    statements[4 * c + 2] = -b >= 0.5 && n <= b ? 1 : 0;
    statements[4 * c + 3] = n < 0 && b - n >= 0.1 ? 1 : 0;
  }
  if (parameters.family !== 'gaussian') rankGrowth(world, comparisons, growth);
  for (let c = 0; c < comparisons.count; c++)
    if (!Number.isNaN(growth[c])) statements[4 * c] = growth[c] < 0.25 ? 1 : 0;
  return statements;
}

/** Without a closed form: the percentile among the world's own pupils, by subject and baseline window, from true positions. */
function rankGrowth(world: World, comparisons: Comparisons, growth: Float64Array): void {
  const groups = new Map<string, number[]>();
  for (let c = 0; c < comparisons.count; c++) {
    const [, b, n] = truthOf(world, comparisons, c);
    if (Number.isNaN(b + n)) continue;
    const window = (column: Int32Array) => world.results.window[column[c]];
    const key = [comparisons.subject[c], window(comparisons.baselineRow), window(comparisons.currentRow)].join();
    const group = groups.get(key);
    if (group) group.push(c);
    else groups.set(key, [c]);
  }
  for (const members of groups.values()) {
    if (members.length < 100) continue;
    const truths = members.map((c) => truthOf(world, comparisons, c));
    const percentile = conditionalGrowthPercentiles(
      [Float64Array.from(truths, ([, b]) => b)],
      Float64Array.from(truths, ([, , n]) => n),
    ).percentile;
    members.forEach((c, at) => (growth[c] = percentile[at] / 100));
  }
}

/** Whether the truth lies between the 5 and 95 % points: of θ_n, of θ_n − θ_b, of growth given θ_b. */
function readIntervals(world: World, comparisons: Comparisons, posterior: TrajectoryPosterior, tally: Tally): void {
  const [, b, n] = truthOf(world, comparisons, posterior.comparison);
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
  chance.forEach((value, at) => {
    if (Number.isNaN(value)) return;
    tally.intervals[at]++;
    if (value > 0.05 && value < 0.95) tally.inside[at]++;
  });
}

function addProbabilities(tally: Tally, truth: Float64Array, ours: Float64Array, known: Float64Array | null): void {
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

/** What schools use now: higher = of more concern. */
function schoolPractice(
  comparisons: Comparisons,
  measurements: Measurements,
  world: World,
): Record<string, Float64Array> {
  const { observed } = measurements;
  const { results } = world;
  const missing = () => new Float64Array(comparisons.count).fill(NaN);
  const practice = {
    'drop since last window': missing(),
    'score minus baseline': missing(),
    'value-added residual': missing(),
    'growth percentile': missing(),
  };
  const bySubject = new Map<number, number[]>();
  for (let c = 0; c < comparisons.count; c++) {
    const [b, n] = [comparisons.baselineRow[c], comparisons.currentRow[c]];
    if (n < 0) continue;
    const before = n - 1;
    const previous =
      before >= 0 &&
      results.subject[before] === results.subject[n] &&
      results.pupil[before] === results.pupil[n] &&
      !Number.isNaN(observed[before]);
    // Whoever has no earlier score cannot be flagged: last in the list.
    practice['drop since last window'][c] = previous ? observed[before] - observed[n] : -99;
    practice['score minus baseline'][c] = b < 0 ? -99 : observed[b] - observed[n];
    practice['value-added residual'][c] = -99;
    practice['growth percentile'][c] = -99;
    if (b < 0) continue;
    const group = bySubject.get(comparisons.subject[c]);
    if (group) group.push(c);
    else bySubject.set(comparisons.subject[c], [c]);
  }
  for (const members of bySubject.values()) {
    const x = Float64Array.from(members, (c) => observed[comparisons.baselineRow[c]]);
    const y = Float64Array.from(members, (c) => observed[comparisons.currentRow[c]]);
    const slope =
      x.reduce((sum, value, at) => sum + value * y[at], 0) / x.reduce((sum, value) => sum + value * value, 0);
    const percentile = members.length < 100 ? null : conditionalGrowthPercentiles([x], y).percentile;
    members.forEach((c, at) => {
      practice['value-added residual'][c] = slope * x[at] - y[at];
      practice['growth percentile'][c] = percentile ? -percentile[at] : NaN;
    });
  }
  return practice;
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

function report(name: string, runs: number, seconds: number, tally: Tally, ranking: Record<string, number[]>): void {
  console.log(`\n${name}: ${worlds[name].summary}\n  ${runs} seeds, ${(seconds / runs).toFixed(1)} s each`);
  criterionNames.forEach((criterion, c) => {
    let worst = 0;
    let judged = 0;
    for (let bin = c * tenths; bin < (c + 1) * tenths; bin++) {
      if (tally.count[bin] < enoughToJudge) continue;
      judged++;
      worst = Math.max(worst, Math.abs(tally.predicted[bin] - tally.happened[bin]) / tally.count[bin]);
    }
    const rate = tally.happenedAll[c] / tally.countAll[c];
    const base = tally.countAll[c] * (rate * Math.log(rate) + (1 - rate) * Math.log(1 - rate));
    const gained = (tally.logScore[c] - base) / (tally.logKnown[c] - base);
    const nats = (tally.logScore[c] - base) / tally.countAll[c];
    console.log(
      `  ${criterion.padEnd(18)} rate ${rate.toFixed(3)}  calibration off by ${worst.toFixed(3)} (${judged} tenths judged)` +
        `  log score +${nats.toFixed(4)} nats, ${Number.isNaN(gained) ? 'no benchmark' : `${gained.toFixed(3)} of the way`}`,
    );
  });
  const covered = [0, 1, 2].map((at) => (tally.inside[at] / tally.intervals[at]).toFixed(3));
  console.log(`  90 % intervals hold: position ${covered[0]}, change ${covered[1]}, growth ${covered[2]}`);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  for (const [what, precisions] of Object.entries(ranking)) {
    if (what.includes(':')) continue;
    const average = mean(precisions);
    const variance = precisions.reduce((sum, value) => sum + (value - average) ** 2, 0) / (precisions.length - 1);
    const error = Math.sqrt(variance / precisions.length);
    const known = ranking['knows the model'];
    const ratio = known ? `  ${(average / mean(known)).toFixed(3)} of the benchmark` : '';
    const top = mean(ranking[`${what}: slowed among top 5 %`]);
    console.log(
      `  ${what.padEnd(24)} average precision ${average.toFixed(3)} ± ${error.toFixed(3)}${ratio}  ${(100 * top).toFixed(0)} % of the slowed in the top 5 %`,
    );
  }
}

function emptyTally(): Tally {
  const zeros = (n: number) => new Float64Array(n);
  return {
    predicted: zeros(4 * tenths),
    happened: zeros(4 * tenths),
    count: zeros(4 * tenths),
    logScore: zeros(4),
    logKnown: zeros(4),
    happenedAll: zeros(4),
    countAll: zeros(4),
    inside: zeros(3),
    intervals: zeros(3),
  };
}

for (const name of names) benchWorld(name);
if (!given.only || given.only.includes('real')) await holdOut();
