import { array, assert, double, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toMeasurements } from '../../../engine/scales/to-measurements.ts';
import type { SmallData, SmallResult } from '../small-data.ts';
import { smallData } from '../small-data.ts';
import { sustainingEffects } from '../sustaining-effects.ts';

const windows = [{ window: 'a', date: '2025-12-10' }];
const many = (count: number) => Array.from({ length: count }, (_, index) => ({ pupil_id: String(1000 + index) }));
const codes = (warnings: readonly { code: string }[]) => warnings.map(({ code }) => code);

/** One window, one cohort; `scores[i]` is of pupil i. */
function oneGroup(
  scores: SmallResult['score'][],
  scale: NonNullable<SmallData['scales']>[number],
  extra: Partial<SmallResult>[] = [],
) {
  const pupils = many(scores.length);
  const results = scores.map((score, index) => ({
    ...(score === undefined ? {} : { score }),
    pupil_id: pupils[index].pupil_id,
    window: 'a',
    ...extra[index],
  }));
  return smallData({ pupils, windows, results, scales: [scale] });
}

describe('toMeasurements(data) for marks', () => {
  test('gives (score − mean)/SD, the SEM as a share of the variance, and the date in years since 2000', () => {
    const scores = Array.from({ length: 41 }, (_, index) => 80 + index);
    const placed = toMeasurements(oneGroup(scores, { scale: 'points', sem: 3 }));
    // Mean 100; sample variance of 41 whole numbers in a row is 41·42/12 = 143.5.
    expect(placed.observed[0]).toBeCloseTo(-20 / Math.sqrt(143.5), 12);
    expect(placed.observedLow[0]).toBe(placed.observed[0]);
    expect(placed.errorShare[0]).toBeCloseTo(9 / 143.5, 12);
    expect(placed.cells[0]).toMatchObject({ meanPoints: 100, medianPoints: 100, count: 41, rankNormal: false });
    expect(placed.year[0]).toBeCloseTo(25 + 343 / 365.25, 1);
    expect(placed.warnings).toEqual([]);
  });

  test('prefers the SEM given with the result to that of the scale, and reliability to nothing', () => {
    const scores = Array.from({ length: 41 }, (_, index) => index);
    const own = toMeasurements(oneGroup(scores, { scale: 'points', sem: 3 }, [{ sem: 6 }]));
    expect(own.errorShare[0] / own.errorShare[1]).toBeCloseTo(4, 12);
    expect(toMeasurements(oneGroup(scores, { scale: 'points', reliability: 0.9 })).errorShare[5]).toBeCloseTo(0.1, 12);
    expect(toMeasurements(oneGroup(scores, { scale: 'points' })).errorShare[5]).toBeNaN();
  });

  test('turns a scale on which more is worse, floor and ceiling with it', () => {
    const scores = Array.from({ length: 60 }, (_, index) => index);
    const placed = toMeasurements(
      oneGroup(scores, { scale: 'points', class: 'non-attainment', higherIsBetter: false }, [{ status: 'floor' }]),
    );
    expect(placed.observed[59]).toBeLessThan(-1.5);
    expect(placed.observed[0]).toBeGreaterThan(1.5);
    expect(placed.observedHigh[0]).toBe(Infinity);
    expect(placed.observedLow[0]).toBe(placed.observed[0]);
  });

  test('uses ranks where marks are lopsided: the middle mark is 0 and the order is kept', () => {
    const scores = Array.from({ length: 101 }, (_, index) => Math.exp(index / 15));
    const placed = toMeasurements(oneGroup(scores, { scale: 'points' }));
    expect(placed.cells[0].rankNormal).toBe(true);
    expect(placed.observed[50]).toBeCloseTo(0, 12);
    // Blom: Φ⁻¹(0.625/101.25) = −2.5021.
    expect(placed.observed[0]).toBeCloseTo(-2.50211, 4);
    expect(codes(placed.warnings)).toEqual(['rank-normal']);
  });

  test('uses ranks where more than one in twenty is at the top, and leaves the top open', () => {
    const scores = Array.from({ length: 100 }, (_, index) => Math.min(index, 93));
    const status = scores.map((score) => (score === 93 ? { status: 'ceiling' } : {}));
    const placed = toMeasurements(oneGroup(scores, { scale: 'points', max: 93 }, status));
    expect(placed.cells[0].rankNormal).toBe(true);
    expect(placed.observedHigh[99]).toBe(Infinity);
    // Seven at the top: the ceiling begins where 93 of 100 lie below, by Blom qnorm(93.125/100.25) = 1.46785.
    expect(placed.observedLow[99]).toBeCloseTo(1.46785, 5);
    expect(placed.observed[99]).toBeGreaterThan(placed.observedLow[99]);
    expect(placed.observedLow[10]).toBe(placed.observed[10]);
    const few = scores.map((_, index) => index);
    expect(toMeasurements(oneGroup(few, { scale: 'points', max: 95 })).cells[0].rankNormal).toBe(false);
  });

  test('a mark that most pupils share is known to lie among its ranks only, and a rarer one where it lies', () => {
    const scores = Array.from({ length: 60 }, (_, index) => (index === 7 ? 104 : index < 20 ? 90 + index / 2 : 100));
    const placed = toMeasurements(oneGroup(scores, { scale: 'points' }));
    expect(placed.cells[0].rankNormal).toBe(true);
    expect(placed.observedLow[30]).toBeLessThan(placed.observed[30]);
    expect(placed.observedHigh[30]).toBeGreaterThan(placed.observed[30]);
    expect(placed.observedLow[3]).toBe(placed.observed[3]);
    // All but one at the top: nothing is above them.
    const top = toMeasurements(oneGroup([90, ...Array<number>(59).fill(100)], { scale: 'points' }));
    expect(top.observedHigh[30]).toBe(Infinity);
    expect(top.observedLow[30]).toBeLessThan(-1.5);
  });

  test('places by rank in every window of a cohort’s test as soon as one window asks for it, so that nobody moves by it', () => {
    const pupils = many(101);
    const both = [windows[0], { window: 'b', date: '2026-12-10' }];
    const lopsided = (window: string, stretch: number) =>
      pupils.map(({ pupil_id }, index) => ({ pupil_id, window, score: Math.exp((stretch * index) / 100) }));
    const scales = [{ scale: 'points' }];
    const placed = toMeasurements(
      smallData({ pupils, windows: both, results: [...lopsided('a', 0.5), ...lopsided('b', 7)], scales }),
    );
    expect(placed.cells.map(({ rankNormal }) => rankNormal)).toEqual([true, true]);
    pupils.forEach((_, pupil) => expect(placed.observed[2 * pupil + 1]).toBe(placed.observed[2 * pupil]));
    const mild = toMeasurements(smallData({ pupils, windows: both, results: lopsided('a', 0.5), scales }));
    expect(mild.cells.map(({ rankNormal }) => rankNormal)).toEqual([false]);
  });

  test('keeps a score of 0 and leaves out what is no score', () => {
    const scores = [0, ...Array.from({ length: 40 }, (_, index) => index), undefined, undefined];
    const extra = scores.map((score) => (score === undefined ? { status: 'absent' } : {}));
    const placed = toMeasurements(oneGroup(scores, { scale: 'points' }, extra));
    expect([...placed.usable.slice(0, 2), ...placed.usable.slice(-2)]).toEqual([1, 1, 0, 0]);
    expect(placed.observed.at(-1)).toBeNaN();
    expect(placed.cell.at(-1)).toBe(-1);
  });

  test('says nothing where all scores are equal, and warns', () => {
    const placed = toMeasurements(oneGroup(Array<number>(40).fill(7), { scale: 'points' }));
    expect(placed.usable.every((flag) => flag === 0)).toBe(true);
    expect(placed.warnings).toMatchObject([{ code: 'constant-scores', count: 40 }]);
  });

  test('is the same under any rescaling of the marks', () => {
    assert(
      property(
        array(integer({ min: 0, max: 60 }), { minLength: 12, maxLength: 40 }),
        double({ min: 0.1, max: 40, noNaN: true }),
        double({ min: -500, max: 500, noNaN: true }),
        (scores, factor, shift) => {
          const plain = toMeasurements(oneGroup(scores, { scale: 'points' })).observed;
          const moved = toMeasurements(
            oneGroup(
              scores.map((score) => score * factor + shift),
              { scale: 'points' },
            ),
          ).observed;
          for (let row = 0; row < plain.length; row++) {
            if (!Number.isNaN(plain[row])) expect(moved[row]).toBeCloseTo(plain[row], 6);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('toMeasurements(data) for grades', () => {
  const scale = { scale: 'bands', class: 'ordinal' as const, grades: ['WTS', 'EXS', 'GDS'] };
  const grades = [...Array<string>(20).fill('WTS'), ...Array<string>(60).fill('EXS'), ...Array<string>(20).fill('GDS')];

  test('makes a grade an interval between the normal quantiles of the shares, open at the ends', () => {
    const placed = toMeasurements(oneGroup(grades, scale));
    // qnorm(0.2) = −0.8416; the mean of a standard normal below it is −φ(−0.8416)/0.2 = −1.3998.
    expect(placed.observedLow[0]).toBe(-Infinity);
    expect(placed.observedHigh[0]).toBeCloseTo(-0.8416, 4);
    expect(placed.observed[0]).toBeCloseTo(-1.3998, 4);
    expect(placed.observed[50]).toBeCloseTo(0, 12);
    expect(placed.observedHigh[50]).toBeCloseTo(0.8416, 4);
    expect(placed.observedHigh[99]).toBe(Infinity);
    expect(placed.cells[0].meanPoints).toBeNaN();
  });

  test('turns grades of which the later is worse', () => {
    const placed = toMeasurements(oneGroup(grades, { ...scale, higherIsBetter: false }));
    expect(placed.observed[0]).toBeCloseTo(1.3998, 4);
    expect(placed.observedHigh[0]).toBe(Infinity);
  });

  test('says nothing where everyone has one grade', () => {
    const placed = toMeasurements(oneGroup(Array<string>(30).fill('EXS'), scale));
    expect(placed.usable[0]).toBe(0);
    expect(codes(placed.warnings)).toEqual(['constant-scores']);
  });
});

describe('toMeasurements(data) with few pupils', () => {
  const year = (count: number, group: string, from: number) =>
    Array.from({ length: count }, (_, index) => ({
      pupil_id: `${group}-${String(100 + index)}`,
      year_group: group,
      score: from + index,
    }));
  const data = (groups: ReturnType<typeof year>[]) =>
    smallData({
      pupils: groups.flat(),
      windows,
      results: groups.flat().map(({ pupil_id, score }) => ({ pupil_id, window: 'a', score })),
    });

  test('pools the spread of a group under 30 with the same test in other groups', () => {
    const placed = toMeasurements(data([year(10, '3', 0), year(50, '4', 0)]));
    const small = placed.cells.find((cell) => cell.count === 10)!;
    const alone = Math.sqrt((10 * 11) / 12);
    const pooled = (9 * ((10 * 11) / 12) + 49 * ((50 * 51) / 12)) / 58;
    expect(small.sdPoints).toBeCloseTo(Math.sqrt((9 * alone ** 2 + 10 * pooled) / 19), 10);
    expect(small.meanPoints).toBe(4.5);
    expect(codes(placed.warnings)).toEqual(['small-cell']);
  });

  test('places fewer than five among the nearest cohort that sat the test', () => {
    const placed = toMeasurements(data([year(2, '3', 10), year(50, '4', 0)]));
    expect(placed.observed[0]).toBeCloseTo((10 - 24.5) / Math.sqrt((50 * 51) / 12), 10);
    expect(placed.cells[placed.cell[0]].count).toBe(2);
    expect(codes(placed.warnings)).toContain('placed-by-near-cohort');
  });

  test('of two cohorts as near takes the older, and none that is over two years off', () => {
    const between = toMeasurements(data([year(2, '3', 10), year(50, '2', 100), year(50, '4', 0)]));
    // Year 4 is the older: marks 0 to 49, mean 24.5. Pupils are in order of identifier, Year 3 after Year 2.
    expect(between.observed[50]).toBeCloseTo((10 - 24.5) / Math.sqrt((50 * 51) / 12), 10);
    const single = (group: string) => [year(1, '2', 10), year(1, '3', 10), year(1, '4', 10), year(50, group, 0)];
    const far = toMeasurements(data(single('5')));
    expect([...far.usable.subarray(0, 3)]).toEqual([0, 1, 1]);
  });

  test('counts how far off a cohort is in years, whichever cohorts there are', () => {
    // Years 2 and 6 only: four years apart, though neighbours in the list of cohorts.
    const placed = toMeasurements(data([year(1, '2', 10), year(50, '6', 0)]));
    expect(placed.usable[0]).toBe(0);
    expect(codes(placed.warnings)).toEqual(['too-few-to-place']);
  });

  test('does not place a pupil who sat a test alone', () => {
    const placed = toMeasurements(data([year(1, '3', 10)]));
    expect(placed.usable[0]).toBe(0);
    expect(codes(placed.warnings)).toEqual(['too-few-to-place']);
  });

  test('places marks of two tests apart and names the second', () => {
    const pupils = many(50);
    const results = pupils.map(({ pupil_id }, index) => ({
      pupil_id,
      window: 'a',
      score: index,
      scale: index < 40 ? 'one' : 'two',
    }));
    const placed = toMeasurements(
      smallData({ pupils, windows, results, scales: [{ scale: 'one' }, { scale: 'two' }] }),
    );
    expect(placed.cells.map(({ meanPoints }) => meanPoints)).toEqual([19.5, 44.5]);
    expect(placed.warnings.find(({ code }) => code === 'second-test')).toMatchObject({
      count: 10,
      values: { scale: 'two' },
    });
  });
});

describe('toMeasurements(data, { reference })', () => {
  const bands = { scale: 'bands', class: 'ordinal' as const, grades: ['WTS', 'EXS', 'GDS'] };
  const school = (name: string, count: number, lift: number) =>
    Array.from({ length: count }, (_, index) => ({ pupil_id: `${name}${String(100 + index)}`, place: index + lift }));
  const three = (pupils: ReturnType<typeof school>) =>
    smallData({
      pupils,
      windows,
      scales: [bands, { scale: 'lopsided' }, { scale: 'points' }],
      results: pupils.flatMap(({ pupil_id, place }) => [
        { pupil_id, window: 'a', subject: 'maths', scale: 'points', score: place },
        { pupil_id, window: 'a', subject: 'reading', scale: 'lopsided', score: Math.round(Math.exp(place / 20) * 4) },
        { pupil_id, window: 'a', subject: 'writing', scale: 'bands', score: bands.grades[Math.floor(place / 50) % 3] },
      ]),
    });
  const small = three(school('a', 100, 0));
  const frozen = JSON.parse(JSON.stringify(toMeasurements(small).reference)) as ReturnType<
    typeof toMeasurements
  >['reference'];

  test('places every pupil to the bit as it did, whoever else is added', () => {
    const alone = toMeasurements(small);
    const joined = toMeasurements(three([...school('a', 100, 0), ...school('b', 50, 40)]), { reference: frozen });
    expect(frozen.cells.map(({ marks }) => marks?.rankNormal)).toEqual([false, true, undefined]);
    for (let subject = 0; subject < 3; subject++) {
      for (const column of ['observed', 'observedLow', 'observedHigh'] as const) {
        const before = alone[column].slice(subject * 100, subject * 100 + 100);
        expect(joined[column].slice(subject * 150, subject * 150 + 100)).toEqual(before);
      }
    }
    expect(joined.reference).toEqual(frozen);
    expect(joined.warnings.filter(({ code }) => code === 'reference-lacks-cell')).toEqual([]);
  });

  test('speaks for the same year group and term a year later, even of a single pupil', () => {
    const later = smallData({
      pupils: [{ pupil_id: '1' }],
      windows: [{ window: 'next', date: '2026-12-01' }],
      scales: [{ scale: 'points' }],
      results: [{ pupil_id: '1', window: 'next', subject: 'maths', score: 99 }],
    });
    const { observed, warnings } = toMeasurements(later, { reference: frozen });
    expect(observed[0]).toBe(toMeasurements(small).observed[99]);
    expect(warnings).toEqual([]);
  });

  test('says where it holds nothing, and places by the cell’s own marks', () => {
    const empty = toMeasurements(small, { reference: { version: 1, cells: [] } });
    expect(empty.observed).toEqual(toMeasurements(small).observed);
    expect(empty.warnings).toContainEqual({ code: 'reference-lacks-cell', count: 300 });
  });
});

test('toMeasurements(data) places every result of the real sample, with mean 0 and SD 1 in each large cell', () => {
  const data = sustainingEffects();
  const placed = toMeasurements(data);
  expect(placed.usable.reduce((sum, flag) => sum + flag, 0)).toBeGreaterThanOrEqual(7225);
  for (const [index, cell] of placed.cells.entries()) {
    if (cell.count < 30 || cell.rankNormal) continue;
    let sum = 0;
    let squares = 0;
    for (let row = 0; row < data.results.count; row++) {
      if (placed.cell[row] !== index) continue;
      sum += placed.observed[row];
      squares += placed.observed[row] ** 2;
    }
    expect(sum / cell.count).toBeCloseTo(0, 9);
    expect(squares / (cell.count - 1)).toBeCloseTo(1, 9);
  }
});

describe('a mark with a digit too many', () => {
  const plain = Array.from({ length: 60 }, (_, index) => 80 + ((index * 17) % 41));
  const slip = (mark: number) => plain.map((own, index) => (index === 7 ? mark : own));

  test('is placed by rank and changes neither the points nor the error of the others', () => {
    const right = toMeasurements(oneGroup(plain, { scale: 'points', sem: 4 }));
    for (const mark of [1050, 1e6]) {
      const wrong = toMeasurements(oneGroup(slip(mark), { scale: 'points', sem: 4 }));
      expect(wrong.cells[0].rankNormal).toBe(true);
      expect(wrong.cells[0].sdPoints / right.cells[0].sdPoints).toBeCloseTo(1, 1);
      expect(wrong.errorShare[0] / right.errorShare[0]).toBeCloseTo(1, 1);
      expect(wrong.cells[0].ranks!.points).not.toContain(mark);
      expect(Math.max(...wrong.observed)).toBe(wrong.observed[7]);
      expect(codes(wrong.warnings)).toEqual(['rank-normal', 'stray-marks']);
      expect(wrong.warnings[1].count).toBe(1);
    }
  });

  test('does not flatten the small year groups whose spread is pooled with its own', () => {
    const pupils = [
      ...many(60).map((pupil) => ({ ...pupil, year_group: '4' })),
      ...Array.from({ length: 12 }, (_, index) => ({ pupil_id: String(2000 + index), year_group: '5' })),
    ];
    const sdOfSmall = (mark: number) => {
      const results = pupils.map(({ pupil_id }, index) => ({
        pupil_id,
        window: 'a',
        score: index < 60 ? slip(mark)[index] : 90 + 3 * (index - 60),
      }));
      const { cells } = toMeasurements(smallData({ pupils, windows, results }));
      return cells.find(({ count }) => count === 12)!.sdPoints;
    };
    expect(sdOfSmall(1e6) / sdOfSmall(105)).toBeCloseTo(1, 1);
  });
});

test('an error as large as the spread of the marks is not believed in full, and a warning says so', () => {
  const marks = Array.from({ length: 60 }, (_, index) => 80 + ((index * 17) % 41));
  const { errorShare, warnings } = toMeasurements(oneGroup(marks, { scale: 'points' }, [{ sem: 50 }, { sem: 4 }]));
  expect(errorShare[0]).toBe(0.95);
  expect(warnings).toMatchObject([{ code: 'error-too-large', count: 1 }]);
});
