import type { SchoolRecord } from './open-record.ts';
import { remembered } from './remembered.ts';
import type { AddedPupilRow } from './record-tables.ts';

/** Who brought the pupil. */
export const sources = ['teacher', 'senco', 'parent'] as const;
export type Source = (typeof sources)[number];

/** Brings a pupil to the meeting with one line of reason; a second time the reason is replaced. */
export async function addPupil(record: SchoolRecord, row: AddedPupilRow): Promise<void> {
  await record.db
    .insertInto('added_pupil')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['run_id', 'pupil_id'])
        .doUpdateSet({ reason: row.reason, source: row.source, added_by: row.added_by, added_at: row.added_at }),
    )
    .execute();
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
