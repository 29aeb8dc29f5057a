import * as fc from 'fast-check';
import loadHighs from 'highs';
import { describe, expect, test } from 'vitest';
import { bsplineBasis } from '../../../../engine/stats/splines/bspline-basis.ts';
import { quantileRegression } from '../../../../engine/stats/quantile-regression/quantile-regression.ts';
import { quantregSets } from './quantreg-reference.ts';

/** Σ w (y − Xb)(τ − [y < Xb]), summed straight from the definition. */
function checkLossOf(design: Float64Array[], y: Float64Array, b: Float64Array, tau: number, w?: Float64Array): number {
  return y.reduce((sum, value, i) => {
    const r = value - design.reduce((fit, column, j) => fit + column[i] * b[j], 0);
    return sum + (w ? w[i] : 1) * r * (r < 0 ? tau - 1 : tau);
  }, 0);
}

/** Small fixed generator: the same designs at every run. */
function stream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface Problem {
  design: Float64Array[];
  y: Float64Array;
  w: Float64Array;
  tau: number;
}

/** Continuous, whole-number, tied and nearly constant data in turn, with and without weights. */
function randomProblem(seed: number): Problem {
  const u = stream(seed);
  const n = 5 + Math.floor(u() * 70);
  const p = 1 + Math.floor(u() * Math.min(5, n - 2));
  const kind = seed % 4;
  const value = (): number => [u() * 10 - 5, Math.floor(u() * 8), Math.floor(u() * 3), u() < 0.8 ? 1 : u() * 5][kind];
  const design = [
    new Float64Array(n).fill(1),
    ...Array.from({ length: p - 1 }, () => Float64Array.from({ length: n }, value)),
  ];
  const y = Float64Array.from({ length: n }, (_, i) => value() + (p > 1 ? design[1][i] : 0));
  const w = Float64Array.from({ length: n }, () => (seed % 3 === 0 ? 1 + Math.floor(u() * 5) : 1));
  return { design, y, w, tau: 0.005 + 0.99 * u() };
}

