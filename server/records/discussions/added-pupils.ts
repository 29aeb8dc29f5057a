import type { SchoolRecord } from '../open-record.ts';
import { remembered } from '../remembered.ts';
import type { AddedPupilRow } from '../record-tables.ts';

/** Who brought the pupil. */
export const sources = ['teacher', 'senco', 'parent'] as const;
export type Source = (typeof sources)[number];

/**
 * Brings a pupil to the meeting with one line of reason. The same person may write it anew; a colleague's is put behind the one
 * that stands there, which keeps its writer.
 */
export async function addPupil(record: SchoolRecord, row: AddedPupilRow): Promise<void> {
  await record.db.transaction().execute(async (transaction) => {
    const stored = await transaction
      .selectFrom('added_pupil')
      .selectAll()
      .where('run_id', '=', row.run_id)
      .where('pupil_id', '=', row.pupil_id)
      .executeTakeFirst();
    const { reason, source, added_by, added_at } = row;
    const next =
      stored === undefined || stored.added_by === added_by
        ? { reason, source, added_by, added_at }
        : { reason: stored.reason.includes(reason) ? stored.reason : `${stored.reason}; ${reason}` };
    await transaction
      .insertInto('added_pupil')
      .values(row)
      .onConflict((conflict) => conflict.columns(['run_id', 'pupil_id']).doUpdateSet(next))
      .execute();
  });
}

/** Pupils brought to the discussions of a run, by pupil. */
export function addedPupils(record: SchoolRecord, runId: string): Promise<ReadonlyMap<string, AddedPupilRow>> {
  return remembered(record, ['addedPupils', runId], async () => {
    const rows = await record.db
      .selectFrom('added_pupil')
      .selectAll()
      .where('run_id', '=', runId)
      .orderBy('added_at')
      .execute();
    return new Map(rows.map((row) => [row.pupil_id, row]));
  });
}
