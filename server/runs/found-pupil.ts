import type { FastifyRequest } from 'fastify';
import type { AgendaRow } from '../../engine/index.ts';
import { PageError } from '../page-error.ts';
import type { PupilParams } from './queries.ts';
import { runOfRequest } from './run-of-request.ts';
import type { ScopedRun } from './scoped-run.ts';

export interface FoundPupil {
  readonly scoped: ScopedRun;
  readonly row: AgendaRow;
}

/**
 * The pupil of an address, in the run the page shows or in the one a form names.
 * @throws PageError no-such-pupil where there is none within the reader’s scope
 */
export async function foundPupil(request: FastifyRequest<{ Params: PupilParams }>, run?: string): Promise<FoundPupil> {
  const scoped = await runOfRequest(request, run);
  const row = scoped.pupil(request.params.key);
  if (!row) throw new PageError('no-such-pupil');
  return { scoped, row };
}
