import { inOneChange } from '../in-one-change.ts';
import type { SchoolRecord } from '../open-record.ts';
import type { ProvisionPupilRow, ProvisionRow } from '../plans/plan-tables.ts';
import { ofPupil, type SchoolPupil } from '../pupils/school-pupil.ts';

interface Deed {
  readonly personId: string;
  readonly at: Date;
}

/** All who were or are in a provision, those who came first first. */
export function pupilsOfProvision({ db }: SchoolRecord, provision: ProvisionRow): Promise<ProvisionPupilRow[]> {
  return db
    .selectFrom('provision_pupil')
    .selectAll()
    .where('provision_id', '=', provision.provision_id)
    .orderBy('from_on')
    .orderBy('pupil_id')
    .execute();
}

/** Puts a pupil into a provision of their school from a day on. @returns the entry, or null where the pupil is in it already */
export async function joinProvision(
  record: SchoolRecord,
  { pupil, provisionId }: { readonly pupil: SchoolPupil; readonly provisionId: string },
  fromOn: string,
  { personId, at }: Deed,
): Promise<ProvisionPupilRow | null> {
  return inOneChange(record, async ({ db }) => {
    const inIt = await db
      .selectFrom('provision_pupil')
      .select('pupil_id')
      .where('provision_id', '=', provisionId)
      .where(ofPupil('provision_pupil', pupil))
      .where((is) => is.or([is('until_on', 'is', null), is('until_on', '>=', fromOn)]))
      .executeTakeFirst();
    if (inIt) return null;
    return db
      .insertInto('provision_pupil')
      .values({
        provision_id: provisionId,
        school: pupil.school,
        pupil_id: pupil.pupilId,
        from_on: fromOn,
        until_on: null,
        added_at: at.toISOString(),
        added_by: personId,
        ended_at: null,
        ended_by: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/** Ends a pupil's time in a provision on a day, the last one. @returns the entry, or null where the pupil is not in it, or came later */
export async function leaveProvision(
  { db }: SchoolRecord,
  { pupil, provisionId }: { readonly pupil: SchoolPupil; readonly provisionId: string },
  untilOn: string,
  { personId, at }: Deed,
): Promise<ProvisionPupilRow | null> {
  const row = await db
    .updateTable('provision_pupil')
    .set({ until_on: untilOn, ended_at: at.toISOString(), ended_by: personId })
    .where('provision_id', '=', provisionId)
    .where(ofPupil('provision_pupil', pupil))
    .where('until_on', 'is', null)
    .where('from_on', '<=', untilOn)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}
