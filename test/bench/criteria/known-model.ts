import type { Comparisons } from '../../../engine/growth/comparisons/comparisons.ts';
import {
  emptyPosterior,
  type TrajectoryPosterior,
} from '../../../engine/growth/trajectory/posterior/trajectory-posterior.ts';
import { trueCovariance } from '../../../engine/worlds/positions/true-covariance.ts';
import { gradesAsNumbers, type SeenResults } from './grades-as-numbers.ts';
import type { World } from '../../../engine/worlds/model/world.ts';

const startsConsidered = 16;

/**
 * The benchmark that knows the generating model (family `gaussian`): dense algebra with the true covariance, error variance,
 * share and size of slow-downs, on what the sitting showed before it was marked on a scale (no rounding; of grades only what
 * grades tell: `gradesAsNumbers`). Starts of
 * slow-downs are summed over a fine grid. Bad days, uneven error and school-window shocks have no closed form together: here
 * they are extra Gaussian variance, so in worlds that have them the engine may do better than this benchmark.
 *
 * @returns log odds of a slow-down by comparison; `visit` gets the posterior of true positions against the cohort
 */
export function knownModel(
  world: World,
  comparisons: Comparisons,
  visit: (posterior: TrajectoryPosterior) => void,
): Float64Array {
  const { parameters, pupils, results } = world;
  const subjects = world.subjects.length;
  const concern = new Float64Array(comparisons.count).fill(NaN);
  const comparisonOf = new Map<number, number>();
  for (let c = 0; c < comparisons.count; c++) {
    if (comparisons.currentRow[c] >= 0)
      comparisonOf.set(comparisons.subject[c] * pupils.count + comparisons.pupil[c], c);
  }
  const seen = gradesAsNumbers(world);
  const rowsOf: number[][] = Array.from({ length: pupils.count }, () => []);
  for (let row = 0; row < results.count; row++) {
    if (!Number.isNaN(results.observed[row])) rowsOf[results.pupil[row]].push(row);
  }
  const plans = new Map<string, Plan>();
  const hypotheses = hypothesesOf(world);
  const posterior = emptyPosterior(1 + hypotheses.length);
  for (let pupil = 0; pupil < pupils.count; pupil++) {
    const rows = rowsOf[pupil];
    if (rows.length === 0) continue;
    const key = rows.map((row) => `${results.subject[row]}:${results.window[row]}`).join();
    let plan = plans.get(key);
    if (!plan) plans.set(key, (plan = makePlan(world, seen, rows, hypotheses)));
    const z = plan.whiten(Float64Array.from(rows, (row) => seen.observed[row]));
    const weights = [1 - parameters.slowedShare];
    plan.ramps.forEach((ramp, h) => {
      let along = 0;
      let square = 0;
      for (let j = 0; j < z.length; j++) {
        along += ramp[j] * z[j];
        square += ramp[j] * ramp[j];
      }
      weights.push(hypotheses[h].chance * Math.exp(along - square / 2));
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (let subject = 0; subject < subjects; subject++) {
      const comparison = comparisonOf.get(subject * pupils.count + pupil);
      if (comparison === undefined) continue;
      let slowed = 0;
      hypotheses.forEach(({ touched }, h) => (slowed += touched[subject] ? weights[h + 1] : 0));
      concern[comparison] = Math.log(slowed / (total - slowed));
      if (comparisons.baselineRow[comparison] < 0) continue;
      fill(world, comparisons, comparison, plan, z, hypotheses, posterior);
      weights.forEach((weight, h) => (posterior.weight[h] = weight / total));
      visit(posterior);
    }
  }
  return concern;
}

interface Hypothesis {
  readonly from: number;
  readonly touched: readonly boolean[];
  readonly chance: number;
}

interface Plan {
  readonly rows: readonly number[];
  readonly whiten: (values: Float64Array) => Float64Array;
  readonly ramps: readonly Float64Array[];
}

function hypothesesOf({ parameters, subjects }: World): Hypothesis[] {
  const count = subjects.length;
  const q = parameters.slowedSubjectChance;
  const [from, to] = parameters.slowedFromYear;
  const found: Hypothesis[] = [];
  for (let set = 1; set < 2 ** count; set++) {
    const touched = subjects.map((_, s) => ((set >> s) & 1) === 1);
    const size = touched.filter(Boolean).length;
    // One subject is touched for certain, whichever it is; each other has its chance.
    const chance = (size / count) * q ** (size - 1) * (1 - q) ** (count - size);
    if (chance === 0) continue;
    for (let start = 0; start < startsConsidered; start++) {
      found.push({
        from: from + ((start + 0.5) / startsConsidered) * (to - from),
        touched,
        chance: (parameters.slowedShare * chance) / startsConsidered,
      });
    }
  }
  return found;
}

function makePlan(world: World, seen: SeenResults, rows: readonly number[], hypotheses: readonly Hypothesis[]): Plan {
  const { parameters, results, windows } = world;
  const n = rows.length;
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let value = covariance(world, rows[i], rows[j]);
      if (i === j)
        value +=
          noiseVariance(world, results.subject[rows[i]]) +
          seen.extraError[results.subject[rows[i]] * windows.count + results.window[rows[i]]];
      for (let k = 0; k < j; k++) value -= lower[i * n + k] * lower[j * n + k];
      lower[i * n + j] = i === j ? Math.sqrt(value) : value / lower[j * n + j];
    }
  }
  const whiten = (values: Float64Array) => {
    const z = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      let value = values[i];
      for (let k = 0; k < i; k++) value -= lower[i * n + k] * z[k];
      z[i] = value / lower[i * n + i];
    }
    return z;
  };
  const ramps = hypotheses.map(({ from, touched }) =>
    whiten(
      Float64Array.from(rows, (row) =>
        touched[results.subject[row]]
          ? -parameters.slowedSdPerYear * Math.max(0, windows.year[results.window[row]] - from)
          : 0,
      ),
    ),
  );
  return { rows, whiten, ramps };
}

