import { expect, test } from 'vitest';
import * as engine from '../../engine/index.ts';

test('the public surface holds what may be relied on', () => {
  const promised = {
    analyse: engine.analyse,
    readDataFolder: engine.readDataFolder,
    writeRun: engine.writeRun,
    openRun: engine.openRun,
    quantileRegression: engine.quantileRegression,
    bsplineBasis: engine.bsplineBasis,
    conditionalGrowthPercentiles: engine.conditionalGrowthPercentiles,
    fitTrajectories: engine.fitTrajectories,
    smoothTrajectories: engine.smoothTrajectories,
  };
  for (const [name, value] of Object.entries(promised)) expect(value, name).toBeTypeOf('function');
});

test('bsplineBasis and quantileRegression fit a line through the public surface', () => {
  const x = Float64Array.from({ length: 50 }, (_, i) => i);
  const y = x.map((value) => 3 + 2 * value);
  const design = [new Float64Array(50).fill(1), x];
  const { coefficients } = engine.quantileRegression(design, y, Float64Array.of(0.25, 0.75));
  for (const [intercept, slope] of coefficients) {
    expect(intercept).toBeCloseTo(3, 9);
    expect(slope).toBeCloseTo(2, 9);
  }
  expect(engine.bsplineBasis(x, { knots: [10, 20], boundary: [-5, 55], degree: 3 })).toHaveLength(5);
});
