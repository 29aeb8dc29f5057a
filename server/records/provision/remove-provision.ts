import { sql } from 'kysely';
import type { SchoolRecord } from '../open-record.ts';
import { ofPupils, type SchoolPupil } from '../pupils/school-pupil.ts';

/**
 * Removes the provision that was for these pupils and nobody else, with its versions: it goes with them. To be asked before
 * their own rows are removed. @returns how many
 */
export async function removeProvisionOf({ db }: SchoolRecord, pupils: readonly SchoolPupil[]): Promise<number> {
  const own = sql`select provision_id from provision_pupil where ${ofPupils('provision_pupil', pupils)}`;
  const others = sql`select provision_id from provision_pupil where not ${ofPupils('provision_pupil', pupils)}`;
  const only = sql<boolean>`provision_id in (${own}) and provision_id not in (${others})`;
  await db.deleteFrom('provision_version').where(only).execute();
  return Number((await db.deleteFrom('provision').where(only).executeTakeFirst()).numDeletedRows);
}