function covariance({ parameters, results, windows }: World, a: number, b: number): number {
  return trueCovariance(
    parameters,
    results.subject[a],
    windows.year[results.window[a]],
    results.subject[b],
    windows.year[results.window[b]],
  );
}

function noiseVariance({ parameters }: World, subject: number): number {
  const { errorVariances, schoolWindowSd, badDayChance, badDayMeanSd, badDaySpreadSd } = parameters;
  return errorVariances[subject] + schoolWindowSd ** 2 + badDayChance * (badDayMeanSd ** 2 + badDaySpreadSd ** 2);
}

/** Posterior of (f, b, n) under every hypothesis, brought to the cohort's mean and SD in each window. */
function fill(
  world: World,
  comparisons: Comparisons,
  comparison: number,
  plan: Plan,
  z: Float64Array,
  hypotheses: readonly Hypothesis[],
  posterior: TrajectoryPosterior,
): void {
  const { results, windows, truth, pupils, parameters } = world;
  const subject = comparisons.subject[comparison];
  const cohort = truth.cohorts.indexOf(pupils.cohort[comparisons.pupil[comparison]]);
  const rows = [comparisons.firstRow, comparisons.baselineRow, comparisons.currentRow].map(
    (column) => column[comparison],
  );
  const cell = rows.map((row) =>
    row < 0 ? -1 : (subject * truth.cohorts.length + cohort) * windows.count + results.window[row],
  );
  const reach = rows.map((row) =>
    row < 0 ? null : plan.whiten(Float64Array.from(plan.rows, (other) => covariance(world, row, other))),
  );
  const dot = (a: Float64Array | null, b: Float64Array | null) =>
    a && b ? a.reduce((sum, value, j) => sum + value * b[j], 0) : NaN;
  const own = pairs.map(([p, q]) =>
    rows[p] < 0 || rows[q] < 0
      ? NaN
      : (covariance(world, rows[p], rows[q]) - dot(reach[p], reach[q])) / (spread(p) * spread(q)),
  );
  function spread(which: number): number {
    return truth.cellSpread[cell[which]];
  }
  const year = rows.map((row) => (row < 0 ? NaN : windows.year[results.window[row]]));
  posterior.comparison = comparison;
  posterior.components = 1 + hypotheses.length;
  posterior.yearsBefore = year[1] - year[0];
  posterior.yearsSince = year[2] - year[1];
  for (let h = 0; h <= hypotheses.length; h++) {
    const hypothesis = h === 0 ? null : hypotheses[h - 1];
    for (let which = 0; which < 3; which++) {
      let mean = dot(reach[which], z);
      if (hypothesis) {
        const taken = hypothesis.touched[subject] ? Math.max(0, year[which] - hypothesis.from) : 0;
        mean -= dot(reach[which], plan.ramps[h - 1]) + parameters.slowedSdPerYear * taken;
      }
      posterior.mean[3 * h + which] = (mean - truth.cellCentre[cell[which]]) / spread(which);
    }
    posterior.covariance.set(own, 6 * h);
    posterior.peerCorrelation[h] = covariance(world, rows[1], rows[2]);
  }
}

const pairs = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 1],
  [1, 2],
  [2, 2],
] as const;
