import { expect, test } from 'vitest';
import { tellKinds } from '../../../../../engine/growth/trajectory/weighing/told-kinds.ts';

const told = (...chances: number[]) => {
  const into = new Float64Array(3);
  tellKinds(Float64Array.from(chances), 0, into, 0);
  return [...into];
};

test('tellKinds(chances) leaves the chance of a slow-down as it is and its certain kind certain', () => {
  for (const chances of [
    [0.3, 0.2, 0.1],
    [0.9, 0.05, 0.01],
    [1e-9, 0, 2e-9],
  ])
    // prettier-ignore
    expect(told(...chances).reduce((sum, one) => sum + one, 0)).toBeCloseTo(chances[0] + chances[1] + chances[2], 12);
  expect(told(0.7, 0, 0)).toEqual([0.7, 0, 0]);
  expect(told(0, 0, 0)).toEqual([0, 0, 0]);
});

// Of 1,325 slowed pupils’ subjects in 96 worlds unlike the model the likeliest kind had .65 of the chance and was the true one of .49.
test('tellKinds(chances) is less sure than the hypotheses, and takes a step for likelier', () => {
  expect(told(0.67, 0.2, 0.13)[0]).toBeLessThan(0.55);
  expect(told(0.2, 0.67, 0.13)[1]).toBeLessThan(0.55);
  const [recent, long, step] = told(0.3, 0.3, 0.3);
  expect(recent).toBe(long);
  expect(step).toBeGreaterThan(1.5 * recent);
});
