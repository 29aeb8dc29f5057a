import { reliabilityOf } from '../../../engine/growth/trajectory/model/block-model.ts';
import { chooseComparisons } from '../../../engine/growth/comparisons/choose-comparisons.ts';
import { fitTrajectories } from '../../../engine/growth/trajectory/fit/fit-trajectories.ts';
import { type TrajectoryFit } from '../../../engine/growth/trajectory/model/trajectory-fit.ts';
import { smoothTrajectories } from '../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import { subjectProcess } from '../../../engine/growth/trajectory/model/trajectory-process.ts';
import { trajectoryScores, type TrajectoryScores } from '../../../engine/growth/trajectory/model/trajectory-scores.ts';
import { readDataFolder } from '../../../engine/ingest/folder/read-data-folder.ts';
import { toMeasurements } from '../../../engine/scales/to-measurements.ts';
import { gaussianSummary } from '../../../engine/stats/posterior-mode/gaussian-summary.ts';
import { planKalman, type StateSpace } from '../../../engine/stats/state-space/kalman-plan.ts';
import { kalmanWhiten } from '../../../engine/stats/state-space/kalman-whiten.ts';
import { normalCdf } from '../../../engine/stats/distributions/normal-cdf.ts';
import type { TargetLine } from './report-world.ts';

interface Prediction {
  readonly mean: number;
  readonly variance: number;
}

/**
 * Real data: the last score of every pupil with at least three, told from the earlier ones. All methods predict the observed
 * position (mean 0, SD 1 in its cohort and window) and are fitted to the other scores alone.
 */
export async function holdOut(): Promise<TargetLine[]> {
  const { data } = await readDataFolder('data-samples/sustaining-effects');
  const measurements = toMeasurements(data);
  const scores = trajectoryScores(data, measurements, chooseComparisons(data, measurements));
  const last = lastScores(scores);
  const train = without(scores, last);
  const fit = fitTrajectories(train);
  const methods: [string, (at: number) => Prediction][] = [
    ['latent trajectory', latent(fit, scores, last)],
    ['linear mixed model per pupil', mixedModel(train, scores)],
    ['last score carried forward', carriedForward(train, scores)],
  ];
  console.log(`\nsustaining-effects: last of at least three scores held out, ${last.length} pupils`);
  const found = methods.map(([name, predict]) => {
    let log = 0;
    let inside = 0;
    let square = 0;
    for (const at of last) {
      const { mean, variance } = predict(at);
      const z = (scores.observed[at] - mean) / Math.sqrt(variance);
      log += -0.5 * (z * z + Math.log(2 * Math.PI * variance));
      square += (scores.observed[at] - mean) ** 2;
      const chance = normalCdf(z);
      if (chance > 0.05 && chance < 0.95) inside++;
    }
    const [share, each, rmse] = [inside / last.length, log / last.length, Math.sqrt(square / last.length)];
    console.log(
      `  ${name.padEnd(30)} 90 % interval holds ${share.toFixed(3)}  log score ${each.toFixed(4)}  error ${rmse.toFixed(3)} SD`,
    );
    return { share, log: each };
  });
  const [latentScore, ...others] = found.map(({ log }) => log);
  const held = found[0].share;
  const world = 'sustaining-effects, held out';
  return [
    {
      world,
      what: '90 % predictive interval, all noise in it',
      target: '0.85 to 0.95',
      figure: held.toFixed(3),
      met: held >= 0.85 && held <= 0.95,
    },
    ...others.map((other, at) => ({
      world,
      what: `log score beside ${methods[at + 1][0]}`,
      target: `over ${other.toFixed(4)}`,
      figure: latentScore.toFixed(4),
      met: latentScore > other,
    })),
  ];
}

function lastScores(scores: TrajectoryScores): number[] {
  const last: number[] = [];
  for (let row = 2; row < scores.count; row++) {
    const ends = row === scores.count - 1 || scores.pupil[row + 1] !== scores.pupil[row];
    if (ends && scores.pupil[row - 2] === scores.pupil[row]) last.push(row);
  }
  return last;
}

/** The scores without these rows; comparisons are not needed for a fit. */
function without(scores: TrajectoryScores, rows: readonly number[]): TrajectoryScores {
  const left = new Set(rows);
  const kept = [...scores.pupil.keys()].filter((row) => !left.has(row));
  const numbers = (column: Float64Array) => Float64Array.from(kept, (row) => column[row]);
  const places = (column: Int32Array) => Int32Array.from(kept, (row) => column[row]);
  return {
    ...scores,
    count: kept.length,
    pupil: places(scores.pupil),
    subject: places(scores.subject),
    year: numbers(scores.year),
    observed: numbers(scores.observed),
    observedLow: numbers(scores.observedLow),
    observedHigh: numbers(scores.observedHigh),
    errorShare: numbers(scores.errorShare),
    cell: places(scores.cell),
    group: places(scores.group),
    result: places(scores.result),
    comparisons: 0,
  };
}

