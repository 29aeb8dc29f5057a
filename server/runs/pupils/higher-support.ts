import type { FastifyRequest } from 'fastify';
import type { AgendaRow } from '../../../engine/index.ts';
import { ehcStanding, type EhcStanding } from '../../records/higher/ehc-standing.ts';
import { ehcRows } from '../../records/higher/ehc-steps.ts';
import { pupilOfRow } from '../../records/pupils/school-pupil.ts';
import type { ScopedRun } from '../scoped-run.ts';
import { supportOf } from './register-of.ts';

/** How far a pupil is on the way to a higher level of support. */
export interface HigherSupport {
  /** Two reviewed plans without the effect hoped for, the gap has grown, and nothing was asked for yet: a prompt, never a decision. */
  readonly prompt: boolean;
  readonly standing: EhcStanding;
}

export async function higherSupport(
  request: FastifyRequest,
  scoped: ScopedRun,
  row: AgendaRow,
): Promise<HigherSupport> {
  const [[one], rows] = await Promise.all([
    supportOf(request, scoped, [row]),
    ehcRows(request.server.record, pupilOfRow(row)),
  ]);
  const standing = ehcStanding(rows);
  return { prompt: one.statutory && standing.state === 'none' && one.entry?.status !== 'E', standing };
}
