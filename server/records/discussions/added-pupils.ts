import type { SchoolRecord } from '../open-record.ts';
import { inOneChange } from '../in-one-change.ts';
import { ofPupil, pupilOfRow, type SchoolPupil } from '../pupils/school-pupil.ts';
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
  await inOneChange(record, async ({ db }) => {
    const stored = await db
      .selectFrom('added_pupil')
      .selectAll()
      .where('run_id', '=', row.run_id)
      .where(ofPupil('added_pupil', pupilOfRow(row)))
      .executeTakeFirst();
    const { reason, source, added_by, added_at } = row;
    const next =
      stored === undefined || stored.added_by === added_by
        ? { reason, source, added_by, added_at }
        : { reason: stored.reason.includes(reason) ? stored.reason : `${stored.reason}; ${reason}` };
    await db
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

/** Each time a pupil was brought to the discussions of any run. */
export function timesAdded(record: SchoolRecord, pupil: SchoolPupil): Promise<AddedPupilRow[]> {
  return record.db.selectFrom('added_pupil').selectAll().where(ofPupil('added_pupil', pupil)).execute();
}
