import type { FastifyRequest } from 'fastify';
import { scopedRun, type ScopedRun } from '../access/scoped-run.ts';
import { PageError } from './error-pages.ts';

/**
 * The run a page shows, as its reader may see it: the one named by `wanted` (a form’s) or the address (`?run=`), else the
 * newest that is complete. Errors: no runs, no such run, a run that cannot be read.
 */
export async function runOfRequest(request: FastifyRequest, wanted?: string): Promise<ScopedRun> {
  const id = wanted ?? (request.query as { run?: string }).run;
  const listed = await request.server.runs.list();
  if (listed.length === 0) throw new PageError('no-runs', { folder: 'runs' });
  const listing =
    id === undefined
      ? (listed.find((one) => one.state === 'complete') ?? listed[0])
      : listed.find((one) => one.id === id);
  if (!listing) throw new PageError('no-such-run');
  if (listing.state !== 'complete') throw new PageError('run-unreadable', { problem: listing.problem ?? '' });
  return scopedRun(await request.server.runs.open(listing.id), request.person!);
}
