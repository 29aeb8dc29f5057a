import type { FastifyRequest } from 'fastify';
import { dayOfText, windowMonth } from '../../../engine/index.ts';
import { dateWords } from '../../html/date-words.ts';
import type { ExploreOf } from '../../html/pictures/explore-of.ts';
import { cellsOf } from '../../runs/groups/cells-of.ts';
import { newestOfWindow } from '../../runs/newest-of-window.ts';
import type { ScopedRun } from '../../runs/scoped-run.ts';
import type { AsReleased } from './time-view.ts';

/** Three sets of results a year for eight years, as long as a child is at a primary school. */
const mostRuns = 24;

/**
 * What the released runs of a school said of it when they were released, oldest first, this one last; of several of
 * one window the newest stands. None where there is no earlier one.
 */
export async function asReleased(request: FastifyRequest, { run }: ScopedRun, of: ExploreOf): Promise<AsReleased[]> {
  const { runs } = request.server;
  const visible = await runs.visible(request.person!);
  const earlier = visible.filter(
    (one) =>
      one.id !== run.id &&
      one.state === 'complete' &&
      one.release === 'released' &&
      one.windowDate < run.manifest.windowDate &&
      (one.schools?.includes(of.school) ?? true) &&
      newestOfWindow(one, visible, of.school).run.id === one.id,
  );
  if (earlier.length === 0) return [];
  const told: AsReleased[] = [];
  // One after another: a first reader must not take every thread from the others.
  for (const { id } of earlier.slice(0, mostRuns)) {
    const { manifest, bySchool } = await runs.cells(id);
    const own = bySchool?.get(of.school)?.filter(({ subject }) => subject === of.subject);
    told.push({ runId: id, month: windowMonth(manifest.windowDate), rows: bySchool === null ? null : (own ?? []) });
  }
  const ofWindow = cellsOf(run, of.school).filter(
    ({ subject, window }) => subject === of.subject && window === run.manifest.window,
  );
  const own = { runId: run.id, month: windowMonth(run.manifest.windowDate), rows: ofWindow };
  const isReleased = visible.some(({ id, release }) => id === run.id && release === 'released');
  return [...told.toReversed(), ...(isReleased ? [own] : [])];
}

/** Since when each school's newest results are released, in words; a school without an entry has released none. */
export async function releasedWords(
  request: FastifyRequest,
  { run, schools }: ScopedRun,
): Promise<Map<string, string>> {
  const visible = await request.server.runs.visible(request.person!);
  return new Map(
    schools.flatMap((school) => {
      const found = visible.find(
        (one) => one.release === 'released' && one.state === 'complete' && (one.schools?.includes(school) ?? true),
      );
      if (found === undefined) return [];
      const behind = dayOfText(found.windowDate) < dayOfText(run.manifest.windowDate);
      const since = found.standing.at === '' ? 'yes' : `since ${dateWords(found.standing.at.slice(0, 10))}`;
      return [[school, behind ? `only ${dateWords(found.windowDate)}` : since] as const];
    }),
  );
}
