import { describe, expect, test } from 'vitest';
import { chooseComparisons } from '../../../../engine/growth/comparisons/choose-comparisons.ts';
import { conditionalGrowthPercentiles } from '../../../../engine/growth/percentiles/conditional-growth-percentiles.ts';
import { fanGrid } from '../../../../engine/growth/percentiles/fan-rows.ts';
import type { MeasureGrowthSettings } from '../../../../engine/growth/percentiles/measure-growth.ts';
import { measureGrowth } from '../../../../engine/growth/percentiles/measure-growth.ts';
import { growthMethods } from '../../../../engine/tables/run-schema.ts';
import { toMeasurements } from '../../../../engine/scales/to-measurements.ts';
import type { AssessmentData } from '../../../../engine/tables/assessment-data.ts';
import type { SmallData, SmallResult } from '../../small-data.ts';
import { smallData } from '../../small-data.ts';
import { sustainingEffects } from '../../sustaining-effects.ts';

const windows = [
  { window: 'aut24', date: '2024-12-10' },
  { window: 'sum25', date: '2025-07-01' },
  { window: 'aut25', date: '2025-12-10' },
];

function measured(data: AssessmentData, settings: Partial<MeasureGrowthSettings> = {}) {
  const measurements = toMeasurements(data);
  return measureGrowth(data, measurements, chooseComparisons(data, measurements), settings);
}

/** Scores that look random and are not: pupil i scores 80 … 120 first and moves by −9 … 9 after. */
const before = (pupil: number) => 80 + ((pupil * 17) % 41);
const after = (pupil: number) => before(pupil) + ((pupil * 29) % 19) - 9;

function yearGroup(
  count: number,
  extra: { scales?: NonNullable<SmallData['scales']>; result?: (row: SmallResult, pupil: number) => SmallResult } = {},
) {
  const result = extra.result ?? ((row: SmallResult) => row);
  const pupils = Array.from({ length: count }, (_, index) => ({ pupil_id: `p${String(index).padStart(4, '0')}` }));
  const results = pupils.flatMap(({ pupil_id }, index) => [
    result({ pupil_id, window: 'aut24', score: before(index) }, index),
    result({ pupil_id, window: 'aut25', score: after(index) }, index),
  ]);
  return smallData({ pupils, windows, results, ...(extra.scales ? { scales: extra.scales } : {}) });
}

