import { describe, expect, test } from 'vitest';
import { calendarWarnings } from '../../../../engine/growth/comparisons/calendar-warnings.ts';
import { chooseComparisons } from '../../../../engine/growth/comparisons/choose-comparisons.ts';
import { currentWindows } from '../../../../engine/growth/comparisons/current-windows.ts';
import { usualSpacing } from '../../../../engine/growth/comparisons/usual-spacing.ts';
import { toMeasurements } from '../../../../engine/scales/to-measurements.ts';
import { wordedWarnings } from '../../../../engine/words/warnings/worded-warnings.ts';
import { dayOf, smallData } from '../../small-data.ts';

const yearly = ['2022-05-15', '2023-05-15', '2024-05-15', '2025-05-15', '2026-05-15'];
const termly = ['2025-06-23', '2025-11-17', '2026-03-09', '2026-05-22', '2026-11-16'];

/** 300 pupils in ten classes of thirty; `sat` says who sat the last date, everybody sat the ones before. */
function school(dates: readonly string[], sat: (pupil: number) => boolean) {
  const pupils = Array.from({ length: 300 }, (_, index) => ({
    pupil_id: String(1000 + index),
    class: `C${Math.floor(index / 30)}`,
  }));
  const windows = dates.map((date) => ({ window: date, date }));
  const results = pupils.flatMap(({ pupil_id }, index) =>
    dates
      .filter((_, at) => at < dates.length - 1 || sat(index))
      .map((date, at) => ({ pupil_id, window: date, score: 100 + ((index * 7 + at * 13) % 41) })),
  );
  return smallData({ pupils, windows, results });
}

function told(data: ReturnType<typeof smallData>) {
  const windows = data.windows.window.map((window) => ({ window, date: window }));
  return wordedWarnings(calendarWarnings(data, currentWindows(data)), windows).map(({ text }) => text);
}

function measured(data: ReturnType<typeof smallData>): Record<string, number> {
  const { currentRow } = chooseComparisons(data, toMeasurements(data));
  const counts: Record<string, number> = {};
  for (const row of currentRow) {
    const name = row < 0 ? 'none' : data.windows.window[data.results.window[row]];
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

describe('currentWindows(data) follows the calendar it sees', () => {
  test('yearly tests: where one class in ten has sat this year’s, the others keep last year’s', () => {
    const data = school(yearly, (pupil) => pupil < 30);
    expect(measured(data)).toEqual({ '2025-05-15': 270, '2026-05-15': 30 });
    expect(told(data)).toEqual([
      '270 pupils are in classes of which too few have sat the tests of May 2026; they are compared up to the tests before.',
    ]);
  });

  test('a window that twelve of three hundred have sat is told, and the list is for the one before', () => {
    for (const dates of [yearly, termly]) {
      // A small class is all of them: more than half of it have sat.
      const data = school(dates, (pupil) => pupil < 12);
      data.pupils.class.codes.set(Array<number>(12).fill(9));
      data.pupils.class.codes.set(Array<number>(30).fill(0), 270);
      expect(measured(data)).toEqual({ [dates[3]]: 300 });
      const [newest, list] = dates === yearly ? ['May 2026', 'May 2025'] : ['November 2026', 'May 2026'];
      expect(told(data)).toEqual([`12 of 300 pupils have sat the tests of ${newest}: the list is for ${list}.`]);
    }
  });

  test('a window that just under half of every class have sat is told; with half of each it is the list’s', () => {
    const under = school(termly, (pupil) => pupil % 30 < 14);
    expect(measured(under)).toEqual({ '2026-05-22': 300 });
    expect(told(under)).toEqual(['140 of 300 pupils have sat the tests of November 2026: the list is for May 2026.']);
    const half = school(termly, (pupil) => pupil % 30 < 15);
    expect(measured(half)).toEqual({ '2026-11-16': 150, none: 150 });
    expect(told(half)).toEqual([]);
  });

  test('a class that tests every term and missed two windows has no current one; under yearly tests one year is not long', () => {
    const missed = school(termly, (pupil) => pupil < 270);
    for (let row = 0; row < missed.results.count; row++) {
      // The last class sat nothing after November 2025.
      const late = missed.results.pupil[row] >= 270 && missed.results.window[row] > 1;
      if (late) missed.results.status[row] = 3;
    }
    expect(currentWindows(missed).windowOf[299]).toBe(-1);
    expect(currentWindows(school(yearly, (pupil) => pupil < 270)).windowOf[299]).toBe(3);
  });
});

test('usualSpacing(days) is the middle gap; two sittings a week apart are one; of one sitting it is not known', () => {
  const days = ['2025-06-23', '2025-06-30', '2025-11-17', '2025-11-24', '2026-03-09', '2026-05-22'].map(dayOf);
  // 147, 112 and 74 days.
  expect(usualSpacing(days)).toBe(112);
  expect(usualSpacing(days.slice(0, 2))).toBeNaN();
  expect(usualSpacing([])).toBeNaN();
});
