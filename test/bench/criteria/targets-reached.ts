import { readDataFolder } from '../../../engine/ingest/folder/read-data-folder.ts';
import type { AssessmentData } from '../../../engine/tables/assessment-data.ts';
import { resultsUntil } from '../../../engine/tables/results-until.ts';
import { cohortsThatDrift, yearOnDay } from '../../engine/growth/forecasts/cohorts-that-drift.ts';
import { reachedTargets, type Reached, type ReachedTargets } from '../../engine/growth/forecasts/reached-targets.ts';
import type { TargetLine } from './report-world.ts';

const levels = [0.5, 0.2, 0.05];
/** How far the shares reached may lie from those, before and after the year's shift. */
const rawWithin = [0.06, 0.05, 0.03];
const shiftedWithin = [0.03, 0.03, 0.015];

/**
 * Are targets reached as often as they say? In worlds of cohorts that drift and pupils with heavy-tailed years, and of the
 * real sample's last three years, each held out in turn. The worlds are judged on their mean: one cohort's year is one draw.
 */
export async function targetsReached(seeds: number, first: number): Promise<TargetLine[]> {
  console.log(
    '\nshares reached of the 50, 20 and 5 % targets: raw, after the year’s shift, raw from one score, promised',
  );
  const worlds = Array.from({ length: seeds }, (_, run) => {
    const { data, future } = cohortsThatDrift(400, `targets ${first + run}`);
    return told(
      `drifting cohorts, seed ${first + run}`,
      reachedTargets(data, yearOnDay, (pupil) => future[pupil]),
    );
  });
  const mean = (of: (one: ReachedTargets) => Reached): Reached =>
    [0, 1, 2].map((k) => worlds.reduce((sum, one) => sum + of(one)[k], 0) / worlds.length) as unknown as Reached;
  const lines = linesOf(
    'drifting cohorts',
    mean(({ raw }) => raw),
    mean(({ shifted }) => shifted),
  );
  const { data } = await readDataFolder('data-samples/sustaining-effects');
  for (const window of [3, 4, 5]) {
    const world = `sustaining-effects, ${data.windows.window[window]} held out`;
    const { raw, shifted } = told(world, heldOut(data, window));
    lines.push(...linesOf(world, raw, shifted));
  }
  return lines;
}

function heldOut(whole: AssessmentData, window: number): ReachedTargets {
  const { results, pupils, windows } = whole;
  const held = new Map<number, number>();
  for (let row = 0; row < results.count; row++) {
    if (results.window[row] === window)
      held.set(results.subject[row] * pupils.count + results.pupil[row], results.value[row]);
  }
  const later = (pupil: number, subject: number) => held.get(subject * pupils.count + pupil) ?? Number.NaN;
  return reachedTargets(resultsUntil(whole, window - 1), windows.day[window], later);
}

const inWords = (reached: Reached) => reached.map((share) => share.toFixed(3)).join(' / ');

function told(name: string, reached: ReachedTargets): ReachedTargets {
  const { pupils, raw, shifted, fromOneScore, promised } = reached;
  const parts = [raw, shifted, fromOneScore, promised].map(inWords).join('   ');
  console.log(`  ${name.padEnd(40)} ${String(pupils).padStart(5)}   ${parts}`);
  return reached;
}

function linesOf(world: string, raw: Reached, shifted: Reached): TargetLine[] {
  const line = (what: string, reached: Reached, within: readonly number[]) => ({
    world,
    what: `targets reached, ${what}`,
    target: `.50 ± ${within[0]}, .20 ± ${within[1]}, .05 ± ${within[2]}`,
    figure: inWords(reached),
    met: reached.every((share, k) => Math.abs(share - levels[k]) <= within[k]),
  });
  return [line('raw', raw, rawWithin), line('after the year’s shift', shifted, shiftedWithin)];
}