/** The same as a linear programme: min Σ w (τ u + (1 − τ) v), Xb + u − v = y, u, v ≥ 0. */
function linearProgramme({ design, y, w, tau }: Problem): string {
  const term = (factor: number, name: string) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} ${name}`;
  const cost = [...y].map((_, i) => `${term(w[i] * tau, `u${i}`)} ${term(w[i] * (1 - tau), `v${i}`)}`);
  const rows = [...y].map((value, i) => {
    const fit = design.map((column, j) => (column[i] === 0 ? '' : term(column[i], `b${j}`))).join(' ');
    return ` r${i}: ${fit} + 1 u${i} - 1 v${i} = ${value}`;
  });
  return `Minimize\n obj: ${cost.join('\n ')}\nSubject To\n${rows.join('\n')}\nBounds\n${design.map((_, j) => ` b${j} free`).join('\n')}\nEnd\n`;
}

describe('quantileRegression(design, response, taus)', () => {
  test.each(quantregSets())("reaches R's optimum at all 99 τ: $name", ({ design, y, taus, checkLoss }) => {
    const fitted = quantileRegression(design, y, taus);
    expect(fitted.warnings).toEqual([]);
    checkLoss.forEach((optimum, t) => {
      const direct = checkLossOf(design, y, fitted.coefficients[t], taus[t]);
      expect(Math.abs(direct - optimum)).toBeLessThan(1e-9 * optimum);
      expect(Math.abs(fitted.checkLoss[t] - optimum)).toBeLessThan(1e-9 * optimum);
      expect(fitted.dualityGap[t]).toBeLessThan(1e-9 * optimum);
    });
  });

  test("counts for every pupil as many of R's 99 sorted quantiles below the score as R does", () => {
    let pupils = 0;
    let same = 0;
    for (const { design, x, y, taus, belowStrictly, median } of quantregSets()) {
      const fitted = quantileRegression(design, y, taus);
      y.forEach((score, i) => {
        const at = (b: Float64Array) => design.reduce((fit, column, j) => fit + column[i] * b[j], 0);
        const quantiles = Float64Array.from(fitted.coefficients, at).sort();
        const below = quantiles.filter((value) => value < score - 1e-6).length;
        expect(Math.abs(below - belowStrictly[i]), `${x[i]} to ${score}`).toBeLessThanOrEqual(1);
        expect(Math.abs(quantiles[49] - median[i])).toBeLessThan(1e-8);
        pupils++;
        if (below === belowStrictly[i]) same++;
      });
    }
    expect(pupils).toBe(12067);
    expect(same).toBeGreaterThanOrEqual(0.9999 * pupils);
  });

  test('reaches the optimum of an independent linear-programming solver on 200 random designs', async () => {
    const highs = await (loadHighs as unknown as typeof loadHighs.default)();
    for (let seed = 1; seed <= 200; seed++) {
      const problem = randomProblem(seed);
      const { design, y, w, tau } = problem;
      const options = { primal_feasibility_tolerance: 1e-10, dual_feasibility_tolerance: 1e-10 };
      const solution = highs.solve(linearProgramme(problem), options);
      expect(solution.Status).toBe('Optimal');
      const fitted = quantileRegression(design, y, Float64Array.of(tau), { weights: w });
      const direct = checkLossOf(design, y, fitted.coefficients[0], tau, w);
      const scale = Math.max(solution.ObjectiveValue, 1e-3);
      expect(Math.abs(direct - solution.ObjectiveValue), `seed ${seed}`).toBeLessThan(1e-9 * scale);
      expect(fitted.dualityGap[0], `seed ${seed}`).toBeLessThan(1e-9 * scale);
    }
  });

  test('reaches that optimum with 29 columns, four splines of whole-number scores', async () => {
    const highs = await (loadHighs as unknown as typeof loadHighs.default)();
    const u = stream(29);
    const normal = () => Math.sqrt(-2 * Math.log(u() + 1e-300)) * Math.cos(2 * Math.PI * u());
    const ability = Array.from({ length: 400 }, normal);
    const score = () => Float64Array.from(ability, (level) => Math.round(500 + 60 * level + 35 * normal()));
    const splines = Array.from({ length: 4 }, score).flatMap((prior) => {
      return bsplineBasis(prior, { knots: [450, 485, 515, 550], boundary: [250, 750] });
    });
    const design = [new Float64Array(400).fill(1), ...splines];
    const y = score();
    const w = new Float64Array(400).fill(1);
    const taus = Float64Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100);
    const fitted = quantileRegression(design, y, taus);
    expect(fitted.rank).toBe(29);
    expect(fitted.warnings).toEqual([]);
    for (const t of [0, 3, 25, 50, 77, 99]) {
      const solution = highs.solve(linearProgramme({ design, y, w, tau: taus[t] }));
      expect(solution.Status).toBe('Optimal');
      const direct = checkLossOf(design, y, fitted.coefficients[t], taus[t]);
      expect(Math.abs(direct - solution.ObjectiveValue)).toBeLessThan(1e-9 * solution.ObjectiveValue);
      expect(Math.abs(fitted.checkLoss[t] - direct)).toBeLessThan(1e-11 * direct);
      expect(fitted.dualityGap[t]).toBeLessThan(1e-12 * direct);
    }
  });

  test.each([8, 3000, 30_000])('stops at the limit it is given, says so and gives its best, %i rows', (n) => {
    const u = stream(n);
    const x = Float64Array.from({ length: n }, u);
    const design = [new Float64Array(n).fill(1), x, x.map((v) => v * v)];
    const y = x.map((v) => v + u());
    const taus = Float64Array.of(0.1, 0.5, 0.52, 0.9);
    const optimal = quantileRegression(design, y, taus);
    expect(optimal.warnings).toEqual([]);
    const stopped = quantileRegression(design, y, taus, { pivotLimit: 1 });
    expect(stopped.warnings).toEqual([{ code: 'iteration-limit', count: 4 }]);
    taus.forEach((tau, t) => {
      const direct = checkLossOf(design, y, stopped.coefficients[t], tau);
      expect(direct).toBeGreaterThanOrEqual(optimal.checkLoss[t] * (1 - 1e-12));
      expect(direct).toBeLessThan(3 * optimal.checkLoss[t]);
      expect(stopped.checkLoss[t] / direct).toBeCloseTo(1, 9);
      expect(stopped.dualityGap[t]).toBe(Infinity);
    });
  });

  test('satisfies the subgradient condition on 30,000 rows, where bands and parts are in use', () => {
    const u = stream(5);
    const normal = () => Math.sqrt(-2 * Math.log(u() + 1e-300)) * Math.cos(2 * Math.PI * u());
    const n = 30_000;
    const x = Float64Array.from({ length: n }, normal);
    const design = [new Float64Array(n).fill(1), x, x.map((v) => v * v), x.map((v) => Math.max(0, v - 1) ** 3)];
    const y = x.map((v) => v + (1 + 0.3 * Math.abs(v)) * normal());
    const taus = Float64Array.from({ length: 40 }, (_, i) => (i + 0.5) / 40);
    const fitted = quantileRegression(design, y, taus);
    taus.forEach((tau, t) => {
      const b = fitted.coefficients[t];
      const residuals = y.map((value, i) => value - design.reduce((fit, column, j) => fit + column[i] * b[j], 0));
      // Rows passed through have multipliers between τ − 1 and τ; all others are fixed by their side. In every coordinate
      // the fixed part can then be balanced by at most p rows.
      const through = residuals.map((r) => (Math.abs(r) < 1e-8 ? 1 : 0));
      expect(through.reduce((a, c) => a + c, 0)).toBe(4);
      design.forEach((column) => {
        let fixed = 0;
        let least = 0;
        let most = 0;
        column.forEach((value, i) => {
          if (through[i] === 0) fixed += value * (residuals[i] < 0 ? tau - 1 : tau);
          else {
            least += Math.min(value * tau, value * (tau - 1));
            most += Math.max(value * tau, value * (tau - 1));
          }
        });
        expect(-fixed).toBeGreaterThanOrEqual(least - 1e-6);
        expect(-fixed).toBeLessThanOrEqual(most + 1e-6);
      });
      expect(fitted.dualityGap[t]).toBeLessThan(1e-9 * fitted.checkLoss[t]);
    });
  });

  test('gives identical coefficients for any order of the rows', () => {
    const order = fc.shuffledSubarray(
      Array.from({ length: 300 }, (_, i) => i),
      { minLength: 300 },
    );
    const u = stream(9);
    const x = Float64Array.from({ length: 300 }, () => Math.floor(u() * 30));
    const y = Float64Array.from({ length: 300 }, () => Math.floor(u() * 30));
    const taus = Float64Array.of(0.1, 0.5, 0.9);
    const fit = (rows: number[]) => {
      const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
      return quantileRegression([new Float64Array(300).fill(1), pick(x), pick(x.map((v) => v * v))], pick(y), taus);
    };
    const first = fit(Array.from({ length: 300 }, (_, i) => i));
    fc.assert(
      fc.property(order, (rows) => {
        expect(fit(rows).coefficients).toEqual(first.coefficients);
      }),
      { numRuns: 20 },
    );
  });

  test('treats a row of weight 3 as three rows', () => {
    const x = Float64Array.of(1, 2, 4, 7, 8, 9);
    const y = Float64Array.of(2, 1, 5, 3, 9, 4);
    const w = Float64Array.of(3, 1, 2, 1, 1, 4);
    const expanded = [...w].flatMap((weight, i) => Array.from({ length: weight }, () => i));
    const long = (column: Float64Array) => Float64Array.from(expanded, (i) => column[i]);
    const taus = Float64Array.of(0.2, 0.5, 0.8);
    const weighted = quantileRegression([new Float64Array(6).fill(1), x], y, taus, { weights: w });
    const repeated = quantileRegression([new Float64Array(12).fill(1), long(x)], long(y), taus);
    expect(weighted.coefficients).toEqual(repeated.coefficients);
  });
});

describe('quantileRegression on degenerate data', () => {
  const taus = Float64Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100);
  const ones = (n: number) => new Float64Array(n).fill(1);

  test('gives the sample quantile for an intercept alone', () => {
    const y = Float64Array.of(5, 1, 4, 2, 3);
    const fitted = quantileRegression([ones(5)], y, Float64Array.of(0.1, 0.3, 0.5, 0.7, 0.9));
    expect(fitted.coefficients.map((b) => b[0])).toEqual([1, 2, 3, 4, 5].map((v) => expect.closeTo(v, 12)));
  });

  test('ends, with loss 0, where all responses are equal', () => {
    const fitted = quantileRegression([ones(50), Float64Array.from({ length: 50 }, (_, i) => i)], ones(50), taus);
    for (const loss of fitted.checkLoss) expect(Math.abs(loss)).toBeLessThan(1e-12);
    expect(fitted.warnings).toEqual([]);
  });

  test('leaves out a column that is a combination of others and says so', () => {
    const x = Float64Array.from({ length: 40 }, (_, i) => i % 7);
    const y = Float64Array.from({ length: 40 }, (_, i) => (i * i) % 11);
    const full = quantileRegression([ones(40), x], y, taus);
    const deficient = quantileRegression([ones(40), x, x.map((v) => 3 * v - 2), new Float64Array(40)], y, taus);
    expect(deficient.warnings).toEqual([{ code: 'rank-deficient', count: 2 }]);
    expect(deficient.rank).toBe(2);
    deficient.coefficients.forEach((b, t) => {
      expect([b[2], b[3]]).toEqual([0, 0]);
      expect(b[0]).toBeCloseTo(full.coefficients[t][0], 10);
    });
  });

  test('passes through every row where there are fewer rows than columns', () => {
    const fitted = quantileRegression(
      [ones(2), Float64Array.of(1, 2), Float64Array.of(5, 3)],
      Float64Array.of(7, 9),
      taus,
    );
    for (const loss of fitted.checkLoss) expect(Math.abs(loss)).toBeLessThan(1e-12);
    expect(fitted.warnings).toEqual([{ code: 'rank-deficient', count: 1 }]);
    const one = quantileRegression([ones(1)], Float64Array.of(7), Float64Array.of(0.5));
    expect(one.coefficients[0][0]).toBeCloseTo(7, 12);
  });

  test('is certain of itself where the loss is flat along a direction and where a curve goes through every row', () => {
    const leaps = Float64Array.of(0.001, 0.05, 0.25, 0.5, 0.75, 0.9, 0.999);
    const flat = quantileRegression([ones(4)], Float64Array.of(-1.3, -0.6, -1.8, 2), leaps);
    expect(flat.warnings).toEqual([]);
    expect(flat.checkLoss[4]).toBeCloseTo(0.75 * 2.6 + 0.25 * (0.7 + 1.2), 12);
    const u = stream(12);
    for (let n = 1; n <= 60; n++) {
      const value = () => (n % 2 ? Math.sign(u() - 0.5) : u() - 0.5);
      const design = [ones(n), ...Array.from({ length: n % 8 }, () => Float64Array.from({ length: n }, value))];
      const fitted = quantileRegression(design, Float64Array.from({ length: n }, value), leaps);
      expect(
        fitted.warnings.filter(({ code }) => code !== 'rank-deficient'),
        `${n} rows`,
      ).toEqual([]);
      for (const loss of fitted.checkLoss) expect(loss).toBeGreaterThanOrEqual(0);
    }
  });

  test('ends and is optimal on 5,000 rows of three scores each', () => {
    const u = stream(3);
    const x = Float64Array.from({ length: 5000 }, () => Math.floor(u() * 3));
    const y = Float64Array.from({ length: 5000 }, () => Math.floor(u() * 3));
    const fitted = quantileRegression([ones(5000), x, x.map((v) => v * v)], y, taus);
    expect(fitted.distinctRows).toBe(9);
    fitted.dualityGap.forEach((gap, t) => expect(gap).toBeLessThan(1e-9 * fitted.checkLoss[t]));
    // With a column for each of the three scores the fit is each group's own sample quantile.
    for (const group of [0, 1, 2]) {
      const own = y.filter((_, i) => x[i] === group).sort();
      taus.forEach((tau, t) => {
        const b = fitted.coefficients[t];
        expect(b[0] + b[1] * group + b[2] * group * group).toBeCloseTo(own[Math.ceil(tau * own.length) - 1], 9);
      });
    }
  });

  test('holds its precision where the response lies far from 0 and has one wild value', () => {
    const u = stream(8);
    const x = Float64Array.from({ length: 200 }, () => u());
    const y = Float64Array.from({ length: 200 }, (_, i) => 1e6 + x[i] + u() + (i === 7 ? 1e9 : 0));
    const fitted = quantileRegression([ones(200), x], y, taus);
    taus.forEach((tau, t) => {
      expect(fitted.dualityGap[t]).toBeLessThan(1e-9 * fitted.checkLoss[t]);
      const below = y.filter((v, i) => v < fitted.coefficients[t][0] + fitted.coefficients[t][1] * x[i] - 1e-7).length;
      expect(below).toBeLessThanOrEqual(tau * 200 + 1e-9);
      expect(below).toBeGreaterThanOrEqual(tau * 200 - 2 - 1e-9);
    });
  });
});

describe('quantileRegression refuses', () => {
  const column = Float64Array.of(1, 1, 1);
  const y = Float64Array.of(1, 2, 3);
  const half = Float64Array.of(0.5);
  test.each([
    ['no columns', 'design-empty', () => quantileRegression([], y, half)],
    ['no rows', 'design-empty', () => quantileRegression([new Float64Array(0)], new Float64Array(0), half)],
    ['columns of another length', 'lengths-differ', () => quantileRegression([Float64Array.of(1)], y, half)],
    ['weights of another length', 'lengths-differ', () => quantileRegression([column], y, half, { weights: half })],
    ['NaN', 'not-finite', () => quantileRegression([column], Float64Array.of(1, NaN, 3), half)],
    ['an infinite design', 'not-finite', () => quantileRegression([Float64Array.of(1, Infinity, 1)], y, half)],
    ['an infinite response', 'not-finite', () => quantileRegression([column], Float64Array.of(1, -Infinity, 3), half)],
    ['NaN in the design', 'not-finite', () => quantileRegression([column, Float64Array.of(1, 2, NaN)], y, half)],
    ['a later column of another length', 'lengths-differ', () => quantileRegression([column, half], y, half)],
    ['τ under 0', 'tau-outside', () => quantileRegression([column], y, Float64Array.of(0.5, -0.1))],
    ['τ over 1', 'tau-outside', () => quantileRegression([column], y, Float64Array.of(Infinity))],
    ['weight NaN', 'not-finite', () => quantileRegression([column], y, half, { weights: Float64Array.of(1, NaN, 1) })],
    [
      'an infinite weight',
      'not-finite',
      () => quantileRegression([column], y, half, { weights: Float64Array.of(1, Infinity, 1) }),
    ],
    ['τ = 0', 'tau-outside', () => quantileRegression([column], y, Float64Array.of(0))],
    ['τ = 1', 'tau-outside', () => quantileRegression([column], y, Float64Array.of(1))],
    ['τ = NaN', 'tau-outside', () => quantileRegression([column], y, Float64Array.of(NaN))],
    [
      'weight 0',
      'weight-not-positive',
      () => quantileRegression([column], y, half, { weights: Float64Array.of(1, 0, 1) }),
    ],
    [
      'weight −1',
      'weight-not-positive',
      () => quantileRegression([column], y, half, { weights: Float64Array.of(1, -1, 1) }),
    ],
  ])('%s', (_, code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});
