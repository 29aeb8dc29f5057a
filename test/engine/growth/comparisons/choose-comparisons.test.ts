import { describe, expect, test } from 'vitest';
import { SameStartError } from '../../../../engine/errors.ts';
import type { ComparisonSettings } from '../../../../engine/growth/comparisons/choose-comparisons.ts';
import { chooseComparisons } from '../../../../engine/growth/comparisons/choose-comparisons.ts';
import { baselineStatuses } from '../../../../engine/growth/comparisons/comparisons.ts';
import { currentWindows } from '../../../../engine/growth/comparisons/current-windows.ts';
import { toMeasurements } from '../../../../engine/scales/to-measurements.ts';
import type { SmallResult } from '../../small-data.ts';
import { dayOf, smallData } from '../../small-data.ts';
import { sustainingEffects } from '../../sustaining-effects.ts';

const termly = [
  { window: 'aut24', date: '2024-12-10' },
  { window: 'spr25', date: '2025-03-20' },
  { window: 'sum25', date: '2025-07-01' },
  { window: 'aut25', date: '2025-12-10' },
  { window: 'spr26', date: '2026-03-20' },
];

/** Six pupils, each with the windows that `sat` names; a window with “-” before it is an absence. */
function school(sat: (pupil: number) => string[], windows = termly, classOf: (pupil: number) => string = () => '4K') {
  const pupils = Array.from({ length: 6 }, (_, index) => ({ pupil_id: `p${index}`, class: classOf(index) }));
  const results = pupils.flatMap(({ pupil_id }, index) =>
    sat(index).map((name): SmallResult => {
      const absent = name.startsWith('-');
      return absent
        ? { pupil_id, window: name.slice(1), status: 'absent' }
        : { pupil_id, window: name, score: 100 + index * 3 + name.length };
    }),
  );
  return smallData({ pupils, windows, results });
}

function chosen(data: ReturnType<typeof smallData>, settings: Partial<ComparisonSettings> = {}) {
  const comparisons = chooseComparisons(data, toMeasurements(data), settings);
  const name = (row: number) => (row < 0 ? null : data.windows.window[data.results.window[row]]);
  return Array.from({ length: comparisons.count }, (_, index) => ({
    pupil: data.pupils.pupilId[comparisons.pupil[index]],
    current: name(comparisons.currentRow[index]),
    baseline: name(comparisons.baselineRow[index]),
    first: name(comparisons.firstRow[index]),
    status: baselineStatuses[comparisons.baselineStatus[index]],
  }));
}

const all = () => termly.map(({ window }) => window);

