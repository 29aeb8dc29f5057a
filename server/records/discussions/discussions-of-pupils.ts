import type { SchoolRecord } from '../open-record.ts';
import type { DiscussionRow } from '../record-tables.ts';

/** All discussions of these pupils, newest first. */
export async function discussionsOfPupils(record: SchoolRecord, pupilIds: readonly string[]): Promise<DiscussionRow[]> {
  if (pupilIds.length === 0) return [];
  return record.db
    .selectFrom('discussion')
    .selectAll()
    .where('pupil_id', 'in', pupilIds)
    .orderBy('updated_at', 'desc')
    .execute();
}
