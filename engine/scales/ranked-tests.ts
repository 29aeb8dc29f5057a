import type { AssessmentData } from '../tables/assessment-data.ts';
import { resultStatuses } from '../tables/assessment-data.ts';
import type { MarkGroup } from './mark-groups.ts';
import { wantRanks } from './place-marks.ts';

const floorStatus = resultStatuses.indexOf('floor');
const ceilingStatus = resultStatuses.indexOf('ceiling');

/**
 * The tests whose marks are placed by rank, cohort by cohort: all windows as soon as one of them is too lopsided or too piled
 * up. By rank a low mark of a lopsided test lies further out than by distance; changing from one to the other between two
 * windows would widen the gap of every low pupil, who had done nothing to it.
 *
 * @returns whether a group's marks are placed by rank
 */
export function rankedTests(
  data: AssessmentData,
  groups: readonly MarkGroup[],
  limits: { skewness: number; pileUp: number },
): (group: MarkGroup) => boolean {
  const ranked = new Set<string>();
  for (const group of groups) {
    if (data.scales[group.scale].class === 'ordinal' || ranked.has(testKey(group))) continue;
    const values = Float64Array.from(group.rows, (row) => data.results.value[row]);
    if (wantRanks(values, marksAtEnds(data, group), limits)) ranked.add(testKey(group));
  }
  return (group) => ranked.has(testKey(group));
}

function testKey({ subject, scale, cohort }: MarkGroup): string {
  return `${subject} ${scale} ${cohort}`;
}

function marksAtEnds({ results, scales }: AssessmentData, { rows, scale }: MarkGroup): number {
  const { min, max } = scales[scale];
  let atEnds = 0;
  for (const row of rows) {
    const value = results.value[row];
    const status = results.status[row];
    if (status === floorStatus || status === ceilingStatus || value <= min || value >= max) atEnds++;
  }
  return atEnds;
}
