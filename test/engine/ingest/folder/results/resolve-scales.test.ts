import { expect, test } from 'vitest';
import type { DeclaredScale } from '../../../../../engine/ingest/folder/results/read-scales.ts';
import { resolveScales, type ScorePattern } from '../../../../../engine/ingest/folder/results/resolve-scales.ts';

/** Scores of one subject that names no scale. */
function pattern(scores: readonly number[], words: Readonly<Record<string, number>> = {}): ScorePattern {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    subject: 'reading',
    scale: 'termly test',
    numbers: scores.length,
    sum: sum(scores),
    sumOfSquares: sum(scores.map((score) => score * score)),
    lowest: Math.min(Infinity, ...scores),
    highest: Math.max(-Infinity, ...scores),
    wholeNumbers: scores.every(Number.isInteger),
    words: new Map(Object.entries(words)),
  };
}
const kindOf = (...parameters: Parameters<typeof pattern>) =>
  resolveScales([pattern(...parameters)], [])[0].scale?.class ?? null;

/** As many scores one distance above 100 as below it: mean 100 and that SD. */
const about = (distance: number, middle = 100) =>
  Array.from({ length: 20 }, (_, at) => middle + (at % 2 ? distance : -distance));

test('resolveScales(patterns, declared) takes whole scores with the mean and spread of standardised ones for that', () => {
  expect(kindOf(about(15))).toBe('standardised');
  expect([about(7), about(8), about(20), about(21)].map((scores) => kindOf(scores))).toEqual([
    'criterion',
    'standardised',
    'standardised',
    'criterion',
  ]);
  expect([88, 89, 111, 112].map((middle) => kindOf(about(15, middle)))).toEqual([
    'criterion',
    'standardised',
    'standardised',
    'criterion',
  ]);
  expect(kindOf(about(15).map((score) => score + 0.5))).toBe('criterion');
  expect(kindOf(about(15).slice(0, 8))).toBe('criterion');
});

test('resolveScales(patterns, declared) knows grades by what one in a hundred have, not by a slip of the pen', () => {
  expect(kindOf([], { WTS: 40, EXS: 120, GDS: 39, EXZ: 1 })).toBe('ordinal');
  expect(kindOf([], { WTS: 30, EXS: 50, GDS: 18, EXZ: 2 })).toBeNull();
});

test('resolveScales(patterns, declared) lets most of the scores say whether they are numbers or grades', () => {
  expect(kindOf([1, 2, 3], { WTS: 40, EXS: 120 })).toBe('ordinal');
  expect(kindOf(about(15), { absent: 19 })).toBe('standardised');
});

test('resolveScales(patterns, declared) reads results that name no scale on the one declared for the subject, not on one of two', () => {
  const declared = (scale: string, subject: string) => ({ scale, subject, class: 'vertical' }) as DeclaredScale;
  const unnamed = { ...pattern(about(15)), scale: '' };
  const nameOf = (scales: readonly DeclaredScale[]) => resolveScales([unnamed], scales)[0].scale?.scale;
  expect(nameOf([declared('A', 'Reading'), declared('B', 'maths')])).toBe('A');
  expect(nameOf([declared('A', 'reading'), declared('B', 'reading')])).toBe('reading (scale not named)');
});
