import { listOf } from '../run-lists.ts';
import type { LoadedRun } from '../loaded-run.ts';
import { fewestShown, isSmallCount, withheldCounts } from './withheld-counts.ts';

export interface SchoolCounts {
  readonly listed: number;
  readonly tested: number;
  readonly onRoll: number;
}

/**
 * A school's counts as readers of totals are shown them. Null where one is so small that a pupil could be found, or would lead to
 * that of another school within reach; undefined where the run says nothing of the school.
 *
 * @param schools of the run, within the reader's reach
 */
export function schoolCounts(
  run: LoadedRun,
  schools: readonly string[],
  school: string,
): SchoolCounts | null | undefined {
  const lists = schools.map((one) => listOf(run, 'school', one));
  const list = lists[schools.indexOf(school)];
  if (list === undefined) return undefined;
  const { listed, measured: tested, on_roll: onRoll } = list;
  const fewest = fewestShown(run);
  const withheld = withheldCounts(
    lists.map((one) => one?.listed ?? Number.NaN),
    fewest,
  );
  if (withheld.has(schools.indexOf(school)) || isSmallCount(onRoll - tested, fewest)) return null;
  return { listed, tested, onRoll };
}
