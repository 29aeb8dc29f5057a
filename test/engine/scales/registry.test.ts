import { describe, expect, test } from 'vitest';
import { knownScales } from '../../../engine/scales/known-scales.ts';
import { findScale, findScaleOfGrades } from '../../../engine/scales/registry.ts';

describe('findScale(name)', () => {
  // Ranges and errors as their publishers state them: STA, DfE, Renaissance, GL Assessment (NGRT: alpha .90, SEM 4.7), SDQ.
  test.each([
    ['phonics screening check', 'criterion', 0, 40, NaN, true],
    ['KS2 Scaled Score', 'criterion', 80, 120, NaN, true],
    ['ks1 sats', 'criterion', 85, 115, NaN, true],
    ['MTC', 'criterion', 0, 25, NaN, true],
    ['Star Reading', 'vertical', 0, 1400, NaN, true],
    ['NGRT', 'standardised', NaN, NaN, 4.7, true],
    ['CAT4', 'standardised', NaN, NaN, 5, true],
    ['nfer', 'standardised', NaN, NaN, NaN, true],
    ['SDQ', 'non-attainment', 0, 40, NaN, false],
    ['Boxall diagnostic profile', 'non-attainment', NaN, NaN, NaN, false],
    ['Reading Age', 'age-equivalent', 36, 240, NaN, true],
  ] as const)('%s is %s, %d to %d', (name, kind, min, max, sem, higherIsBetter) => {
    expect(findScale(name)).toMatchObject({ class: kind, min, max, sem, higherIsBetter });
  });

  test('knows no scale by an empty or a strange name', () => {
    for (const name of ['', 'constructor', 'my own test']) expect(findScale(name)).toBeNull();
  });
});

test('findScaleOfGrades(grades) finds the smallest scale that holds them all', () => {
  expect(findScaleOfGrades(['EXS', 'wts'])?.scale).toBe('teacher-assessment');
  expect(findScaleOfGrades(['PK2'])?.scale).toBe('pre-key-stage-1');
  expect(findScaleOfGrades(['PK2', 'PK6'])?.scale).toBe('pre-key-stage-2');
  expect(findScaleOfGrades(['EXS', 'A*'])).toBeNull();
  expect(findScaleOfGrades([])).toBeNull();
});

describe('every scale that ships', () => {
  test('has its class’s properties, a source, and says where its error is not known', () => {
    for (const scale of knownScales) {
      expect(scale.source.length, scale.scale).toBeGreaterThan(20);
      expect(scale.class === 'ordinal', scale.scale).toBe(scale.grades.length >= 2);
      if (!Number.isNaN(scale.min)) expect(scale.min).toBeLessThan(scale.max);
      if (Number.isNaN(scale.sem)) expect(scale.source, scale.scale).toMatch(/SEM|Counted|No SEM|no published/);
      else expect(scale.source).toContain(String(scale.sem));
    }
  });

  test('is found by each of its names, and no name means two scales', () => {
    const names = knownScales.flatMap((scale) =>
      [scale.scale, ...scale.aliases].map((name) => [name, scale.scale] as const),
    );
    for (const [name, scale] of names) expect(findScale(name)?.scale, name).toBe(scale);
  });
});
