import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { drawUnlikeSettings, slowDownFamilies } from './draw-unlike-settings.ts';
import { makeUnlikeWorld } from './make-unlike-world.ts';
import type { UnlikeSettings } from './unlike-settings.ts';
import type { UnlikeWorld } from './unlike-world.ts';

/** Nothing shared, nobody missing, even errors: what is left has closed forms. */
const bare: Partial<UnlikeSettings> = {
  pupils: 1000,
  schools: 10,
  windows: 7,
  subjects: 3,
  slowedShare: 0,
  schoolYearSd: 0,
  classYearSd: 0,
  markingSd: 0,
  cohortDriftSd: 0,
  unevenError: 0,
  missedShare: 0,
  absenceShare: 0,
  abilitySkew: 0,
  ceilingSd: Infinity,
};
const world = (fixed: Partial<UnlikeSettings>, seed = 5) => makeUnlikeWorld(drawUnlikeSettings(seed, fixed));
const bareWorld = (fixed: Partial<UnlikeSettings> = {}, seed = 5) => world({ ...bare, ...fixed }, seed);

function hashOf({ data, truth }: UnlikeWorld): string {
  const plain = (_: string, value: unknown) => (ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value);
  return createHash('sha256')
    .update(JSON.stringify([data, truth], plain))
    .digest('hex');
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

/** Entries of all pupils of a subject at a time. */
const column = ({ truth }: UnlikeWorld, of: Float64Array, subject: number, time: number) =>
  Array.from({ length: truth.pupils }, (_, pupil) => of[(subject * truth.pupils + pupil) * truth.times + time]);

describe('makeUnlikeWorld(settings): the same and only the same', () => {
  test('one seed gives the same bytes each time, another seed gives others', () => {
    const small = { pupils: 120, schools: 2 };
    expect(hashOf(world(small))).toBe(hashOf(world(small)));
    expect(hashOf(world(small, 6))).not.toBe(hashOf(world(small)));
  });

  test('settings are drawn anew for each seed, and what is stated is not drawn', () => {
    const drawn = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => drawUnlikeSettings(seed, { windows: 6 }));
    expect(new Set(drawn.map(({ slowedShare }) => slowedShare)).size).toBe(8);
    expect(new Set(drawn.map(({ growth }) => growth)).size).toBe(2);
    expect(new Set(drawn.map(({ windows }) => windows))).toEqual(new Set([6]));
  });
});

describe('makeUnlikeWorld(settings): what a test shows', () => {
  test.each([0.82, 0.9])('the variance of errors is what reliability %f means, wild errors included', (reliability) => {
    const made = bareWorld({ reliability: [reliability, reliability, reliability], wildShare: 0.08, wildRatio: 2.5 });
    const errors = [...made.truth.shown].map((shown, at) => shown - made.truth.level[at]).filter(Number.isFinite);
    const expected = 1 / reliability - 1;
    // Four standard errors of a variance whose errors have kurtosis 6.
    expect(Math.abs(variance(errors) / expected - 1)).toBeLessThan(4 * Math.sqrt(5 / errors.length));
  });

  test('a score is what was shown in points of the test: 100 and 15 an SD', () => {
    const { data, truth } = bareWorld({ pupils: 120, schools: 2 });
    const rows = [...data.results.subject.keys()].filter(
      (row) => data.subjects[data.results.subject[row]] === 'reading',
    );
    expect(rows).toHaveLength(120 * 7);
    for (const row of rows) {
      const at = (120 + data.results.pupil[row]) * truth.times + data.results.window[row];
      expect(data.results.value[row]).toBe(Math.round(100 + 15 * truth.shown[at]));
    }
  });

  test('numbers cut into bands fall into them in the stated shares, and the best of them is the last', () => {
    const shares = [0.2, 0.3, 0.35, 0.15];
    const { data } = bareWorld({ bandShares: shares, reliability: [0.9, 0.9, 0.9] });
    const all = [...data.results.value];
    shares.forEach((share, grade) => {
      const found = all.filter((value) => value === grade).length / all.length;
      expect(Math.abs(found - share)).toBeLessThan(0.04);
    });
    expect(data.scales.every((scale) => scale.class === 'ordinal' && scale.grades.length === 4)).toBe(true);
  });

  test('who is away has no score in any subject of those windows', () => {
    const { data, truth } = world({ pupils: 400, absenceShare: 0.5, missedShare: 0 });
    let away = 0;
    for (let row = 0; row < data.results.count; row++) {
      const pupil = data.results.pupil[row];
      const since = data.results.window[row] - truth.awayFrom[pupil];
      expect(since >= 0 && since < truth.awayWindows[pupil]).toBe(false);
      away = Math.max(away, truth.awayWindows[pupil]);
    }
    expect(away).toBe(2);
  });
});

describe('makeUnlikeWorld(settings): ordinary growth', () => {
  test.each(['splines', 'school-years'] as const)(
    '%s: positions have SD 1 in the middle, a year’s change that stated',
    (growth) => {
      const made = bareWorld({ growth, yearChangeSd: 0.3, lastingShare: 0.3 });
      const middle = variance(column(made, made.truth.level, 0, 3));
      expect(middle).toBeGreaterThan(0.9);
      expect(middle).toBeLessThan(1.1);
      const before = column(made, made.truth.level, 1, 3);
      const change = Math.sqrt(variance(column(made, made.truth.level, 1, 6).map((level, at) => level - before[at])));
      expect(change).toBeGreaterThan(0.3 * 0.85);
      expect(change).toBeLessThan(0.3 * 1.15);
    },
  );

  test('positions are placed against the cohort: mean 0 and SD 1 in every window', () => {
    const { truth } = world({ pupils: 400, schools: 4 });
    for (let window = 0; window < truth.times - 1; window++) {
      const here = [...truth.cohort.keys()].filter((pupil) => truth.cohort[pupil] === 1);
      const positions = here.map((pupil) => truth.position[pupil * truth.times + window]);
      expect(positions.reduce((sum, value) => sum + value, 0) / here.length).toBeCloseTo(0, 9);
      expect(variance(positions)).toBeCloseTo(1, 9);
    }
  });
});

