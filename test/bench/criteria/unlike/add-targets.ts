import type { RunContent } from '../../../../engine/index.ts';
import type { UnlikeWorld } from '../generators/unlike-world.ts';
import { numbers, placeOf } from './run-columns.ts';
import { addFigure, type UnlikeTally } from './unlike-tally.ts';

/** Share of targets reached a year on, as it came and with the drift of that cohort taken out. */
export function addTargets(world: UnlikeWorld, { tables }: RunContent, tally: UnlikeTally): void {
  const { pupils, pointsYearOn, driftYearOn } = world.truth;
  const table = tables.targets;
  const place = placeOf(table);
  const levels = ['typical', 'aspirational', 'exceptional'] as const;
  for (const [name, without] of [
    ['', 0],
    [' without drift', 1],
  ] as const) {
    for (const level of levels) {
      const target = numbers(table, level);
      let [reached, looked] = [0, 0];
      for (let row = 0; row < table.rows; row++) {
        const { pupil, subject } = place(row);
        const at = subject * pupils + pupil;
        if (Number.isNaN(target(row)) || Number.isNaN(pointsYearOn[at])) continue;
        looked++;
        if (pointsYearOn[at] - without * driftYearOn[at] >= target(row) - 1e-9) reached++;
      }
      addFigure(tally.figures, `${level} reached${name}`, reached / looked);
    }
  }
}
