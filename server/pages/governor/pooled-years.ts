import type { FastifyRequest } from 'fastify';
import { listOf } from '../../runs/run-lists.ts';
import type { ScopedRun } from '../../runs/scoped-run.ts';
import { fewestShown, isSmallCount } from '../../runs/groups/withheld-counts.ts';
import { newestOfWindow } from '../../runs/newest-of-window.ts';
import { dayOfText, daysAYear } from '../../../engine/index.ts';

/** Counts of one school over three years, of the same term. */
export interface PooledCount {
  readonly tested: number;
  readonly untested: number;
  readonly listed: number;
}

/** A run this far from the same day of an earlier year is of the same term. */
const sameTermDays = 45;

/**
 * One school’s pupils tested and listed in this run and in those of the same term one and two years before, of each window the
 * newest. Null unless there are three, and where a count is small in one year and large in another: what stands on the page of its own year could be
 * taken from the sum, and so could two years together from three.
 */
export async function pooledYears(
  request: FastifyRequest,
  { run }: ScopedRun,
  school: string,
): Promise<PooledCount | null> {
  const { runs } = request.server;
  const visible = await runs.visible(request.person!);
  const known = visible.filter(
    (one) =>
      one.state === 'complete' &&
      one.release === 'released' &&
      (one.schools?.includes(school) ?? true) &&
      newestOfWindow(one, visible, school).run.id === one.id,
  );
  const earlier = [1, 2].flatMap((ago) => {
    const off = ({ windowDate }: { windowDate: string }) =>
      Math.abs(dayOfText(run.manifest.windowDate) - dayOfText(windowDate) - ago * daysAYear);
    const nearest = known.toSorted((a, b) => off(a) - off(b))[0];
    return nearest !== undefined && off(nearest) <= sameTermDays ? [nearest.id] : [];
  });
  if (earlier.length < 2) return null;
  const counts: PooledCount[] = [];
  for (const id of [run.id, ...earlier]) {
    const list = listOf(id === run.id ? run : await runs.open(id), 'school', school);
    if (!list) return null;
    const { listed, measured: tested, on_roll: onRoll } = list;
    counts.push({ listed, tested, untested: onRoll - tested });
  }
  const of = (name: keyof (typeof counts)[number]) => counts.map((count) => count[name]);
  const fewest = fewestShown(run);
  if (smallBesideLarge(of('listed'), fewest) || smallBesideLarge(of('untested'), fewest)) return null;
  const sum = (name: keyof (typeof counts)[number]) => of(name).reduce((total, count) => total + count, 0);
  return { tested: sum('tested'), untested: sum('untested'), listed: sum('listed') };
}

function smallBesideLarge(counts: readonly number[], fewest: number): boolean {
  return counts.some((count) => isSmallCount(count, fewest)) && counts.some((count) => count >= fewest);
}
