import type { SchoolRecord } from '../open-record.ts';
import type { ProvisionRow } from '../plans/plan-tables.ts';

/** All provision of a school, by name. */
export function provisions({ db }: SchoolRecord, school: string): Promise<ProvisionRow[]> {
  return db
    .selectFrom('provision')
    .selectAll()
    .where('school', '=', school)
    .orderBy('name')
    .orderBy('from_on')
    .orderBy('provision_id')
    .execute();
}

/** One provision of these schools; undefined where there is none. */
export async function provisionOf(
  { db }: SchoolRecord,
  provisionId: string,
  schools: readonly string[],
): Promise<ProvisionRow | undefined> {
  if (schools.length === 0) return undefined;
  return db
    .selectFrom('provision')
    .selectAll()
    .where('provision_id', '=', provisionId)
    .where('school', 'in', schools)
    .executeTakeFirst();
}
