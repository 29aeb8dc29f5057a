import type { FastifyRequest } from 'fastify';
import { mayDo } from '../people/permissions.ts';
import { readsTotals } from '../people/reads-totals.ts';
import { newestOfWindow } from './newest-of-window.ts';
import { reaches, type KnownRun } from './run-library.ts';
import { scopedRun, type ScopedRun } from './scoped-run.ts';
import { PageError } from '../page-error.ts';

declare module 'fastify' {
  interface Session {
    /** The draft this person is looking at, in place of the newest released run. */
    lookingAt?: string;
  }
  interface FastifyRequest {
    /** The run the page was made from; the page says so where it is not released. */
    shownRun: KnownRun | null;
    /** An older run of the same window was asked for by a reader of totals; the page shows the newest, and says so. */
    askedForOlder: boolean;
  }
}

/**
 * The run a page shows, as its reader may see it: the one named by `wanted` (a form’s) or the address (`?run=`), else the
 * draft the reader is looking at, else the newest that is released; those who see drafts are shown the newest draft where
 * nothing is released yet. Readers of totals are shown the newest of a window, whichever they ask for. Errors: no runs, none released, no such run, a run that cannot be read.
 */
export async function runOfRequest(request: FastifyRequest, wanted?: string): Promise<ScopedRun> {
  const { runs } = request.server;
  const person = request.person!;
  const visible = await runs.visible(person);
  const named = wanted ?? (request.query as { run?: string } | undefined)?.run;
  // Once a draft is released nobody is held to it: a newer one may follow.
  const asked = visible.find((one) =>
    named === undefined ? one.id === request.session.lookingAt && one.release !== 'released' : one.id === named,
  );
  if (named !== undefined && !asked) throw new PageError('no-such-run');
  const run = asked ?? (await runs.newestReleased(person)) ?? visible.find(isWhole) ?? visible[0];
  if (!run) throw await nothingToShow(request);
  if (!readsTotals(person)) return opened(request, run);
  const school = person.school ?? ((request.query as { school?: string } | undefined)?.school || null);
  const newest = newestOfWindow(run, visible, school);
  request.askedForOlder = newest.run.id !== run.id;
  return opened(request, newest.run, newest.hidden);
}

/**
 * A run by its identifier, even one that was withdrawn meanwhile: for a meeting, which stays with the run it began with.
 * Errors: no such run, a run of other schools, one that cannot be read.
 */
export async function pinnedRun(request: FastifyRequest, id: string): Promise<ScopedRun> {
  const person = request.person!;
  const run = (await request.server.runs.list()).find((one) => one.id === id);
  if (!run || !reaches(person, run)) throw new PageError('no-such-run');
  // Withdrawn was released once; what never was is for those alone who see drafts, whatever a form names.
  if (run.release === 'draft' && !mayDo(person.role, 'see-drafts')) throw new PageError('no-such-run');
  return opened(request, run);
}

/** The newest run that staff see; undefined where there is none. What a meeting that begins now is pinned to. */
export function newestReleasedRun(request: FastifyRequest): Promise<KnownRun | undefined> {
  return request.server.runs.newestReleased(request.person!);
}

async function opened(
  request: FastifyRequest,
  run: KnownRun,
  hidden: ReadonlySet<string> = new Set(),
): Promise<ScopedRun> {
  if (run.state !== 'complete') throw new PageError('run-unreadable', { problem: run.problem ?? '' });
  request.shownRun = run;
  return scopedRun(await request.server.runs.open(run.id), request.person!, hidden);
}

async function nothingToShow(request: FastifyRequest): Promise<PageError> {
  const person = request.person!;
  const waits = (await request.server.runs.list()).some((run) => reaches(person, run));
  if (waits) return new PageError('not-released');
  return new PageError(mayDo(person.role, 'manage-data') ? 'no-runs-yet' : 'no-runs', { folder: 'runs' });
}

function isWhole({ state }: KnownRun): boolean {
  return state === 'complete';
}