describe('chooseComparisons(data, measurements)', () => {
  test('compares the newest window with the one nearest to a year before, and knows the first', () => {
    expect(chosen(school(all))[0]).toEqual({
      pupil: 'p0',
      current: 'spr26',
      baseline: 'spr25',
      first: 'aut24',
      status: 'found',
    });
  });

  test('takes the next nearest where a pupil missed that window, and says when nothing is earlier', () => {
    const data = school((pupil) =>
      pupil === 0
        ? ['aut24', 'sum25', 'spr26']
        : pupil === 1
          ? ['spr26']
          : pupil === 2
            ? ['-spr25', 'aut25', 'spr26']
            : all(),
    );
    const [missed, joined, late] = chosen(data);
    // 20 March 2026: July 2025 lies 37 weeks before, December 2024 66 weeks; 15 and 14 from 52.
    expect(missed).toMatchObject({ baseline: 'aut24', first: null, status: 'found' });
    expect(joined).toMatchObject({ current: 'spr26', baseline: null, first: null, status: 'no-baseline' });
    expect(late).toMatchObject({ baseline: 'aut25', first: null, status: 'found' });
  });

  test('has no baseline where every earlier window is under ten weeks away; ten weeks are enough', () => {
    const near = (date: string) => [
      { window: 'one', date },
      { window: 'two', date: '2026-03-20' },
    ];
    const both = () => ['one', 'two'];
    expect(chosen(school(both, near('2026-01-10')))[0]).toMatchObject({ baseline: null, status: 'windows-too-close' });
    expect(chosen(school(both, near('2026-01-09')))[0]).toMatchObject({ baseline: 'one', status: 'found' });
  });

  describe('where results carry dates of their own', () => {
    /** Every pupil sat everything; pupil 0 on the days named, by window. */
    const sat = (days: Record<string, string>, windows = termly) => {
      const data = school(() => windows.map(({ window }) => window), windows);
      for (let row = 0; row < data.results.count; row++) {
        const day = days[windows[data.results.window[row]].window];
        if (data.results.pupil[row] === 0 && day !== undefined) data.results.day[row] = dayOf(day);
      }
      return chosen(data);
    };

    test('a baseline sat as late as the current result, or later, is none for that pupil; the others keep it', () => {
      for (const day of ['2026-03-20', '2026-03-01', '2026-05-01']) {
        const [own, other] = sat({ spr25: day });
        expect(own).toMatchObject({ current: 'spr26', baseline: 'aut24', first: null, status: 'found' });
        expect(other).toMatchObject({ current: 'spr26', baseline: 'spr25' });
      }
    });

    test('and where there is no other, the two are too close; a few days either way change nothing', () => {
      const two = [termly[3], termly[4]];
      expect(sat({ aut25: '2026-03-18' }, two)[0]).toMatchObject({ baseline: null, status: 'windows-too-close' });
      expect(sat({ aut25: '2025-12-24', spr26: '2026-03-10' }, two)[0]).toMatchObject({
        baseline: 'aut25',
        status: 'found',
      });
    });

    test('a first window sat no earlier than the baseline is not before it', () => {
      expect(sat({ aut24: '2025-03-20' })[0]).toMatchObject({ baseline: 'spr25', first: null });
      expect(sat({ aut24: '2025-06-01' })[0]).toMatchObject({ baseline: 'spr25', first: null });
    });
  });

  test('does not take a window as first that has the date of the baseline', () => {
    const windows = [
      { window: 'one', date: '2025-03-20' },
      { window: 'one b', date: '2025-03-20' },
      { window: 'two', date: '2026-03-20' },
    ];
    const [row] = chosen(school(() => windows.map(({ window }) => window), windows));
    expect(row).toMatchObject({ baseline: 'one b', first: null });
  });

  test('counts from the start of the academic year, of the key stage, or from a named window, if asked', () => {
    expect(chosen(school(all), { rule: 'year-start' })[0].baseline).toBe('aut25');
    // Year 4 in spring 2026: key stage 2 began in September 2024.
    expect(chosen(school(all), { rule: 'key-stage-start' })[0].baseline).toBe('aut24');
    expect(chosen(school(all), { rule: 'window', baselineWindow: 'sum25' })[0].baseline).toBe('sum25');
    expect(chosen(school(all), { rule: 'window', baselineWindow: 'spr26' })[0].status).toBe('no-baseline');
    expect(() => chosen(school(all), { rule: 'window', baselineWindow: 'nix' })).toThrow(SameStartError);
  });

  test('keeps the baseline of a pupil listed before where there is a result in that window, else follows the rule', () => {
    const data = school((pupil) => (pupil === 1 ? ['spr25', 'aut25', 'spr26'] : all()));
    const frozenBaselines = new Map([
      ['p0', 'aut24'],
      ['p1', 'aut24'],
    ]);
    expect(chosen(data, { frozenBaselines }).map(({ baseline }) => baseline)).toEqual([
      'aut24',
      ...Array<string>(5).fill('spr25'),
    ]);
  });

  test('leaves absent pupils without a current result, whatever they scored before', () => {
    const data = school((pupil) => (pupil === 0 ? ['spr25', 'aut25', '-spr26'] : all()));
    expect(chosen(data)[0]).toEqual({
      pupil: 'p0',
      current: null,
      baseline: null,
      first: null,
      status: 'not-measured',
    });
  });
});