/** The held-out score is put in as one that says nothing (all error): the smoother then predicts the true position there. */
function latent(fit: TrajectoryFit, scores: TrajectoryScores, last: readonly number[]): (at: number) => Prediction {
  const [observed, errorShare] = [scores.observed.slice(), scores.errorShare.slice()];
  for (const at of last) {
    observed[at] = 0;
    errorShare[at] = 1;
  }
  const blind = { ...scores, observed, observedLow: observed, observedHigh: observed, errorShare };
  const { position, positionLow, positionHigh } = smoothTrajectories(fit, blind);
  return (at) => {
    let reliability = 0;
    for (const { weight, components } of fit.nodes) {
      const process = subjectProcess(components[scores.scaleClass[scores.subject[at]]]!);
      reliability += weight * reliabilityOf(process, scores.errorShare[at], fit.frame, scores.year[at]);
    }
    const sd = (positionHigh[at] - positionLow[at]) / (2 * 1.6448536269514722);
    return { mean: Math.sqrt(reliability) * position[at], variance: reliability * sd * sd + 1 - reliability };
  };
}

/** u = (a + pupil's a) + (b + pupil's b) t + error, by maximum likelihood (the four variance parameters; a = b = 0 in positions). */
function mixedModel(train: TrajectoryScores, scores: TrajectoryScores): (at: number) => Prediction {
  const middle = train.year.reduce((sum, year) => sum + year, 0) / train.count;
  const model = (years: readonly number[], x: readonly number[]): StateSpace => {
    const [intercept, slope, residual] = [Math.exp(2 * x[0]), Math.exp(2 * x[1]), Math.exp(2 * x[3])];
    const mixed = Math.tanh(x[2]) * Math.sqrt(intercept * slope);
    const n = years.length;
    return {
      states: 2,
      observations: n,
      initialCovariance: Float64Array.from([intercept, mixed, mixed, slope]),
      transition: new Float64Array(2 * n).fill(1),
      noise: new Float64Array(4 * n),
      moves: new Uint8Array(n),
      width: 2,
      loadingStart: new Int32Array(n),
      loading: Float64Array.from(years.flatMap((year) => [1, year - middle])),
      errorVariance: new Float64Array(n).fill(residual),
    };
  };
  const pupils = new Map<number, number[]>();
  for (let row = 0; row < train.count; row++) {
    const rows = pupils.get(train.pupil[row]);
    if (rows) rows.push(row);
    else pupils.set(train.pupil[row], [row]);
  }
  const yearsOf = (rows: readonly number[]) => rows.map((row) => train.year[row]);
  const state = new Float64Array(2);
  const logLikelihood = (x: readonly number[]) => {
    let total = 0;
    for (const rows of pupils.values()) {
      const plan = planKalman(model(yearsOf(rows), x));
      const values = Float64Array.from(rows, (row) => train.observed[row]);
      total -= 0.5 * (plan.logDeterminant + kalmanWhiten(plan, values, 0, state, new Float64Array(rows.length)));
    }
    return total;
  };
  const { mean: x } = gaussianSummary(logLikelihood, [-0.2, -1.7, 0, -0.7], [0.5, 0.5, 0.5, 0.5]);
  return (at) => {
    const rows = pupils.get(scores.pupil[at])!;
    const plan = planKalman(model(yearsOf(rows), x));
    const values = Float64Array.from(rows, (row) => train.observed[row]);
    kalmanWhiten(plan, values, 0, state, new Float64Array(rows.length));
    const t = scores.year[at] - middle;
    const [aa, ab, , bb] = plan.lastCovariance;
    return { mean: state[0] + state[1] * t, variance: aa + 2 * t * ab + t * t * bb + Math.exp(2 * x[3]) };
  };
}

/** The last score, with the variance that consecutive scores in training differ by. */
function carriedForward(train: TrajectoryScores, scores: TrajectoryScores): (at: number) => Prediction {
  let sum = 0;
  let count = 0;
  for (let row = 1; row < train.count; row++) {
    if (train.pupil[row] !== train.pupil[row - 1]) continue;
    sum += (train.observed[row] - train.observed[row - 1]) ** 2;
    count++;
  }
  return (at) => ({ mean: scores.observed[at - 1], variance: sum / count });
}
