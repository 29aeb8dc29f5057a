import type { FastifyRequest } from 'fastify';
import type { AgendaRow } from '../../../../engine/index.ts';
import type { ScopedRun } from '../../../runs/scoped-run.ts';
import { addedPupils } from '../../../records/discussions/added-pupils.ts';

export interface DiscussionSteps {
  /** Keys of the pupils before and after this one. */
  readonly previous: string | null;
  readonly next: string | null;
  /** Place from 1; 0 where the pupil is not among those to talk about. */
  readonly place: number;
  readonly of: number;
}

/** Where a pupil stands among those of the class to talk about: the list in its order, then pupils brought by people. */
export async function discussionSteps(
  request: FastifyRequest,
  scoped: ScopedRun,
  row: AgendaRow,
): Promise<DiscussionSteps> {
  const added = await addedPupils(request.server.record, scoped.run.id);
  const rows = scoped.agenda({ school: row.school, class: row.class ?? '' });
  const listed = rows.filter((one) => one.section !== 'not-listed');
  const brought = rows.filter((one) => one.section === 'not-listed' && added.has(one.pupil_id));
  const order = [...listed, ...brought].map((one) => one.pupil_id);
  const place = order.indexOf(row.pupil_id);
  const key = (at: number) => (place >= 0 && order[at] !== undefined ? scoped.run.keyOf(order[at]) : null);
  return { previous: key(place - 1), next: key(place + 1), place: place + 1, of: order.length };
}
