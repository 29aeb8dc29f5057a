import { reliabilityOf } from '../model/block-model.ts';
import type { SharedEffects } from '../model/trajectory-fit.ts';
import type { SubjectProcess, TimeFrame } from '../model/trajectory-process.ts';
import type { TrajectoryScores } from '../model/trajectory-scores.ts';

/** Scores cleared of what cells and school-windows share; those the reference does not know stay as they are. */
export function withoutShared(
  scores: TrajectoryScores,
  shared: SharedEffects,
  processes: readonly SubjectProcess[],
  frame: TimeFrame,
): TrajectoryScores {
  const ofCell = Float64Array.from(scores.cells, (name) => shared.cellMean[name] ?? 0);
  const ofGroup = Float64Array.from(scores.groups, (name) => shared.schoolWindow[name] ?? 0);
  const columns = [scores.observed, scores.observedLow, scores.observedHigh].map((column) => column.slice());
  for (let row = 0; row < scores.count; row++) {
    const shift = ofCell[scores.cell[row]] + (scores.group[row] < 0 ? 0 : ofGroup[scores.group[row]]);
    if (shift === 0) continue;
    const root = Math.sqrt(
      reliabilityOf(processes[scores.subject[row]], scores.errorShare[row], frame, scores.year[row]),
    );
    for (const column of columns) column[row] -= root * shift;
  }
  const [observed, observedLow, observedHigh] = columns;
  return { ...scores, observed, observedLow, observedHigh };
}
