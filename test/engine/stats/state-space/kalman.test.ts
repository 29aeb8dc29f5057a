import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planKalman, type KalmanPlan, type StateSpace } from '../../../../engine/stats/state-space/kalman-plan.ts';
import { kalmanPrecision } from '../../../../engine/stats/state-space/kalman-precision.ts';
import { kalmanWhiten } from '../../../../engine/stats/state-space/kalman-whiten.ts';
import { randomStream } from '../../../../engine/stats/distributions/random-stream.ts';

/** A state space with everything in it: noise that is correlated between states, repeated times, loadings of two states. */
function someModel(seed: number, observations: number): StateSpace {
  const rng = randomStream(seed);
  const states = 4;
  const covariance = () => {
    const root = Array.from({ length: states * states }, () => rng.normal());
    return Float64Array.from({ length: states * states }, (_, at) => {
      const [a, b] = [Math.floor(at / states), at % states];
      let sum = 0;
      for (let k = 0; k < states; k++) sum += root[a * states + k] * root[b * states + k];
      return 0.3 * sum;
    });
  };
  const moves = Uint8Array.from({ length: observations }, () => (rng.uniform() < 0.7 ? 1 : 0));
  const noise = new Float64Array(observations * states * states);
  const transition = new Float64Array(observations * states).fill(1);
  moves.forEach((move, j) => {
    if (move === 0) return;
    noise.set(covariance(), j * states * states);
    for (let a = 0; a < states; a++) transition[j * states + a] = 0.5 + 0.5 * rng.uniform();
  });
  return {
    states,
    observations,
    initialCovariance: covariance(),
    transition,
    noise,
    moves,
    width: 2,
    loadingStart: Int32Array.from({ length: observations }, () => rng.below(3)),
    loading: Float64Array.from({ length: observations * 2 }, () => rng.normal()),
    errorVariance: Float64Array.from({ length: observations }, () => 0.1 + rng.uniform()),
  };
}

/** Covariance of loading · state between all observations, from the definition alone. */
function denseSignal(model: StateSpace): number[][] {
  const { states: d, observations: n } = model;
  const h = Array.from({ length: n }, (_, j) => {
    const row = Array.from({ length: d }, () => 0);
    for (let k = 0; k < model.width; k++) row[model.loadingStart[j] + k] = model.loading[j * model.width + k];
    return row;
  });
  const signal = Array.from({ length: n }, () => Array.from({ length: n }, () => 0));
  let marginal = Array.from({ length: d }, (_, a) =>
    Array.from({ length: d }, (_, b) => model.initialCovariance[a * d + b]),
  );
  for (let i = 0; i < n; i++) {
    const phi = (a: number) => model.transition[i * d + a];
    if (model.moves[i] === 1) {
      marginal = marginal.map((row, a) => row.map((v, b) => v * phi(a) * phi(b) + model.noise[i * d * d + a * d + b]));
    }
    // Cov(state_i, state_j) for j ≥ i: later transitions on the right.
    let cross = marginal.map((row) => [...row]);
    for (let j = i; j < n; j++) {
      if (j > i && model.moves[j] === 1) cross = cross.map((row) => row.map((v, b) => v * model.transition[j * d + b]));
      let sum = 0;
      for (let a = 0; a < d; a++) for (let b = 0; b < d; b++) sum += h[i][a] * cross[a][b] * h[j][b];
      signal[i][j] = sum;
      signal[j][i] = sum;
    }
  }
  return signal;
}

/** Solves S x = v by Gauss–Jordan with pivoting; also the log determinant. */
function solve(matrix: readonly (readonly number[])[], columns: readonly (readonly number[])[]) {
  const n = matrix.length;
  const work = matrix.map((row, i) => [...row, ...columns.map((column) => column[i])]);
  let logDeterminant = 0;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k; i < n; i++) if (Math.abs(work[i][k]) > Math.abs(work[best][k])) best = i;
    [work[k], work[best]] = [work[best], work[k]];
    logDeterminant += Math.log(Math.abs(work[k][k]));
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = work[i][k] / work[k][k];
      for (let c = k; c < work[i].length; c++) work[i][c] -= factor * work[k][c];
    }
  }
  return { x: columns.map((_, c) => work.map((row, i) => row[n + c] / row[i])), logDeterminant };
}

