import type { AssessmentData } from '../../tables/assessment-data.ts';
import type { Warning } from '../../warnings.ts';
import type { CurrentWindows } from './current-windows.ts';

/**
 * What is to be told of which windows a run looks at: windows newer than the run’s that some pupils have sat already, and
 * pupils whose classes are compared up to a window before the run’s.
 */
export function calendarWarnings({ windows, subjects, pupils }: AssessmentData, current: CurrentWindows): Warning[] {
  const { runWindow, windowOf, whoSat } = current;
  if (runWindow < 0) return [];
  const warnings: Warning[] = [];
  for (let window = runWindow + 1; window < windows.count; window++) {
    if (whoSat.sat[window] === 0) continue;
    warnings.push({
      code: 'window-few-sat',
      count: whoSat.sat[window],
      values: { could: whoSat.could[window], window: windows.window[window], listWindow: windows.window[runWindow] },
    });
  }
  let behind = 0;
  for (let pupil = 0; pupil < pupils.count; pupil++) {
    const newest = subjects.reduce((most, _, s) => Math.max(most, windowOf[s * pupils.count + pupil]), -1);
    if (newest >= 0 && newest < runWindow) behind++;
  }
  if (behind > 0) {
    warnings.push({ code: 'classes-behind', count: behind, values: { window: windows.window[runWindow] } });
  }
  return warnings;
}
