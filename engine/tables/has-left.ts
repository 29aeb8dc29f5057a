import type { AssessmentData } from './assessment-data.ts';

/** Whether a pupil had left by the newest window with a result: kept for comparison, with nobody left to discuss. */
export function hasLeft({ pupils, windows, results }: AssessmentData, pupil: number): boolean {
  const left = pupils.leftOnDay?.[pupil] ?? NaN;
  return !Number.isNaN(left) && left <= (windows.day[newestWindow(results.window)] ?? NaN);
}

const newestOf = new WeakMap<Int32Array, number>();

/** Newest window with a result, −1 where there is none; found once for each table of results. */
function newestWindow(windows: Int32Array): number {
  const known = newestOf.get(windows);
  if (known !== undefined) return known;
  let newest = -1;
  for (const window of windows) if (window > newest) newest = window;
  newestOf.set(windows, newest);
  return newest;
}
