import type { Selectable } from 'kysely';
import type { Role } from './permissions.ts';
import { canonicalAddress, canonicalName } from './canonical-names.ts';
import { inOneChange } from '../records/in-one-change.ts';
import type { SchoolRecord } from '../records/open-record.ts';
import type { PersonClassRow, PersonRow } from '../records/record-tables.ts';

/** A person as the People page shows and changes them. */
export type PersonOnList = Omit<Selectable<PersonRow>, 'password_hash' | 'oidc_subject'> & {
  readonly has_passphrase: boolean;
  /** Bound to an account of the school's own sign-in. */
  readonly bound: boolean;
};

/** People of one school, or all (null), by name. */
export async function peopleWithin(record: SchoolRecord, school: string | null): Promise<PersonOnList[]> {
  let query = record.db.selectFrom('person').selectAll();
  if (school !== null) query = query.where('school', '=', school);
  return (await query.execute())
    .map(onList)
    .toSorted((a, b) => a.display_name.localeCompare(b.display_name, 'en') || a.person_id.localeCompare(b.person_id));
}

/** One of them; undefined where unknown or of another school. */
export async function personWithin(
  record: SchoolRecord,
  personId: string,
  school: string | null,
): Promise<PersonOnList | undefined> {
  const row = await record.db.selectFrom('person').selectAll().where('person_id', '=', personId).executeTakeFirst();
  return row && (school === null || row.school === school) ? onList(row) : undefined;
}

function onList({ password_hash, oidc_subject, ...row }: Selectable<PersonRow>) {
  return { ...row, has_passphrase: password_hash !== null, bound: oidc_subject !== null };
}

/** Whom a change is for, and the version its writer saw. */
export interface Seen {
  readonly personId: string;
  readonly seen: number;
}

export interface PersonChange {
  readonly name: string;
  readonly role: Role;
  /** null = every school. */
  readonly school: string | null;
  /** '' = none. */
  readonly signInName: string;
  /** '' = none. */
  readonly address: string;
}

/**
 * Changes a person, if nobody changed them since the writer looked. Another address takes the binding to the old account away;
 * no sign-in name, the passphrase.
 *
 * @returns false where somebody did: nothing is changed then
 */
export async function changePerson(
  record: SchoolRecord,
  { personId, seen }: Seen,
  change: PersonChange,
): Promise<boolean> {
  const signInName = canonicalName(change.signInName) || null;
  const address = canonicalAddress(change.address) || null;
  const changed = await record.db
    .updateTable('person')
    .set((row) => ({
      display_name: change.name,
      role: change.role,
      school: change.school,
      sign_in_name: signInName,
      ...(signInName === null ? { password_hash: null } : {}),
      oidc_subject: row.case().when('address', 'is', address).then(row.ref('oidc_subject')).else(null).end(),
      address,
      version: seen + 1,
    }))
    .where('person_id', '=', personId)
    .where('version', '=', seen)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** Whether a sign-in name or address belongs to somebody else already. */
export async function takenBy(
  record: SchoolRecord,
  column: 'sign_in_name' | 'address',
  value: string,
  personId: string | null,
): Promise<boolean> {
  const row = await record.db
    .selectFrom('person')
    .select('person_id')
    .where(column, '=', column === 'address' ? canonicalAddress(value) : canonicalName(value))
    .executeTakeFirst();
  return row !== undefined && row.person_id !== personId;
}

/** Disables a person from now on, or lets them in again. Who calls this also ends their sessions and links. */
export async function setDisabled(
  record: SchoolRecord,
  { personId, seen }: Seen,
  disabledAt: string | null,
): Promise<boolean> {
  const changed = await record.db
    .updateTable('person')
    .set({ disabled_at: disabledAt, version: seen + 1 })
    .where('person_id', '=', personId)
    .where('version', '=', seen)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** Stores a passphrase, already hashed. */
export async function keepPassphrase(record: SchoolRecord, personId: string, hash: string): Promise<void> {
  await record.db.updateTable('person').set({ password_hash: hash }).where('person_id', '=', personId).execute();
}

/** Classes of people, newest first, by person. */
export async function classesOfPeople(record: SchoolRecord): Promise<ReadonlyMap<string, PersonClassRow[]>> {
  const rows = await record.db.selectFrom('person_class').selectAll().orderBy('from_on', 'desc').execute();
  return Map.groupBy(rows, (row) => row.person_id);
}

/**
 * Adds a class, sets another end where the person has it from that day already, or takes it away (`until` undefined) as if it had
 * never been. False, and nothing changed, where somebody changed the person since the writer looked.
 */
export async function changePersonClass(
  record: SchoolRecord,
  { personId, seen }: Seen,
  taught: { school: string; class: string; from: string; until: string | null | undefined },
): Promise<boolean> {
  return inOneChange(record, async ({ db }) => {
    const counted = await db
      .updateTable('person')
      .set({ version: seen + 1 })
      .where('person_id', '=', personId)
      .where('version', '=', seen)
      .executeTakeFirst();
    if (counted.numUpdatedRows === 0n) return false;
    const key = { person_id: personId, school: taught.school, class: taught.class, from_on: taught.from };
    let rows = db.deleteFrom('person_class');
    for (const [column, value] of Object.entries(key)) rows = rows.where(column as keyof typeof key, '=', value);
    await rows.execute();
    if (taught.until !== undefined)
      await db
        .insertInto('person_class')
        .values({ ...key, until_on: taught.until })
        .execute();
    return true;
  });
}
