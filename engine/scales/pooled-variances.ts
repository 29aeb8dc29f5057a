import type { AssessmentData } from '../tables/assessment-data.ts';
import type { MarkGroup } from './mark-groups.ts';

/**
 * Variance of marks within groups, pooled over the groups of one subject and scale (Σ of squares about each group’s mean over
 * Σ (n − 1)), in squared points. Keys are those of `poolKey`; absent for grades and where no group has two marks.
 */
export function pooledVariances(data: AssessmentData, groups: readonly MarkGroup[]): Map<string, number> {
  const sums = new Map<string, { squares: number; degrees: number }>();
  for (const group of groups) {
    if (data.scales[group.scale].class === 'ordinal') continue;
    const key = poolKey(group);
    const sum = sums.get(key) ?? { squares: 0, degrees: 0 };
    let total = 0;
    for (const row of group.rows) total += data.results.value[row];
    const mean = total / group.rows.length;
    for (const row of group.rows) sum.squares += (data.results.value[row] - mean) ** 2;
    sum.degrees += group.rows.length - 1;
    sums.set(key, sum);
  }
  return new Map(
    [...sums].filter(([, { degrees }]) => degrees > 0).map(([key, { squares, degrees }]) => [key, squares / degrees]),
  );
}

export function poolKey({ subject, scale }: MarkGroup): string {
  return `${subject} ${scale}`;
}
