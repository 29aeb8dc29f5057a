import type { AssessmentData } from '../../../../engine/index.ts';
import { pickResults } from '../../../../engine/tables/pick-results.ts';

/** The results for which `kept(row)` holds; everything else is shared. */
export function keepResults(data: AssessmentData, kept: (row: number) => boolean): AssessmentData {
  const { results, pupils } = data;
  const rows = Int32Array.from({ length: results.count }, (_, row) => row).filter(kept);
  const firstRow = new Int32Array(results.firstRow.length);
  for (const row of rows) firstRow[results.subject[row] * pupils.count + results.pupil[row] + 1]++;
  for (let series = 1; series < firstRow.length; series++) firstRow[series] += firstRow[series - 1];
  return { ...data, results: pickResults(results, rows, firstRow) };
}

/** The results of windows `from` to `to`, both included. */
export function keepWindows(data: AssessmentData, from: number, to: number): AssessmentData {
  return keepResults(data, (row) => data.results.window[row] >= from && data.results.window[row] <= to);
}

/** The schools with most results, largest first, each alone. */
export function largestSchools(data: AssessmentData, count: number): AssessmentData[] {
  const { codes, values } = data.results.school;
  const size = new Int32Array(values.length);
  for (const code of codes) if (code >= 0) size[code]++;
  const order = [...size.keys()].sort((a, b) => size[b] - size[a] || a - b).slice(0, count);
  return order.map((school) => keepResults(data, (row) => codes[row] === school));
}

/**
 * Every number replaced by the band it falls in among all of its subject and window, as a state publishes them.
 *
 * @param shares of the bands, lowest first, sum 1
 */
export function cutIntoBands(data: AssessmentData, shares: readonly number[]): AssessmentData {
  const { results } = data;
  const grades = shares.map((_, band) => `Level ${band + 1}`);
  const value = new Float64Array(results.count).fill(NaN);
  const cells = Map.groupBy(results.value.keys(), (row) => `${results.subject[row]} ${results.window[row]}`);
  for (const rows of cells.values()) {
    const sorted = Float64Array.from(rows, (row) => results.value[row])
      .filter(Number.isFinite)
      .sort();
    let below = 0;
    const cuts = shares.slice(0, -1).map((share) => {
      below += share;
      return sorted[Math.min(sorted.length - 1, Math.floor(below * sorted.length))];
    });
    for (const row of rows) {
      if (Number.isFinite(results.value[row])) value[row] = cuts.filter((cut) => results.value[row] >= cut).length;
    }
  }
  return {
    ...data,
    scales: data.scales.map((scale) => ({ ...scale, class: 'ordinal', grades, min: NaN, max: NaN, sem: NaN })),
    results: { ...results, value, score: Array.from(value, (band) => grades[band] ?? '') },
  };
}
