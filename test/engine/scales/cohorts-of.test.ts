import { describe, expect, test } from 'vitest';
import { cohortsOf } from '../../../engine/scales/cohorts-of.ts';
import { yearGroupNumber } from '../../../engine/scales/year-group-number.ts';
import { smallData } from '../small-data.ts';
import { sustainingEffects } from '../sustaining-effects.ts';

const windows = [
  { window: 'a', date: '2024-12-10' },
  { window: 'b', date: '2025-12-10' },
];

describe('cohortsOf(data)', () => {
  test('puts pupils born on 31 August and 1 September in two cohorts', () => {
    const data = smallData({
      pupils: [
        { pupil_id: '1', date_of_birth: '2016-08-31', year_group: '5' },
        { pupil_id: '2', date_of_birth: '2016-09-01', year_group: '4' },
      ],
      windows,
      results: [{ pupil_id: '1', window: 'b', score: 1 }],
    });
    const { cohort, cohorts, outOfYear } = cohortsOf(data);
    // Born 31 August 2016: five during 2020/21 less a day, so Reception was 2020/21 and Year 5 is 2025/26.
    expect([...cohort].map((index) => cohorts[index])).toEqual(['2020/21', '2021/22']);
    expect([...outOfYear]).toEqual([0, 0]);
  });

  test('does not tell a pupil without results and date of birth as taught outside the year group', () => {
    const data = smallData({
      pupils: [
        { pupil_id: '1', year_group: '5' },
        { pupil_id: '2', year_group: '5' },
      ],
      windows,
      results: [{ pupil_id: '1', window: 'b', score: 1 }],
    });
    const { cohort, cohorts, outOfYear } = cohortsOf(data);
    expect([...outOfYear]).toEqual([0, 0]);
    expect([...cohort].map((index) => cohorts[index])).toEqual(['2020/21', '2020/21']);
  });

  test('marks a pupil whose year group is not that of the date of birth, and keeps the cohort of the birth', () => {
    const data = smallData({
      pupils: [
        { pupil_id: '1', date_of_birth: '2016-03-01', year_group: '4' },
        { pupil_id: '2', date_of_birth: '2016-03-02', year_group: '5' },
      ],
      windows,
      results: [{ pupil_id: '1', window: 'b', score: 1 }],
    });
    const { cohort, cohorts, outOfYear } = cohortsOf(data);
    expect(cohorts[cohort[0]]).toBe('2020/21');
    expect([...outOfYear]).toEqual([1, 0]);
  });

  test('moves year groups back where most pupils are out by the same number, as after a September roll-over', () => {
    const of = (year_groups: string[]) => {
      const pupils = year_groups.map((year_group, index) => ({
        pupil_id: `${index}`,
        date_of_birth: '2016-10-01',
        year_group,
      }));
      return cohortsOf(smallData({ pupils, windows, results: [{ pupil_id: '0', window: 'b', score: 1 }] }));
    };
    // Born October 2016: Year 4 in December 2025.
    expect(of(['5', '5', '4']).yearGroupShift).toBe(1);
    expect([...of(['5', '5', '4']).outOfYear]).toEqual([0, 0, 1]);
    expect([...of(['5', '4', '4']).outOfYear]).toEqual([1, 0, 0]);
    expect(of(['5', '4']).yearGroupShift).toBe(0);
  });

  test('without a date of birth moves the first year group on: whoever repeats keeps the cohort and is marked', () => {
    const repeating = { window: 'b', pupil_id: '1', score: 1, year_group: '3' };
    const data = smallData({
      pupils: [{ pupil_id: '1', year_group: '3' }],
      windows,
      results: [{ window: 'a', pupil_id: '1', score: 1, year_group: '3' }, repeating],
    });
    const { cohort, cohorts, outOfYear } = cohortsOf(data);
    expect(cohorts[cohort[0]]).toBe('2021/22');
    expect([...outOfYear]).toEqual([1]);
  });

  test('takes the pupil’s own year group where the first paper names none, and marks a later paper of another year', () => {
    const data = smallData({
      pupils: [{ pupil_id: '1', year_group: '4' }],
      windows,
      results: [
        { window: 'a', pupil_id: '1', score: 1 },
        { window: 'b', pupil_id: '1', score: 1, year_group: '2' },
      ],
    });
    const { cohort, cohorts, outOfYear } = cohortsOf(data);
    expect(cohorts[cohort[0]]).toBe('2021/22');
    expect([...outOfYear]).toEqual([1]);
  });

  test('leaves a pupil without any year group in no cohort', () => {
    const data = smallData({
      pupils: [{ pupil_id: '1', year_group: 'Blue' }],
      windows,
      results: [{ window: 'a', pupil_id: '1', score: 1 }],
    });
    expect([...cohortsOf(data).cohort]).toEqual([-1]);
  });

  test('finds the 334 of the real sample who change year group against the one they were first seen in', () => {
    const { outOfYear, cohorts, cohort } = cohortsOf(sustainingEffects());
    expect(outOfYear.reduce((sum, flag) => sum + flag, 0)).toBe(334);
    expect(cohort.every((index) => index >= 0)).toBe(true);
    expect(cohorts).toContain('1976/77');
  });
});

describe('yearGroupNumber(yearGroup)', () => {
  test('counts years from Reception and knows nothing else', () => {
    expect(['N', 'R', '1', '13'].map(yearGroupNumber)).toEqual([-1, 0, 1, 13]);
    expect(['14', '0', 'Y4', '', null].map(yearGroupNumber)).toEqual([NaN, NaN, NaN, NaN, NaN]);
  });
});
