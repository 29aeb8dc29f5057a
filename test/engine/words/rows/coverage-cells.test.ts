import { describe, expect, test } from 'vitest';
import { coverageCells } from '../../../../engine/words/rows/coverage-cells.ts';
import { criterionRates } from '../../../../engine/words/rows/criterion-rates.ts';
import type { CoverageRow } from '../../../../engine/words/rows/report-rows.ts';
import type { Verdict } from '../../../../engine/tables/run-schema.ts';

/** Pupils of a class with a result, of those on roll, in reading. */
function row(school: string, name: string, valid: number, onRoll: number): CoverageRow {
  const rest = {
    floor: 0,
    ceiling: 0,
    absent: onRoll - valid,
    below_test: 0,
    disapplied: 0,
    withheld: 0,
    not_entered: 0,
  };
  return { school, class: name, subject: 'reading', on_roll: onRoll, valid, ...rest, current_window: 'w' };
}

describe('coverageCells(rows)', () => {
  test('counts by class, for those who may see them, whatever the counts', () => {
    const cells = coverageCells([row('Oak', '4K', 29, 30), row('Oak', '4J', 0, 1)]);
    expect(cells.map(({ group, words }) => [group, words])).toEqual([
      ['4K', '29 of 30'],
      ['4J', '0 of 1'],
    ]);
  });

  test('adds classes up to schools for readers of totals, and withholds what could give a pupil away', () => {
    const rows = [
      row('Oak', '4K', 27, 30),
      row('Oak', '4J', 29, 30),
      row('Elm', '4K', 22, 30),
      row('Ash', '4K', 15, 30),
    ];
    const cells = coverageCells(rows, { by: 'school', fewest: 6 });
    // Oak: 4 of 60 were not tested. With it Elm, of those shown the nearest to being found from a total. Not the roll either:
    // how many were tested stands on the governor page.
    expect(cells.map(({ group, tested, onRoll, words }) => [group, tested, onRoll, words])).toEqual([
      ['Oak', null, NaN, 'most'],
      ['Elm', null, NaN, 'most'],
      ['Ash', 15, 30, '15 of 30'],
    ]);
  });

  test('shows readers of totals no group of fewer than the least, tested or not', () => {
    const cells = coverageCells([row('Oak', 'a', 0, 3), row('Elm', 'a', 30, 30)], { by: 'school', fewest: 6 });
    expect(cells[0]).toMatchObject({ tested: null, onRoll: NaN, words: 'too few' });
    expect(cells[1]).toMatchObject({ tested: 30, words: '30 of 30' });
  });
});

test('criterionRates(rows, minimum, fewestMet) withholds a share that rests on few pupils, and the next one with it', () => {
  const rows = [
    ['A', 40, 2],
    ['B', 50, 9],
    ['C', 60, 0],
  ].flatMap(([group, n, met]) =>
    Array.from({ length: n as number }, (_, place) => ({
      group: group as string,
      verdict: place < (met as number) ? ('met' as const) : ('not-met' as const),
    })),
  );
  const shown = (fewest: number) =>
    criterionRates(rows, 6, fewest).flatMap(({ group, rate }) => (rate === null ? [] : [group]));
  expect(shown(0)).toEqual(['A', 'B', 'C']);
  expect(shown(6)).toEqual(['C']);
});

test('criterionRates(rows, minimum) withholds two small groups with a third, where the two would still be few', () => {
  const rows = Object.entries({ A: 2, B: 2, C: 12, D: 30 }).flatMap(([group, n]) =>
    Array.from({ length: n }, () => ({ group, verdict: 'not-met' as const })),
  );
  expect(criterionRates(rows, 6).map(({ group, rate }) => [group, rate])).toEqual([
    ['A', null],
    ['B', null],
    ['C', null],
    ['D', 0],
  ]);
});

test('criterionRates(rows, minimum, fewestMet) tells readers of totals neither how few it leaves out nor how few nothing is said of', () => {
  const rows = (group: string, counts: Partial<Record<Verdict, number>>) =>
    Object.entries(counts).flatMap(([verdict, count]) =>
      Array.from({ length: count }, () => ({ group, verdict: verdict as Verdict })),
    );
  const some = [
    ...rows('A', { met: 10, 'not-met': 40, 'cannot-say': 2 }),
    ...rows('B', { met: 30, 'not-met': 3, 'cannot-say': 9 }),
    ...rows('C', { 'not-met': 60, 'cannot-say': 7 }),
    ...rows('D', { met: 20, 'not-met': 60 }),
  ];
  const told = (fewest: number) =>
    criterionRates(some, 6, fewest).map(({ group, rate, cannotSay }) => [
      group,
      rate === null ? null : 'shown',
      cannotSay,
    ]);
  expect(told(0)).toEqual([
    ['A', 'shown', 2],
    ['B', 'shown', 9],
    ['C', 'shown', 7],
    ['D', 'shown', 0],
  ]);
  // B leaves out three; A goes with it, the next smallest.
  expect(told(6)).toEqual([
    ['A', null, null],
    ['B', null, null],
    ['C', 'shown', 7],
    ['D', 'shown', 0],
  ]);
  expect(
    criterionRates(
      some.filter(({ group }) => group !== 'B'),
      6,
      6,
    )[0],
  ).toMatchObject({ group: 'A', cannotSay: null });
});
