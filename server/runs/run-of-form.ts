import type { FastifyRequest } from 'fastify';
import { mayDo } from '../people/permissions.ts';
import type { ScopedRun } from './scoped-run.ts';
import { meetings } from '../records/discussions/meetings.ts';
import { PageError } from '../page-error.ts';
import { pinnedRun, runOfRequest } from './run-of-request.ts';

/**
 * The run a form or a picture belongs to: one the reader may see, or one a meeting of the reader's classes is pinned to, even
 * if it was withdrawn meanwhile. Errors: any other run is as unknown as one that does not exist.
 */
export async function runOfForm(request: FastifyRequest, runId: string): Promise<ScopedRun> {
  const { runs, record } = request.server;
  const visible = await runs.visible(request.person!);
  if (visible.some(({ id }) => id === runId)) return runOfRequest(request, runId);
  // Meetings are not for readers who see names for a purpose: what was withdrawn is withdrawn for them.
  if (!mayDo(request.person!.role, 'see-pupils')) throw new PageError('no-such-run');
  const pinned = (await meetings(record)).filter(({ run_id }) => run_id === runId);
  if (pinned.length === 0) throw new PageError('no-such-run');
  const scoped = await pinnedRun(request, runId);
  if (!pinned.some((one) => scoped.seesClass(one.school, one.class))) throw new PageError('no-such-run');
  return scoped;
}
