import { expect, test } from 'vitest';
import type { RunContent } from '../../../../engine/index.ts';
import { fittedComponents } from './fitted-components.ts';

const usual = {
  reliability: 0.9,
  yearCorrelation: 0.94,
  errorExtremes: 0.1,
  extraError: 0.03,
  reversion: 0.7,
  reliabilityTrend: 0,
};
const runOf = (...nodes: { weight: number; components: Record<string, Record<string, number>> }[]) =>
  ({ reference: { trajectories: { nodes } } }) as unknown as RunContent;

test('fittedComponents(run) weighs reliability over nodes and finds nothing at a limit where nothing is', () => {
  const { reliability, atLimit } = fittedComponents(
    runOf(
      { weight: 0.25, components: { vertical: { ...usual, reliability: 0.8 } } },
      { weight: 0.75, components: { vertical: usual } },
    ),
  );
  expect(reliability).toBeCloseTo(0.875, 12);
  expect(atLimit).toEqual([]);
});

test.each([
  ['errorExtremes', 2.7],
  ['extraError', 0.995],
  ['reliabilityTrend', -1.49],
  ['yearCorrelation', 0.999],
  ['reliability', NaN],
] as const)('fittedComponents(run) finds %s of %f within 1 %% of its limit or not a number', (name, value) => {
  const { atLimit } = fittedComponents(runOf({ weight: 1, components: { ordinal: { ...usual, [name]: value } } }));
  expect(atLimit).toHaveLength(1);
  expect(atLimit[0]).toContain(name);
});
