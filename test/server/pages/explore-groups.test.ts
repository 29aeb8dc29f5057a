import { describe, expect, test } from 'vitest';
import type { GroupRow } from '../../../engine/index.ts';
import { exploreGroups } from '../../../server/pages/explore/groups.ts';

const withheld = (grouping: GroupRow['grouping'], group: string, reason: GroupRow['reason']): GroupRow => ({
  ...girls,
  grouping,
  group,
  n: null,
  median_growth: null,
  median_growth_low: null,
  median_growth_high: null,
  mean_position: null,
  suppressed: true,
  reason,
});
const girls: GroupRow = {
  subject: 'reading',
  mean_position: 0,
  grouping: 'sex',
  group: 'F',
  n: 60,
  median_growth: 51,
  median_growth_low: 44,
  median_growth_high: 57,
  suppressed: false,
  reason: null,
};

describe('exploreGroups(rows, label)', () => {
  test('shows no year group where year groups are compared with themselves, whatever else one is withheld for', () => {
    const years = [
      withheld('year group', '1', 'too-few'),
      withheld('year group', '2', 'complement'),
      withheld('year group', '3', 'own-reference'),
    ];
    const { markup } = exploreGroups([...years, girls], 'Reading');
    expect(markup).not.toMatch(/Year \d/);
    expect(markup).toMatch(/Girls[\s\S]*>51<[\s\S]*44 to 57/);
    expect(markup).toContain('no figure by year group is shown');
  });

  test('names a small year group where others have a figure of their own', () => {
    const year = { ...girls, grouping: 'year group' as const, group: '3' };
    const { markup } = exploreGroups([withheld('year group', '1', 'too-few'), year], 'Reading');
    expect(markup).toMatch(/Year 1[\s\S]*not shown: too few pupils[\s\S]*Year 3[\s\S]*>51</);
    expect(markup).not.toContain('no figure by year group');
  });
});