describe('measureGrowth(data, measurements, comparisons)', () => {
  test('gives each pupil the conditional growth percentile among the cohort, the pupil not counted as a peer', () => {
    const growth = measured(yearGroup(100));
    const pupils = Array.from({ length: 100 }, (_, index) => index);
    const alone = conditionalGrowthPercentiles([Float64Array.from(pupils, before)], Float64Array.from(pupils, after));
    expect([...growth.percentile]).toEqual([...alone.percentile]);
    expect([...growth.expected]).toEqual([...alone.expected]);
    expect(new Set(growth.peers)).toEqual(new Set([99]));
    expect(growthMethods[growth.method[0]]).toBe('quantile');
    expect(growth.reference.pairs).toHaveLength(1);
    expect(growth.reference.pairs[0]).toMatchObject({
      baselineWindow: 'aut24',
      window: 'aut25',
      yearGroup: 4,
      peers: 100,
    });
  });

  test('turns the percentile where more is worse, and leaves the expected score in the file’s points', () => {
    const better = measured(yearGroup(100));
    const worse = measured(
      yearGroup(100, { scales: [{ scale: 'difficulties', class: 'non-attainment', higherIsBetter: false }] }),
    );
    for (let i = 0; i < 100; i++) expect(worse.percentile[i]).toBeCloseTo(100 - better.percentile[i], 10);
    expect([...worse.expected]).toEqual([...better.expected]);
  });

  test('gives no percentile to a pupil at floor or ceiling, but an expected score and peers', () => {
    const growth = measured(
      yearGroup(100, { result: (row, pupil) => (pupil === 7 ? { ...row, status: 'floor' } : row) }),
    );
    expect(growth.percentile[7]).toBeNaN();
    expect(growthMethods[growth.method[7]]).toBe('none');
    expect(growth.peers[7]).toBe(99);
    expect(growth.expected[7]).toBeGreaterThan(60);
  });

  test('gives grades no percentile and counts their peers', () => {
    const grade = (score: number) => (score < 95 ? 'WTS' : score < 110 ? 'EXS' : 'GDS');
    const growth = measured(
      yearGroup(100, {
        scales: [{ scale: 'bands', class: 'ordinal', grades: ['WTS', 'EXS', 'GDS'] }],
        result: (row) => ({ ...row, score: grade(row.score as number) }),
      }),
    );
    expect(growth.percentile.every(Number.isNaN)).toBe(true);
    expect(growthMethods[growth.method[0]]).toBe('ordinal');
    expect(growth.peers[0]).toBe(99);
    expect(growth.fan.rows).toBe(0);
  });

  test('climbs down with the number of peers, warns under 30 and gives none under 11', () => {
    const method = (count: number) => growthMethods[measured(yearGroup(count)).method[0]];
    expect([70, 40, 11, 10].map(method)).toEqual(['quantile', 'gaussian', 'gaussian', 'none']);
    const codes = (count: number) => measured(yearGroup(count)).warnings.map(({ code, count: of }) => [code, of]);
    expect(codes(40)).toEqual([]);
    expect(codes(30)).toEqual([['few-peers', 30]]);
    expect(codes(10)).toEqual([['too-few-peers', 10]]);
    expect(measured(yearGroup(30)).warnings[0].values).toEqual({ usual: 30 });
    expect(measured(yearGroup(10)).warnings[0].values).toEqual({ fewest: 11 });
  });

  test('pools the same terms and year group of an earlier year when asked', () => {
    const groups = ['4', '5'].map((year_group) =>
      Array.from({ length: 40 }, (_, index) => ({ pupil_id: `${year_group}-${String(index + 100)}`, year_group })),
    );
    const pooled = [...windows, { window: 'aut23', date: '2023-12-12' }];
    const scores = (names: string[]) => (pupil: { pupil_id: string }, index: number) =>
      names.map((window, at) => ({ pupil_id: pupil.pupil_id, window, score: at === 0 ? before(index) : after(index) }));
    const results = [
      ...groups[0].flatMap(scores(['aut24', 'aut25'])),
      ...groups[1].flatMap(scores(['aut23', 'aut24', 'aut25'])),
    ];
    const data = smallData({ pupils: groups.flat(), windows: pooled, results });
    expect(measured(data).peers[0]).toBe(39);
    expect(measured(data, { peers: 'pooled' }).peers[0]).toBe(79);
    // Nobody in the data was in Year 5 the year before.
    expect(measured(data, { peers: 'pooled' }).peers[79]).toBe(39);
  });

  test('under a frozen reference gives every pupil the same numbers to the bit when a school is added', () => {
    const small = yearGroup(70);
    const { reference } = measured(small);
    const frozen = JSON.parse(JSON.stringify(reference)) as typeof reference;
    const alone = measured(small, { reference: frozen });
    const joined = measured(yearGroup(200), { reference: frozen });
    expect(joined.percentile.slice(0, 70)).toEqual(alone.percentile);
    expect(joined.expected.slice(0, 70)).toEqual(alone.expected);
    expect(joined.reference).toEqual(frozen);
  });

  test.each([
    [70, 'quantile'],
    [40, 'gaussian'],
  ])(
    'under the frozen reference of %i pupils gives them the numbers of the run that made it, to the bit',
    (count, method) => {
      const made = measured(yearGroup(count));
      expect(growthMethods[made.method[0]]).toBe(method);
      const reference = JSON.parse(JSON.stringify(made.reference)) as typeof made.reference;
      const joined = measured(yearGroup(200), { reference });
      expect(joined.percentile.slice(0, count)).toEqual(made.percentile);
      expect(joined.expected.slice(0, count)).toEqual(made.expected);
      expect(joined.peersNear.slice(0, count)).toEqual(made.peersNear);
      expect(joined.method.slice(0, count)).toEqual(made.method);
      // Those who are in the reference are no peers of their own; the others are compared with all of it.
      expect([...joined.peers]).toEqual(Array.from({ length: 200 }, (_, index) => (index < count ? count - 1 : count)));
    },
  );

  test('under a frozen reference takes a pupil whose score was corrected since for a new one', () => {
    const { reference } = measured(yearGroup(40));
    const corrected = (row: SmallResult, pupil: number) =>
      pupil === 3 && row.window === 'aut25' ? { ...row, score: after(3) + 1 } : row;
    const growth = measured(yearGroup(40, { result: corrected }), { reference });
    expect(growth.peers.slice(2, 5)).toEqual(Int32Array.of(39, 40, 39));
  });

  test('knows nobody in a reference that does not say who is in it', () => {
    const { reference } = measured(yearGroup(40));
    const pairs = reference.pairs.map(({ members, ...pair }) => {
      expect(members).toHaveLength(40 * 8);
      return pair;
    });
    const growth = measured(yearGroup(40), { reference: { version: 1, pairs } });
    expect(new Set(growth.peers)).toEqual(new Set([40]));
  });

  test('finds the fit of last year’s pupils for the same year group and terms, and says where there is none', () => {
    const { reference } = measured(yearGroup(70));
    const next = smallData({
      pupils: Array.from({ length: 12 }, (_, index) => ({ pupil_id: String(100 + index) })),
      windows: [
        { window: 'a', date: '2025-12-15' },
        { window: 'b', date: '2026-12-01' },
      ],
      results: Array.from({ length: 12 }, (_, index) => [
        { pupil_id: String(100 + index), window: 'a', score: before(index) },
        { pupil_id: String(100 + index), window: 'b', score: after(index) },
      ]).flat(),
    });
    const growth = measured(next, { reference });
    expect(growthMethods[growth.method[0]]).toBe('quantile');
    const lacking = measured(next, { reference: { version: 1, pairs: [] } });
    expect(lacking.percentile[0]).toBeNaN();
    expect(lacking.warnings).toContainEqual({ code: 'reference-lacks-pair', count: 12 });
  });
});

