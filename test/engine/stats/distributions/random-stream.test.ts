import { describe, expect, test } from 'vitest';
import { randomStream } from '../../../../engine/stats/distributions/random-stream.ts';

const DRAWS = 200_000;

function moments(draw: () => number, draws = DRAWS): { mean: number; variance: number } {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < draws; i++) {
    const value = draw();
    sum += value;
    squares += value * value;
  }
  const mean = sum / draws;
  return { mean, variance: squares / draws - mean * mean };
}

function firstDraws(seed: number | string): number[] {
  const stream = randomStream(seed);
  return Array.from({ length: 8 }, () => stream.uniform());
}

describe('randomStream(seed)', () => {
  test('gives the outputs of the reference implementation of xoshiro128** from state 1, 2, 3, 4', () => {
    // xoshiro128starstar.c 1.1 by Blackman and Vigna; the same ten values are the test vector of Rust's rand_xoshiro.
    const reference = [
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ];
    const stream = randomStream([1, 2, 3, 4]);
    expect(Array.from({ length: 10 }, () => stream.word())).toEqual(reference);
  });

  test('repeats itself for one seed and differs between seeds', () => {
    expect(firstDraws(7)).toEqual(firstDraws(7));
    expect(new Set([firstDraws(7), firstDraws(8), firstDraws('7a'), firstDraws(70)].map(String)).size).toBe(4);
  });

  test('gives sub-streams that do not depend on how far their parent was read, and that differ by name and number', () => {
    const read = randomStream(7);
    for (let i = 0; i < 100; i++) read.normal();
    expect(read.sub('errors').word()).toBe(randomStream(7).sub('errors').word());
    const words = new Set<number>();
    for (let i = 0; i < 1000; i++) {
      words.add(read.sub('errors', i).word());
      words.add(read.sub('positions', i).word());
    }
    // 2,000 distinct 32-bit words: the chance of a repeat among independent ones is 0.05 %.
    expect(words.size).toBe(2000);
  });

  test('sub-streams of neighbouring numbers are uncorrelated', () => {
    const parent = randomStream(11);
    let products = 0;
    for (let i = 0; i < 20_000; i++) products += parent.sub('a', i).normal() * parent.sub('a', i + 1).normal();
    expect(Math.abs(products / 20_000)).toBeLessThan(4 / Math.sqrt(20_000));
  });

  test('uniform() lies strictly within 0 and 1 and fills every twentieth evenly', () => {
    const stream = randomStream(1);
    const counts = new Float64Array(20);
    for (let i = 0; i < DRAWS; i++) {
      const value = stream.uniform();
      expect(value > 0 && value < 1).toBe(true);
      counts[Math.floor(value * 20)]++;
    }
    const chiSquare = counts.reduce((sum, count) => sum + (count - DRAWS / 20) ** 2 / (DRAWS / 20), 0);
    expect(chiSquare).toBeLessThan(43.8); // 99.9 % point of chi-square, 19 degrees of freedom
  });

  test('below(bound) reaches each whole number equally often', () => {
    const stream = randomStream(2);
    const counts = new Float64Array(7);
    for (let i = 0; i < 70_000; i++) counts[stream.below(7)]++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(22.5); // 99.9 % point, 6 degrees of freedom
  });

  test('normal() has the normal distribution’s moments and shares beyond 1.2816 and 2.3263', () => {
    const stream = randomStream(3);
    const { mean, variance } = moments(() => stream.normal());
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(DRAWS));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / DRAWS));
    let beyondTenth = 0;
    let beyondHundredth = 0;
    for (let i = 0; i < DRAWS; i++) {
      const value = stream.normal();
      if (value > 1.2815515655446004) beyondTenth++;
      if (value < -2.3263478740408408) beyondHundredth++;
    }
    expect(Math.abs(beyondTenth / DRAWS - 0.1)).toBeLessThan(4 * Math.sqrt(0.09 / DRAWS));
    expect(Math.abs(beyondHundredth / DRAWS - 0.01)).toBeLessThan(4 * Math.sqrt(0.0099 / DRAWS));
  });

  test.each([0.3, 1, 4.5])('gamma(%f) has mean and variance equal to its shape', (shape) => {
    const stream = randomStream(4);
    const { mean, variance } = moments(() => stream.gamma(shape));
    expect(Math.abs(mean - shape)).toBeLessThan(4 * Math.sqrt(shape / DRAWS));
    // Variance of a sample variance: (kurtosis − 1)·σ⁴/n, with kurtosis 3 + 6/shape.
    expect(Math.abs(variance - shape)).toBeLessThan(4 * shape * Math.sqrt((2 + 6 / shape) / DRAWS));
  });

  test('beta(2, 5), exponential() and studentT(8) have their closed-form moments', () => {
    const stream = randomStream(5);
    const beta = moments(() => stream.beta(2, 5));
    expect(beta.mean).toBeCloseTo(2 / 7, 2);
    expect(beta.variance).toBeCloseTo(10 / (49 * 8), 2);
    expect(moments(() => stream.exponential()).mean).toBeCloseTo(1, 1);
    const t = moments(() => stream.studentT(8));
    expect(Math.abs(t.mean)).toBeLessThan(0.02);
    expect(Math.abs(t.variance - 8 / 6)).toBeLessThan(0.03);
  });

  test('shuffle(values) keeps every value and puts each in the first place equally often', () => {
    const stream = randomStream(6);
    const firsts = new Float64Array(5);
    for (let i = 0; i < 20_000; i++) {
      const shuffled = stream.shuffle([0, 1, 2, 3, 4]);
      expect(shuffled.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
      firsts[shuffled[0]]++;
    }
    const chiSquare = firsts.reduce((sum, count) => sum + (count - 4000) ** 2 / 4000, 0);
    expect(chiSquare).toBeLessThan(18.5); // 99.9 % point, 4 degrees of freedom
  });
});
