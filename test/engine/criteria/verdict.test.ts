import { expect, test } from 'vitest';
import { defaultCriteriaSettings as settings } from '../../../engine/criteria/index.ts';
import type { Circumstances, JudgedCriteria } from '../../../engine/criteria/judged-criteria.ts';
import { verdictOf } from '../../../engine/criteria/verdict.ts';
import { reasonNames, verdictNames } from '../../../engine/tables/run-schema.ts';

const nothingSpecial = { atFloor: [0], atCeiling: [0], onlyBands: [0], bestNow: [0] } as unknown as Circumstances;

function said(
  criterion: number,
  probability: number,
  information: number,
  gapBaseline = 1,
  facts = nothingSpecial,
): string {
  const at = (value: number) => Float64Array.of(0, 0, 0, 0).fill(value, criterion, criterion + 1);
  const judged = { probability: at(probability), information: at(information), gapBaseline: [gapBaseline] };
  const { verdict, reason } = verdictOf(criterion, judged as unknown as JudgedCriteria, facts, 0, settings);
  return [verdictNames[verdict], reasonNames[reason]].filter(Boolean).join(' ');
}

test('verdictOf(criterion, judged, …) counts each limit as reached: met from .75, not met to .20, with information from .25', () => {
  expect(said(0, 0.75, 0)).toBe('met');
  expect(said(0, 0.7499, 0.9)).toBe('cannot-say too-close-to-call');
  expect(said(0, 0.2, 0.25)).toBe('not-met ordinary');
  expect(said(0, 0.2001, 0.25)).toBe('cannot-say too-close-to-call');
  expect(said(0, 0.2, 0.2499)).toBe('cannot-say too-imprecise');
});

test('verdictOf(criterion, judged, …) tells a gap that closes from one that never was', () => {
  expect(said(2, 0.1, 0.5, 0.5)).toBe('not-met gap-closing');
  expect(said(2, 0.1, 0.5, 0.4999)).toBe('not-met no-gap');
});

test('verdictOf(criterion, judged, …) needs less information to say that progress has not slowed: before any score a third has', () => {
  expect(said(1, 0.2, 0.15)).toBe('not-met ordinary');
  expect(said(1, 0.2, 0.1499)).toBe('cannot-say too-imprecise');
  expect(said(1, 0.3, 0.15)).toBe('cannot-say too-close-to-call');
});

test('verdictOf(criterion, judged, …) meets nothing where the score is the best there is; what is not met stays so', () => {
  const best = { ...nothingSpecial, atCeiling: [1], bestNow: [1] } as unknown as Circumstances;
  expect(said(0, 0.9, 0.9, 1, best)).toBe('cannot-say at-ceiling');
  expect(said(1, 0.6, 0.9, 1, best)).toBe('cannot-say at-ceiling');
  expect(said(0, 0.1, 0.9, 1, best)).toBe('not-met ordinary');
  // A best score of a year ago leaves room to fall from.
  const bestThen = { ...nothingSpecial, atCeiling: [1] } as unknown as Circumstances;
  expect(said(0, 0.9, 0.9, 1, bestThen)).toBe('met');
});
