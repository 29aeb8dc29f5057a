import type { AssessmentData } from '../tables/assessment-data.ts';
import { resultStatuses } from '../tables/assessment-data.ts';

/** Results with a score of one subject, cohort, window and scale. */
export interface MarkGroup {
  readonly subject: number;
  readonly cohort: number;
  readonly window: number;
  readonly scale: number;
  /** Rows of `ResultTable`, ascending. */
  readonly rows: Int32Array;
  /** Whether most of the subject, cohort and window sat this scale. */
  readonly most: boolean;
}

const scored = resultStatuses.map((status) => status === 'valid' || status === 'floor' || status === 'ceiling');

/** Groups in order of subject, cohort, window, scale. Rows without a score, a scale or a cohort belong to none. */
export function markGroups(data: AssessmentData, cohort: Int32Array): MarkGroup[] {
  const { results } = data;
  const cohorts = cohort.reduce((most, index) => Math.max(most, index), 0) + 1;
  const windows = data.windows.count;
  const scales = data.scales.length;
  const groupOf = new Int32Array(results.count).fill(-1);
  const sizes: number[] = [];
  const keys: number[] = [];
  const indexOf = new Map<number, number>();
  for (let row = 0; row < results.count; row++) {
    const place = cohort[results.pupil[row]];
    if (!scored[results.status[row]] || Number.isNaN(results.value[row])) continue;
    if (results.scale[row] < 0 || place < 0) continue;
    const key =
      ((results.subject[row] * cohorts + place) * windows + results.window[row]) * scales + results.scale[row];
    let group = indexOf.get(key);
    if (group === undefined) {
      indexOf.set(key, (group = sizes.length));
      sizes.push(0);
      keys.push(key);
    }
    groupOf[row] = group;
    sizes[group]++;
  }
  const rows = sizes.map((size) => new Int32Array(size));
  const filled = new Int32Array(sizes.length);
  for (let row = 0; row < results.count; row++) {
    const group = groupOf[row];
    if (group >= 0) rows[group][filled[group]++] = row;
  }
  const order = keys.map((_, group) => group).sort((a, b) => keys[a] - keys[b]);
  const largest = new Map<number, number>();
  for (const group of order) {
    const cell = Math.floor(keys[group] / scales);
    const best = largest.get(cell);
    if (best === undefined || sizes[group] > sizes[best]) largest.set(cell, group);
  }
  return order.map((group) => {
    const cell = Math.floor(keys[group] / scales);
    return {
      subject: Math.floor(cell / windows / cohorts),
      cohort: Math.floor(cell / windows) % cohorts,
      window: cell % windows,
      scale: keys[group] % scales,
      rows: rows[group],
      most: largest.get(cell) === group,
    };
  });
}