describe('currentWindows(data)', () => {
  test('asks of a class only those who had a result in the window or in the year before', () => {
    const apart = [
      { window: 'sep24', date: '2024-09-15' },
      { window: 'feb26', date: '2026-02-10' },
    ];
    const data = school((pupil) => (pupil < 2 ? ['sep24', 'feb26'] : ['sep24']), apart);
    // Two of six, but the four others were last seen 17 months before.
    expect(currentWindows(data).runWindow).toBe(1);
    const close = [apart[0], { window: 'feb26', date: '2025-02-10' }];
    expect(currentWindows(school((pupil) => (pupil < 2 ? ['sep24', 'feb26'] : ['sep24']), close)).runWindow).toBe(0);
  });

  const upTo = (from: number) => (pupil: number) => (pupil < from ? all() : all().slice(0, -1));
  test('a newest window that fewer than half have sat is not current; half is enough', () => {
    expect(new Set(chosen(school(upTo(2))).map(({ current }) => current))).toEqual(new Set(['aut25']));
    expect(chosen(school(upTo(3))).map(({ current }) => current)).toEqual([
      'spr26',
      'spr26',
      'spr26',
      null,
      null,
      null,
    ]);
    expect(chosen(school(upTo(2)), { currentWindowShare: 0.3 })[0].current).toBe('spr26');
  });

  test('is decided class by class, and the run is for the newest', () => {
    const data = school(upTo(3), termly, (pupil) => (pupil < 3 ? '4K' : '4L'));
    expect(chosen(data).map(({ current }) => current)).toEqual(['spr26', 'spr26', 'spr26', 'aut25', 'aut25', 'aut25']);
    expect(currentWindows(data).runWindow).toBe(4);
  });

  test('judges every class on the named window', () => {
    const current = chosen(school(upTo(2)), { window: 'spr26' }).map((row) => row.current);
    expect(current).toEqual(['spr26', 'spr26', null, null, null, null]);
    expect(() => chosen(school(all), { window: 'spr99' })).toThrow(/spr99/);
  });

  test('a window more than half a year older than the newest is current for nobody who tests every term', () => {
    const data = school(
      (pupil) => (pupil < 3 ? all() : ['aut24', 'spr25']),
      termly,
      (pupil) => (pupil < 3 ? '4K' : '4L'),
    );
    expect(chosen(data).map(({ status }) => status)).toEqual([
      ...Array.from({ length: 3 }, () => 'found'),
      ...Array.from({ length: 3 }, () => 'not-measured'),
    ]);
  });

  test('a scale filled in for two pupils of six is judged by the two', () => {
    const data = school((pupil) => (pupil < 2 ? all() : []));
    expect(chosen(data).map(({ current }) => current)).toEqual(['spr26', 'spr26']);
  });
});

test('chooseComparisons(data, measurements) judges the real sample on its last year against the year before', () => {
  const data = sustainingEffects();
  const comparisons = chooseComparisons(data, toMeasurements(data));
  expect(comparisons.count).toBe(1721);
  expect(data.windows.window[comparisons.currentWindow]).toBe('Year 6');
  const behind = new Set<number>();
  let both = 0;
  for (let i = 0; i < comparisons.count; i++) {
    if (comparisons.baselineRow[i] < 0) continue;
    both++;
    const window = data.results.window[comparisons.currentRow[i]];
    if (window !== 5) behind.add(data.pupils.school.codes[comparisons.pupil[i]]);
    expect(window - data.results.window[comparisons.baselineRow[i]]).toBeGreaterThanOrEqual(1);
  }
  expect(both).toBeGreaterThan(1000);
  // Of one school fewer than half sat the last year's test: they are judged on the year before.
  expect(behind.size).toBe(1);
});
