import type { AssessmentData } from '../tables/assessment-data.ts';
import type { MarkGroup } from './mark-groups.ts';
import { withoutStrayMarks } from './without-stray-marks.ts';

/**
 * Variance of marks within groups, pooled over the groups of one subject and scale (Σ of squares about each group’s mean over
 * Σ (n − 1)), in squared points, stray marks left out. Keys are those of `poolKey`; absent for grades and where no group has two marks.
 */
export function pooledVariances(data: AssessmentData, groups: readonly MarkGroup[]): Map<string, number> {
  const sums = new Map<string, { squares: number; degrees: number }>();
  for (const group of groups) {
    if (data.scales[group.scale].class === 'ordinal') continue;
    const key = poolKey(group);
    const sum = sums.get(key) ?? { squares: 0, degrees: 0 };
    const marks = Float64Array.from(group.rows, (row) => data.results.value[row]);
    const sorted = withoutStrayMarks(marks.slice().sort());
    // In the order of the file where all count.
    const counted = sorted.length === marks.length ? marks : sorted;
    let total = 0;
    for (const mark of counted) total += mark;
    const mean = total / counted.length;
    for (const mark of counted) sum.squares += (mark - mean) ** 2;
    sum.degrees += counted.length - 1;
    sums.set(key, sum);
  }
  return new Map(
    [...sums].filter(([, { degrees }]) => degrees > 0).map(([key, { squares, degrees }]) => [key, squares / degrees]),
  );
}

/** Whose marks are pooled with a group's: those of the same subject and scale, whatever the cohort and window. */
export function poolKey({ subject, scale }: MarkGroup): string {
  return `${subject} ${scale}`;
}
