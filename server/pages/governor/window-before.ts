import type { FastifyRequest } from 'fastify';
import { windowCounts, type WindowCounts } from '../../runs/groups/window-counts.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import { newestOfWindow } from '../../runs/newest-of-window.ts';

/** The school’s newest released results of an earlier window than the run’s, as counts; undefined where there are none. */
export async function windowBefore(
  request: FastifyRequest,
  run: LoadedRun,
  school: string,
): Promise<WindowCounts | undefined> {
  const visible = (await request.server.runs.visible(request.person!)).filter(
    ({ release, state }) => release === 'released' && state === 'complete',
  );
  const before = visible
    .filter(
      (one) =>
        one.windowDate < run.manifest.windowDate &&
        one.schools?.includes(school) &&
        newestOfWindow(one, visible, school).run.id === one.id,
    )
    .toSorted((a, b) => b.windowDate.localeCompare(a.windowDate));
  return before[0] && windowCounts(request, before[0], { visible, school });
}
