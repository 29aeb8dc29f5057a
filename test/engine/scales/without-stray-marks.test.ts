import { expect, test } from 'vitest';
import { withoutStrayMarks } from '../../../engine/scales/without-stray-marks.ts';

const kept = (...marks: number[]) => withoutStrayMarks(Float64Array.from(marks).sort()).length;

test('withoutStrayMarks(sorted) leaves out marks over 20 robust SDs from the middle', () => {
  // Median 4, median distance from it 2: the robust SD is 2.9652, and 20 of them reach 63.3.
  expect(kept(0, 1, 2, 3, 4, 5, 6, 7, 63)).toBe(9);
  expect(kept(0, 1, 2, 3, 4, 5, 6, 7, 64)).toBe(8);
});

test('withoutStrayMarks(sorted), where over half of the marks are equal, goes by (95 % − 5 % point)/3.29', () => {
  // Of 40 marks 30 are 100 and nine 103.29: the spread is 3.29/3.29, and the limit 20 from 100.
  const many = [...Array<number>(30).fill(100), ...Array<number>(9).fill(103.29)];
  expect(kept(...many, 119)).toBe(40);
  expect(kept(...many, 121)).toBe(39);
});

test('withoutStrayMarks(sorted) leaves marks that nearly all agree, and two alone, as they are', () => {
  expect(kept(...Array<number>(39).fill(100), 500)).toBe(40);
  expect(kept(1, 1000)).toBe(2);
});
