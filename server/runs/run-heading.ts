import { windowMonth } from '../../engine/index.ts';
import type { LoadedRun } from './loaded-run.ts';

/** “Autumn results, December 2026”: how a page names its run. */
export function runHeading({ manifest }: Pick<LoadedRun, 'manifest'>): { heading: string; month: string } {
  const window = manifest.windows.find((one) => one.window === manifest.window);
  const month = windowMonth(manifest.windowDate);
  const label = window?.label?.trim();
  // A label that is only the month is not said twice.
  const named = label && label.toLowerCase() !== month.toLowerCase();
  return { month, heading: named ? `${label}, ${month}` : `Results of ${month}` };
}

/** The month of a window of the run, as people read it; '' for none. */
export function monthOf({ manifest }: Pick<LoadedRun, 'manifest'>, window: string): string {
  const found = manifest.windows.find((one) => one.window === window);
  return found ? windowMonth(found.date) : '';
}
