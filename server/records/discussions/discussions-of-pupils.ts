import type { SchoolRecord } from '../open-record.ts';
import type { DiscussionRow } from '../record-tables.ts';
import { ofPupils, type SchoolPupil } from '../pupils/school-pupil.ts';

/** All discussions of these pupils, newest first. */
export async function discussionsOfPupils(
  record: SchoolRecord,
  pupils: readonly SchoolPupil[],
): Promise<DiscussionRow[]> {
  if (pupils.length === 0) return [];
  return record.db
    .selectFrom('discussion')
    .selectAll()
    .where(ofPupils('discussion', pupils))
    .orderBy('updated_at', 'desc')
    .execute();
}
