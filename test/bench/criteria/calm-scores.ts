import type { Comparisons } from '../../../engine/growth/comparisons/comparisons.ts';
import type { TrajectoryScores } from '../../../engine/growth/trajectory/model/trajectory-scores.ts';
import { trueCovariance } from '../../../engine/worlds/positions/true-covariance.ts';
import type { World } from '../../../engine/worlds/model/world.ts';

/**
 * The scores of a world in which every pupil makes ordinary progress: each true position since the first window is moved to
 * the line that pupils with the same true baseline position are on (as `ordinaryScores` has it), and every sitting keeps the
 * error, bad day and shock that it had. What is listed of these is listed by test luck. Worlds of numbers and of family
 * `gaussian` only.
 */
export function calmScores(world: World, comparisons: Comparisons, scores: TrajectoryScores): TrajectoryScores {
  const { parameters, results, windows, truth, pupils } = world;
  const observed = scores.observed.slice();
  const rowOf = new Int32Array(results.count).fill(-1);
  scores.result.forEach((result, row) => (rowOf[result] = row));
  const first = new Int32Array(world.subjects.length * pupils.count + 1).fill(results.count);
  for (let row = results.count - 1; row >= 0; row--) {
    first[results.subject[row] * pupils.count + results.pupil[row]] = row;
  }
  for (let c = 0; c < comparisons.count; c++) {
    if (comparisons.baselineRow[c] < 0) continue;
    const subject = comparisons.subject[c];
    const series = subject * pupils.count + comparisons.pupil[c];
    const at = (row: number) => truth.position[series * windows.count + results.window[row]];
    const [start, then] = [at(comparisons.baselineRow[c]), windows.year[results.window[comparisons.baselineRow[c]]]];
    const yearly = trueCovariance(parameters, subject, then, subject, then + 1) - 1;
    const root = Math.sqrt(parameters.reliabilities[subject]);
    for (let row = first[series]; row < results.count; row++) {
      if (results.subject[row] !== subject || results.pupil[row] !== comparisons.pupil[c]) break;
      if (rowOf[row] < 0) continue;
      const calm = start * (1 + yearly * (windows.year[results.window[row]] - then));
      observed[rowOf[row]] += root * (calm - at(row));
    }
  }
  return { ...scores, observed, observedLow: observed, observedHigh: observed };
}
