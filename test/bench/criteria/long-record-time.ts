import type { TrajectoryFit } from '../../../engine/growth/trajectory/model/trajectory-fit.ts';
import { smoothTrajectories } from '../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import { trajectoryDefaults } from '../../../engine/growth/trajectory/model/trajectory-settings.ts';
import { madeUpFit, madeUpScores } from '../../engine/growth/trajectory/model/made-up-scores.ts';
import type { TargetLine } from './report-world.ts';

const sizes = [100, 200, 400, 800];
const subjects = 2;

/** Milliseconds that smoothing one pupil's record of 100, 200, 400, 800 scores takes: linear in their number. */
export function longRecordTime(): TargetLine {
  const times = sizes.map((size) => {
    const windows = size / subjects;
    const rows = Array.from({ length: size }, (_, at) => {
      const [subject, window] = [Math.floor(at / windows), at % windows];
      return { pupil: 1, subject, year: window / 10, observed: Math.sin(7 * at) };
    });
    const scores = madeUpScores(rows, subjects);
    const frame = { startYear: 0, middleYear: windows / 20, endYear: windows / 10 };
    const fit: TrajectoryFit = { ...madeUpFit({ slowDown: trajectoryDefaults.slowDown }), frame };
    let best = Infinity;
    for (let trial = 0; trial < 20; trial++) {
      const started = performance.now();
      smoothTrajectories(fit, scores);
      best = Math.min(best, performance.now() - started);
    }
    return best;
  });
  console.log(`\none pupil's record of ${sizes.join(', ')} scores: ${times.map((ms) => ms.toFixed(1)).join(', ')} ms`);
  const ratio = times[3] / times[0];
  return {
    world: 'one long record',
    what: 'time of 800 scores ÷ that of 100',
    target: 'linear: about 8',
    figure: ratio.toFixed(1),
    met: ratio <= 16,
  };
}
