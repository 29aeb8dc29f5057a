import { describe, expect, test } from 'vitest';
import { isMarkedPeer, peerMarks } from '../../../../engine/growth/percentiles/peer-marks.ts';
import { smallData } from '../../small-data.ts';

const data = smallData({
  pupils: ['a', 'b', 'ab', 'c'].map((pupil_id) => ({ pupil_id })),
  windows: [{ window: 'aut25', date: '2025-12-10' }],
  results: [],
});
const placeOf = (id: string) => data.pupils.pupilId.indexOf(id);
const scored = (...rows: [string, number, number][]) => ({
  pupil: rows.map(([id]) => placeOf(id)),
  baseline: rows.map(([, baseline]) => baseline),
  current: rows.map(([, , current]) => current),
});

describe('peerMarks(data, peers)', () => {
  test('is the same for any order of the pupils and any split of them', () => {
    const one = peerMarks(data, [scored(['a', 10, 12], ['b', 10, 12], ['c', 0, 5])]);
    expect(peerMarks(data, [scored(['c', 0, 5]), scored(['b', 10, 12], ['a', 10, 12])])).toBe(one);
    expect(one).toMatch(/^[A-Za-z0-9_-]{24}$/);
  });

  test('tells the pupil with the same scores from any other', () => {
    const marks = peerMarks(data, [scored(['a', 10, 12], ['c', 0, 5])]);
    const later = scored(['a', 10, 12], ['a', 10, 13], ['a', 11, 12], ['b', 10, 12], ['c', 0, 5], ['ab', 0, 5]);
    const isPeer = isMarkedPeer(data, marks, later);
    expect(later.pupil.map((_, place) => isPeer(place))).toEqual([true, false, false, false, true, false]);
    expect(isMarkedPeer(data, '', later)(0)).toBe(false);
  });

  test('gives 100,000 pupils 100,000 marks', () => {
    const many = smallData({
      pupils: Array.from({ length: 1000 }, (_, index) => ({ pupil_id: `p${index}` })),
      windows: [{ window: 'aut25', date: '2025-12-10' }],
      results: [],
    });
    const marks = new Set<string>();
    for (let score = 0; score < 100; score++) {
      const pupil = Array.from({ length: 1000 }, (_, index) => index);
      const all = peerMarks(many, [{ pupil, baseline: pupil.map(() => score), current: pupil.map(() => 7) }]);
      for (let at = 0; at < all.length; at += 8) marks.add(all.slice(at, at + 8));
    }
    expect(marks.size).toBe(100_000);
  });
});
