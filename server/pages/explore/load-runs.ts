import type { FastifyRequest } from 'fastify';
import { dayOfText } from '../../../engine/index.ts';
import { dateWords } from '../../html/date-words.ts';
import type { ExploreOf } from '../../html/pictures/explore-of.ts';
import { cellsOf } from '../../runs/groups/cells-of.ts';
import { groupRow } from '../../runs/groups/class-growth.ts';
import { newestOfWindow } from '../../runs/newest-of-window.ts';
import { runHeading } from '../../runs/run-heading.ts';
import type { ScopedRun } from '../../runs/scoped-run.ts';
import type { AsReleased } from './time-view.ts';

/** Earlier runs are read whole: no more than these are shown beside the newest. */
const mostRuns = 2;

/** What the runs of a school said of it when they were released, newest first; of several of one window the newest stands. */
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
  const told: AsReleased[] = [];
  for (const { id } of earlier.slice(0, mostRuns)) {
    const opened = await runs.open(id);
    const own = cellsOf(opened, of.school).find(
      (row) => row.window === opened.manifest.window && row.subject === of.subject && row.grouping === 'all',
    );
    const older = groupRow(opened, of.subject, 'school', of.school);
    const row =
      own ??
      (older && {
        ...older,
        school: of.school,
        window: opened.manifest.window,
        grouping: 'all' as const,
        group: 'all',
        cohort: null,
      });
    told.push({ runId: id, heading: runHeading(opened).heading, row });
  }
  return told;
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
