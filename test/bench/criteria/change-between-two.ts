import { analyse } from '../../../engine/pipeline/analyse.ts';
import { defaultPolicy } from '../../../engine/policy.ts';
import { toMeasurements } from '../../../engine/scales/to-measurements.ts';
import type { World } from '../../../engine/worlds/model/world.ts';
import { worlds } from '../../../engine/worlds/model/worlds.ts';
import { simulateWorld } from '../../../engine/worlds/simulate-world.ts';
import { worldAsAssessmentData } from '../../../engine/worlds/world-as-assessment-data.ts';
import type { TargetLine } from './report-world.ts';
import { truePositionsAsPlaced } from './true-positions-as-placed.ts';
import { numbers, text } from './unlike/run-columns.ts';
import { rangeLine } from './unlike/report-unlike.ts';
import { withWindows } from './with-windows.ts';

/** Pupils who walk, as the model has it, and pupils who move evenly. */
const ways = { walks: ['trust-3000', 'jumping-walk'], 'moves evenly': ['steady-walk', 'piecewise-growth'] } as const;

/**
 * What two windows four months apart say of the change between them, without a stated error: how often its 90 % interval holds
 * and how often “the gap is widening” comes true, where pupils walk from day to day and where they move evenly.
 */
export async function changeBetweenTwo(seeds: number, first: number): Promise<TargetLine[]> {
  const lines: TargetLine[] = [];
  for (const [way, names] of Object.entries(ways)) {
    for (const name of names) {
      const [held, over]: [number[], number[]] = [[], []];
      for (let seed = first + 95_000; seed < first + 95_000 + seeds; seed++) {
        const full = simulateWorld({ ...worlds[name].settings, pupils: 1500, errorStated: 'none', seed });
        const found = await changeOf(withWindows(full, [0, 1]));
        held.push(found.held);
        over.push(found.over);
      }
      const world = `${name} (${way}), two windows`;
      lines.push(rangeLine(world, '90 % interval, change', held, 0.85, 0.95));
      lines.push(rangeLine(world, 'gap widening said less true, .2 to .5', over, -0.04, 0.04));
    }
  }
  return lines;
}

/** Share of the intervals that hold, and by how much answers between .2 and .5 are said too often. */
async function changeOf(world: World): Promise<{ held: number; over: number }> {
  const data = worldAsAssessmentData(world);
  const truth = truePositionsAsPlaced(world, toMeasurements(data));
  const table = (await analyse(data, defaultPolicy, { threads: 1 })).tables.criteria;
  const [pupil, subject, criterion, was, now] = ['pupil_id', 'subject', 'criterion', 'baseline_window', 'window'].map(
    (name) => text(table, name),
  );
  const [probability, low, high] = ['probability', 'effect_low', 'effect_high'].map((name) => numbers(table, name));
  const pupilAt = new Map(data.pupils.pupilId.map((id, at) => [id, at]));
  const windowAt = new Map(data.windows.window.map((name, at) => [name, at]));
  const at = (row: number, window: string | null) =>
    truth[
      (data.subjects.indexOf(subject(row)!) * world.pupils.count + pupilAt.get(pupil(row)!)!) * world.windows.count +
        windowAt.get(window!)!
    ];
  let [inside, looked, said, widened, asked] = [0, 0, 0, 0, 0];
  for (let row = 0; row < table.rows; row++) {
    if (criterion(row) !== 'gap-widening' || Number.isNaN(low(row))) continue;
    const grown = at(row, was(row)) - at(row, now(row));
    looked++;
    if (grown > low(row) && grown < high(row)) inside++;
    if (!(probability(row) >= 0.2 && probability(row) < 0.5)) continue;
    asked++;
    said += probability(row);
    if (grown >= 0.1 && at(row, now(row)) <= 0) widened++;
  }
  return { held: inside / looked, over: (said - widened) / asked };
}