describe('the fan', () => {
  test('runs from the lowest to the highest baseline in at most 40 steps, whole ones for whole scores', () => {
    expect([...fanGrid([80, 120], 1)]).toEqual(Array.from({ length: 41 }, (_, index) => 80 + index));
    const wide = fanGrid([0, 100], 1);
    expect([...wide.slice(0, 3), wide.at(-1)]).toEqual([0, 3, 6, 100]);
    expect(fanGrid([0, 1], 0)).toHaveLength(41);
    expect([...fanGrid([5, 5], 1)]).toEqual([5]);
  });

  /** A year group that sat a test on the way too; `years` later each time. */
  function satOnTheWay(count: number, years = 0) {
    const later = windows.map(({ window, date }) => ({
      window,
      date: `${Number(date.slice(0, 4)) + years}${date.slice(4)}`,
    }));
    const ids = Array.from({ length: count }, (_, index) => `p${years}${String(index).padStart(4, '0')}`);
    const scores = (index: number) => [before(index), before(index) + (index % 7), after(index)];
    return smallData({
      pupils: ids.map((pupil_id) => ({ pupil_id })),
      windows: later,
      results: ids.flatMap((pupil_id, index) =>
        scores(index).map((score, at) => ({ pupil_id, window: later[at].window, score })),
      ),
    });
  }

  test('holds quantiles in order for the current window and for the ones on the way', () => {
    const { fan } = measured(satOnTheWay(100));
    expect([...new Set(fan.window)]).toEqual(['aut25', 'sum25']);
    for (let row = 0; row < fan.rows; row++) {
      for (let q = 1; q < 7; q++) expect(fan.quantiles[q][row]).toBeGreaterThanOrEqual(fan.quantiles[q - 1][row]);
    }
  });

  test('is that of a frozen reference at every window, whoever else is there, and for the next year’s pupils too', () => {
    const made = measured(satOnTheWay(70));
    const reference = JSON.parse(JSON.stringify(made.reference)) as typeof made.reference;
    expect(measured(satOnTheWay(200), { reference }).fan).toEqual(made.fan);
    const next = measured(satOnTheWay(12, 1), { reference }).fan;
    expect(next.window).toEqual(made.fan.window);
    expect(next.quantiles).toEqual(made.fan.quantiles);
    expect(next.peers).toEqual(made.fan.peers);
  });
});

test('measureGrowth(…) of the real sample is spread evenly over 0–100 and centred on 50', () => {
  const growth = measured(sustainingEffects());
  const values = growth.percentile.filter((value) => !Number.isNaN(value));
  expect(values.length).toBeGreaterThan(1000);
  for (let tenth = 0; tenth < 10; tenth++) {
    const share = values.filter((value) => value >= 10 * tenth && value < 10 * tenth + 10).length / values.length;
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.12);
  }
});
