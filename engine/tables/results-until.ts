import type { AssessmentData } from './assessment-data.ts';
import { pickResults } from './pick-results.ts';

/**
 * The data as they stood at one window: results of later windows are left out, everything else is shared. Looking back from
 * an earlier window must not know what came after.
 *
 * @param window row of the window table
 */
export function resultsUntil(data: AssessmentData, window: number): AssessmentData {
  const { results } = data;
  const kept = (row: number) => results.window[row] <= window;
  const rows = Int32Array.from({ length: results.count }, (_, row) => row).filter(kept);
  if (rows.length === results.count) return data;
  // Kept rows before each old row: where a pupil's rows now begin.
  const before = new Int32Array(results.count + 1);
  for (let row = 0; row < results.count; row++) before[row + 1] = before[row] + Number(kept(row));
  const firstRow = results.firstRow.map((row) => before[row]);
  return { ...data, results: pickResults(results, rows, firstRow) };
}
