import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { summariseRegister, type StatusSpell, type SupportedPupil } from '../../../engine/index.ts';

const time = { from: 100, to: 200, minimum: 1 };
const spell = (pupilId: string, from: number, to = Number.NaN, status = 'K'): StatusSpell => ({
  pupilId,
  status,
  from,
  to,
});
const pupil = (pupilId: string, need = 'SLCN', hoursAWeek = 0): SupportedPupil => ({
  pupilId,
  groups: { need },
  hoursAWeek,
});

describe('summariseRegister(spells, pupils, plans) counts a term by hand', () => {
  test('who was there, came, left, came and left, and changed status', () => {
    const spells = [
      spell('stays', 10),
      spell('leaves', 10, 150),
      spell('left before', 10, 100),
      spell('left on the day before', 10, 99),
      spell('comes', 100),
      spell('comes on the last day', 200),
      spell('comes later', 201),
      spell('comes and goes', 120, 140),
      spell('moves', 10, 160),
      spell('moves', 160, Number.NaN, 'E'),
    ];
    const pupils = ['stays', 'comes', 'comes on the last day', 'moves'].map((id) => pupil(id));
    const told = summariseRegister({ spells, pupils, plans: [] }, time);
    // “left before” was there on the day before and left on the first: that is a leaving of this time.
    expect(told).toMatchObject({ atStart: 4, joined: 3, left: 3, atEnd: 4, changedStatus: 1 });
    expect(told.byStatus).toEqual([
      { group: 'K', count: 3 },
      { group: 'E', count: 1 },
    ]);
  });

  test('needs with the largest first, hours together and of the middle pupil, plans in time, late and not', () => {
    const spells = ['a', 'b', 'c', 'd'].map((id) => spell(id, 10));
    const pupils = [pupil('a', 'SLCN', 1), pupil('b', 'HI', 4), pupil('c', 'SLCN', 2), pupil('d', 'SLCN')];
    const plans = [
      { dueOn: 100, reviewedOn: 100 },
      { dueOn: 200, reviewedOn: 201 },
      { dueOn: 150, reviewedOn: Number.NaN },
      { dueOn: 99, reviewedOn: 99 },
      { dueOn: 201, reviewedOn: Number.NaN },
    ];
    const told = summariseRegister({ spells, pupils, plans }, time);
    expect(told.partitions).toEqual({ need: [{ group: 'SLCN', count: 3 }, { group: 'HI', count: 1 }] }); // prettier-ignore
    expect(told).toMatchObject({ provided: 3, hoursAWeek: 7, medianHours: 2 });
    expect(told).toMatchObject({ plansDue: 3, reviewedInTime: 1, reviewedLate: 1, notReviewed: 1 });
  });

  test('nobody at all is counted as none', () => {
    const told = summariseRegister({ spells: [], pupils: [], plans: [] }, { ...time, minimum: 6 });
    expect(told).toMatchObject({ atStart: 0, joined: 0, left: 0, atEnd: 0, provided: 0, hoursAWeek: 0, plansDue: 0 });
    expect(told.byStatus).toEqual([]);
  });
});

test('summariseRegister(…) tells readers of totals no small count, nor what leads to one', () => {
  const someone = fc.record({
    from: fc.integer({ min: 50, max: 220 }),
    stays: fc.boolean(),
    length: fc.integer({ min: 1, max: 150 }),
    need: fc.constantFrom('SLCN', 'HI', 'SEMH', ''),
    hours: fc.constantFrom(0, 0, 1, 2),
    status: fc.constantFrom('K', 'K', 'K', 'E'),
  });
  const minimum = 6;
  fc.assert(
    fc.property(fc.array(someone, { maxLength: 60 }), (some) => {
      const spells = some.map(({ from, stays, length, status }, n) =>
        spell(`p${n}`, from, stays ? Number.NaN : from + length, status),
      );
      const pupils = some.map(({ need, hours }, n) => pupil(`p${n}`, need, hours));
      const told = summariseRegister({ spells, pupils, plans: [] }, { ...time, minimum });
      const open = summariseRegister({ spells, pupils, plans: [] }, time);
      expect(open.atStart + open.joined - open.left).toBe(open.atEnd);
      for (const [name, count] of Object.entries(told))
        if (typeof count === 'number' && name !== 'hoursAWeek' && name !== 'medianHours')
          expect(Number.isNaN(count) || count === 0 || count >= minimum, name).toBe(true);
      // Each is the sum of the others: one of them alone is never withheld.
      const sum = [told.atStart, told.joined, told.left].filter(Number.isNaN).length;
      expect(sum === 0 || sum === 3).toBe(true);
      for (const [shown, full] of [
        [told.byStatus, open.byStatus],
        [told.partitions['need'] ?? [], open.partitions['need'] ?? []],
      ]) {
        const hidden = full.filter((_, at) => Number.isNaN(shown[at].count));
        const together = hidden.reduce((total, { count }) => total + count, 0);
        if (hidden.length > 0 && hidden.length < full.length) {
          expect(hidden.length).toBeGreaterThan(1);
          expect(together).toBeGreaterThanOrEqual(minimum);
        }
      }
    }),
    { seed: 7, numRuns: 300 },
  );
});
