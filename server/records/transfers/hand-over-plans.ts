import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { SchoolRecord } from '../open-record.ts';
import { ofPupil, type SchoolPupil } from '../pupils/school-pupil.ts';
import { provisionOfPupils } from '../provision/provision-of-pupils.ts';

/**
 * Lets outcomes and versions follow the plans that went to the new school, within a change that has begun; and gives the new
 * school what the pupil was provided with, until the day of the move, as entries of its own: the group stays where it is.
 */
export async function handOverPlans(
  within: SchoolRecord,
  { from, to }: { readonly from: SchoolPupil; readonly to: SchoolPupil },
  { personId, at }: { readonly personId: string; readonly at: Date },
): Promise<void> {
  const { db } = within;
  for (const table of ['plan_outcome', 'support_plan_version'] as const)
    await db
      .updateTable(table)
      .set({ school: to.school })
      .where(ofPupil(table, from))
      .where(
        sql<boolean>`${sql.ref(`${table}.plan_id`)} not in (select plan_id from support_plan where ${ofPupil('support_plan', from)})`,
      )
      .execute();
  const stamp = at.toISOString();
  const day = stamp.slice(0, 10);
  for (const { provision, row, from: since, to: last } of await provisionOfPupils(within, from)) {
    const until = last < day ? last : day;
    if (since > until) continue;
    const provisionId = randomUUID();
    const copy = { ...provision, provision_id: provisionId, school: to.school, from_on: since, to_on: until };
    await db
      .insertInto('provision')
      .values({ ...copy, group_size: provision.group_size, version: 1 })
      .execute();
    const { provision_id: _id, version: _version, ...content } = copy;
    await db
      .insertInto('provision_version')
      .values({
        provision_id: provisionId,
        version: 1,
        content: JSON.stringify(content),
        saved_at: stamp,
        saved_by: personId,
      })
      .execute();
    await db
      .insertInto('provision_pupil')
      .values({ ...row, provision_id: provisionId, school: to.school, from_on: since, until_on: until })
      .execute();
  }
  await db
    .updateTable('provision_pupil')
    .set({ until_on: day, ended_at: stamp, ended_by: personId })
    .where(ofPupil('provision_pupil', from))
    .where('until_on', 'is', null)
    .where('from_on', '<=', day)
    .execute();
  // What was to begin later does not.
  await db
    .deleteFrom('provision_pupil')
    .where(ofPupil('provision_pupil', from))
    .where('until_on', 'is', null)
    .execute();
}