describe('makeUnlikeWorld(settings): who slows down', () => {
  test.each(Object.keys(slowDownFamilies))(
    '%s: levels lie below the same world’s without it by the stated shortfall',
    (family) => {
      const fixed = { ...slowDownFamilies[family], pupils: 300, schools: 3, slowedShare: 0.2, dipShare: 0 };
      const [slowed, calm] = [world(fixed), world({ ...fixed, slowedShare: 0 })];
      let fallen = 0;
      slowed.truth.level.forEach((level, at) => {
        expect(calm.truth.level[at] - level).toBeCloseTo(slowed.truth.shortfall[at], 9);
        if (slowed.truth.shortfall[at] > 0) fallen++;
      });
      expect(fallen).toBeGreaterThan(50);
      expect(slowed.truth.kind.filter((kind) => kind !== null).length / 300).toBeGreaterThan(0.15);
      expect(calm.truth.slowed.includes(1)).toBe(false);
    },
  );

  test('a dip recovers: in all but one in five nothing is left of it in the newest window, and nobody is slowed', () => {
    const fixed = { pupils: 800, slowedShare: 0, dipShare: 0.5, windows: 7 };
    const [dipped, calm] = [world(fixed), world({ ...fixed, dipShare: 0 })];
    const newest = dipped.calendar.count - 1;
    const left = [...dipped.truth.kind.keys()]
      .filter((pupil) => dipped.truth.kind[pupil] !== null)
      .map((pupil) => {
        const off = (time: number) =>
          Math.max(
            ...Array.from({ length: dipped.settings.subjects }, (_, subject) => {
              const at = (subject * 800 + pupil) * dipped.truth.times + time;
              return calm.truth.level[at] - dipped.truth.level[at];
            }),
          );
        return { now: off(newest) > 1e-9, yearOn: off(newest + 1) > 1e-9 };
      });
    expect(left.length).toBeGreaterThan(350);
    const share = left.filter(({ now }) => now).length / left.length;
    expect(share).toBeGreaterThan(0.14);
    expect(share).toBeLessThan(0.26);
    expect(left.some(({ yearOn }) => yearOn)).toBe(false);
    expect(dipped.truth.slowed.includes(1)).toBe(false);
  });

  test('one subject only touches one, all subjects touch all', () => {
    const touched = (reach: 'one' | 'all') => {
      const { truth, settings } = world({ pupils: 400, slowedShare: 0.5, reach, subjects: 3 });
      const of = (pupil: number) =>
        Array.from(
          { length: settings.subjects },
          (_, subject) => (subject * 400 + pupil) * truth.times + truth.times - 1,
        ).filter((at) => truth.shortfall[at] > 0).length;
      return new Set([...truth.kind.keys()].filter((pupil) => truth.kind[pupil] !== null).map(of));
    };
    expect(touched('one')).toEqual(new Set([1]));
    expect(touched('all')).toEqual(new Set([3]));
  });
});

describe('makeUnlikeWorld(settings): what a school’s pupils share', () => {
  const event = { windowFromLast: 2, sd: -0.5 };
  const levels = (lasts: boolean | null) =>
    world({ pupils: 200, schools: 5, windows: 6, schoolEvent: lasts === null ? null : { ...event, lasts } });

  test('a fall that lasts is true of every subject from its window on, in that school alone', () => {
    const [fallen, calm] = [levels(true), levels(null)];
    fallen.truth.level.forEach((level, at) => {
      const pupil = Math.floor(at / fallen.truth.times) % 200;
      const there = fallen.truth.school[pupil] === 3 && at % fallen.truth.times >= 3;
      expect(calm.truth.level[at] - level).toBeCloseTo(there ? 0.5 : 0, 9);
    });
  });

  test('harsh marking moves what one subject shows in one window and no true level', () => {
    const [harsh, calm] = [levels(false), levels(null)];
    expect([...harsh.truth.level]).toEqual([...calm.truth.level]);
    harsh.truth.shown.forEach((shown, at) => {
      if (Number.isNaN(shown)) return;
      const series = Math.floor(at / harsh.truth.times);
      const there = harsh.truth.school[series % 200] === 3 && series < 200 && at % harsh.truth.times === 3;
      expect(calm.truth.shown[at] - shown).toBeCloseTo(there ? 0.5 : 0, 9);
    });
  });
});

test('makeUnlikeWorld(settings) cut to two windows keeps those pupils’ newest papers as they were', () => {
  const fixed = { pupils: 200, windows: 7 };
  const [whole, cut] = [world(fixed), world({ ...fixed, keepWindows: 2 })];
  expect(cut.calendar.names).toEqual(whole.calendar.names.slice(5));
  const papers = ({ data }: UnlikeWorld, from: number) =>
    [...data.results.window.keys()]
      .filter((row) => data.results.window[row] >= from)
      .map((row) => [
        data.results.subject[row],
        data.results.pupil[row],
        data.results.window[row] - from,
        data.results.value[row],
      ]);
  expect(papers(cut, 0)).toEqual(papers(whole, 5));
  expect([...cut.truth.slowed]).toEqual([...whole.truth.slowed]);
  expect(cut.data.results.firstRow.at(-1)).toBe(cut.data.results.count);
});
