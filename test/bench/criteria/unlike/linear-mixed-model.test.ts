import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { randomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import { linearMixedModel } from './linear-mixed-model.ts';

function csv(file: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at], cell])));
}

test('linearMixedModel(series) gives the pupils of a real study the slopes that lme4 gives them', () => {
  const fixed = csv('test/reference/lme4/components.csv').filter(
    ({ set, model, what }) => set === 'ses-mathematics' && model === 'pupil' && what === 'fixef',
  );
  const effect = (name: string) => Number(fixed.find(({ a }) => a === name)!.value);
  const series = new Map<string, { years: number[]; values: number[] }>();
  for (const row of csv('data-samples/sustaining-effects/assessments.csv')) {
    const year = Number(row.window.replace('Year ', '')) - 3.5;
    const own = series.get(row.pupil_id) ?? { years: [], values: [] };
    own.years.push(year);
    own.values.push(Number(row.score) - effect('(Intercept)') - effect('t') * year);
    series.set(row.pupil_id, own);
  }
  const model = linearMixedModel([...series.values()]);
  const expected = csv('test/reference/lme4/pupils.csv').filter(
    ({ set, model: name }) => set === 'ses-mathematics' && name === 'pupil',
  );
  expect(expected.length).toBeGreaterThan(1500);
  for (const { sid, u1 } of expected) {
    // REML against maximum likelihood, and a search that stops: a fiftieth of the slopes' SD of about .12.
    expect(Math.abs(model.slope(series.get(sid.split(':')[1])!) - Number(u1)), sid).toBeLessThan(0.01);
  }
});

test('linearMixedModel(series).predict holds nine in ten of the next scores in its 90 % range', () => {
  const stream = randomStream('mixed model');
  const pupils = Array.from({ length: 1000 }, () => {
    const [a, b] = [0.9 * stream.normal(), 0.2 * stream.normal()];
    const score = (t: number) => a + b * t + 0.4 * stream.normal();
    return { past: { years: [0, 1, 2], values: [score(0), score(1), score(2)] }, next: score(3) };
  });
  const model = linearMixedModel(pupils.map(({ past }) => past));
  const held = pupils.filter(({ past, next }) => {
    const { mean, variance } = model.predict(past, 3);
    return Math.abs(next - mean) < 1.645 * Math.sqrt(variance);
  });
  expect(held.length / 1000).toBeGreaterThan(0.87);
  expect(held.length / 1000).toBeLessThan(0.93);
});