const whitened = (plan: KalmanPlan, values: Float64Array) => {
  const innovations = new Float64Array(plan.model.observations);
  const squares = kalmanWhiten(plan, values, 0, new Float64Array(plan.model.states), innovations);
  return { innovations, squares };
};

describe('the filter and smoother agree with dense Gaussian algebra', () => {
  test('planKalman(model), kalmanWhiten(…) and kalmanPrecision(plan), over random models, to 1e-9', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 14 }), (seed, n) => {
        const model = someModel(seed, n);
        const plan = planKalman(model);
        const rng = randomStream(seed).sub('data');
        const y = Float64Array.from({ length: n }, () => 2 * rng.normal());
        const signal = denseSignal(model);
        const total = signal.map((row, i) => row.map((v, j) => v + (i === j ? model.errorVariance[i] : 0)));
        const dense = solve(total, [[...y], ...signal]);
        const { squares } = whitened(plan, y);
        const close = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThan(1e-9 * (1 + Math.abs(b)));
        close(plan.logDeterminant, dense.logDeterminant);
        close(
          squares,
          y.reduce((sum, v, i) => sum + v * dense.x[0][i], 0),
        );
        const precision = kalmanPrecision(plan);
        const weighted = new Float64Array(n);
        precision.times(y, 0, weighted, 0);
        for (let j = 0; j < n; j++) {
          close(weighted[j], dense.x[0][j]);
          const unit = Float64Array.from({ length: n }, (_, i) => Number(i === j));
          const column = new Float64Array(n);
          precision.times(unit, 0, column, 0);
          close(precision.diagonal[j], column[j]);
          // The smoothed signal: what all observations, earlier and later, say of it.
          const error = model.errorVariance[j];
          close(
            y[j] - error * weighted[j],
            signal[j].reduce((sum, v, i) => sum + v * dense.x[0][i], 0),
          );
          close(
            error - error ** 2 * precision.diagonal[j],
            signal[j][j] - signal[j].reduce((sum, v, i) => sum + v * dense.x[1 + j][i], 0),
          );
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

/** lme4's model y ~ t + (1 + t | pupil): a state of intercept and slope that never moves. */
function interceptAndSlope(times: readonly number[], g: readonly number[], residual: number): StateSpace {
  const n = times.length;
  return {
    states: 2,
    observations: n,
    initialCovariance: Float64Array.from([g[0], g[2], g[2], g[1]]),
    transition: new Float64Array(2 * n).fill(1),
    noise: new Float64Array(4 * n),
    moves: new Uint8Array(n),
    width: 2,
    loadingStart: new Int32Array(n),
    loading: Float64Array.from(times.flatMap((t) => [1, t])),
    errorVariance: new Float64Array(n).fill(residual),
  };
}

const table = (file: string) =>
  readFileSync(file, 'utf8').trim().split(/\r?\n/).map((line) => line.split(',')); // prettier-ignore
const components = table('test/reference/lme4/components.csv');
const component = (set: string, what: string, a = '', b = '') =>
  Number(components.find((row) => row[0] === set && row[2] === what && (a === '' || row[3] === a) && (b === '' || row[4] === b))?.[5]); // prettier-ignore

function readSet(file: string, subject: string, time: (window: string) => number) {
  const pupils = new Map<string, { t: number[]; y: number[] }>();
  for (const [id, own, window, score] of table(file).slice(1)) {
    if (own !== subject) continue;
    const pupil = pupils.get(id) ?? { t: [], y: [] };
    pupils.set(id, pupil);
    pupil.t.push(time(window));
    pupil.y.push(Number(score));
  }
  return pupils;
}

/** REML criterion and estimates at lme4's components, through the filter alone. */
function remlAt(set: string, pupils: Map<string, { t: number[]; y: number[] }>) {
  const g = [component(set, 'varcomp', 'sid', '(Intercept) NA') || component(set, 'varcomp', 'sid'), 0, 0];
  const rows = components.filter((row) => row[0] === set && row[2] === 'varcomp' && row[3] === 'sid');
  for (const row of rows) g[row[4] === '(Intercept) NA' ? 0 : row[4] === 't NA' ? 1 : 2] = Number(row[5]);
  const residual = component(set, 'varcomp', 'Residual');
  let logDeterminant = 0;
  let n = 0;
  const moments = [0, 0, 0, 0, 0, 0];
  const plans = new Map<string, KalmanPlan>();
  for (const [id, { t, y }] of pupils) {
    const plan = planKalman(interceptAndSlope(t, g, residual));
    plans.set(id, plan);
    const z = [t.map(() => 1), t, y].map((values) => whitened(plan, Float64Array.from(values)).innovations);
    logDeterminant += plan.logDeterminant;
    n += t.length;
    [[0, 0], [0, 1], [1, 1], [0, 2], [1, 2], [2, 2]].forEach(([p, q], at) => {
      z[p].forEach((v, j) => (moments[at] += v * z[q][j]));
    }); // prettier-ignore
  }
  const [xx, xt, tt, xy, ty, yy] = moments;
  const determinant = xx * tt - xt * xt;
  const beta = [(tt * xy - xt * ty) / determinant, (xx * ty - xt * xy) / determinant];
  const quadratic = yy - beta[0] * xy - beta[1] * ty;
  const criterion = logDeterminant + Math.log(determinant) + quadratic + (n - 2) * Math.log(2 * Math.PI);
  return { criterion, beta, plans };
}

describe('the filter at the components lme4 estimated', () => {
  const pupils = readSet(
    'data-samples/sustaining-effects/assessments.csv',
    'mathematics',
    (w) => Number(w.slice(5)) - 3.5,
  );
  const fitted = remlAt('ses-mathematics', pupils);

  test('gives lme4’s REML criterion and fixed effects', () => {
    expect(fitted.criterion).toBeCloseTo(component('ses-mathematics', 'REMLcrit'), 5);
    expect(fitted.beta[0]).toBeCloseTo(component('ses-mathematics', 'fixef', '(Intercept)'), 7);
    expect(fitted.beta[1]).toBeCloseTo(component('ses-mathematics', 'fixef', 't'), 7);
  });

  test('gives every pupil’s predicted intercept and slope with lme4’s standard deviations', () => {
    let worst = 0;
    for (const [, , id, u0, u1, sd0, sd1, cov] of table('test/reference/lme4/pupils.csv').slice(1)) {
      const { t, y } = pupils.get(id.split(':')[1])!;
      const plan = fitted.plans.get(id.split(':')[1])!;
      const state = new Float64Array(2);
      const left = Float64Array.from(y, (value, j) => value - fitted.beta[0] - fitted.beta[1] * t[j]);
      kalmanWhiten(plan, left, 0, state, new Float64Array(t.length));
      const c = plan.lastCovariance;
      const found = [state[0], state[1], Math.sqrt(c[0]), Math.sqrt(c[3]), c[1]];
      [u0, u1, sd0, sd1, cov].forEach((value, at) => (worst = Math.max(worst, Math.abs(found[at] - Number(value)))));
    }
    expect(worst).toBeLessThan(1e-6);
  });

  // Not ours to give on: REFERENCE_DATA names a folder that has it (see test/reference/quantreg/README.md).
  const junior = join(process.env['REFERENCE_DATA'] ?? '', 'junior-school-project', 'assessments.csv');
  test.skipIf(!process.env['REFERENCE_DATA']).each([['jsp-mathematics', 'mathematics'], ['jsp-english', 'english']])(
    'gives the REML criterion of %s, whose fit is singular',
    (set, subject) => {
      const other = remlAt(set, readSet(junior, subject, (window) => Number(window.slice(7)) - 1));
      expect(other.criterion).toBeCloseTo(component(set, 'REMLcrit'), 4);
    },
  ); // prettier-ignore
});
