import { inboxPerson, inboxPersonId } from './inbox-person.ts';
import { classKey } from './class-key.ts';
import { canonicalAddress, canonicalName } from './canonical-names.ts';
import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Role } from './permissions.ts';
import type { SchoolRecord } from '../records/open-record.ts';
import { remembered } from '../records/remembered.ts';
import type { PersonRow } from '../records/record-tables.ts';
import type { Person } from './person.ts';

/** The person as of `today` (ISO date), or null where unknown or disabled. */
export function person(record: SchoolRecord, personId: string, today: string): Promise<Person | null> {
  return remembered(record, ['person', personId, today], () => readPerson(record, personId, today));
}

async function readPerson(record: SchoolRecord, personId: string, today: string): Promise<Person | null> {
  const row = await record.db.selectFrom('person').selectAll().where('person_id', '=', personId).executeTakeFirst();
  if (!row || row.disabled_at !== null) return null;
  return { ...asPerson(row), classes: row.role === 'teacher' ? await classesOf(record, personId, today) : new Map() };
}

async function classesOf(record: SchoolRecord, personId: string, today: string): Promise<Map<string, string>> {
  const rows = await record.db
    .selectFrom('person_class')
    .select(['school', 'class', 'from_on'])
    .where('person_id', '=', personId)
    .where('from_on', '<=', today)
    .where((where) => where.or([where('until_on', 'is', null), where('until_on', '>=', today)]))
    .orderBy('from_on', 'desc')
    .execute();
  // Of several the earliest stands: it is written last.
  return new Map(rows.map((row) => [classKey(row.school, row.class), row.from_on]));
}

export interface NewPerson {
  readonly name: string;
  readonly role: Role;
  readonly school?: string | null;
  readonly signInName?: string;
  readonly passwordHash?: string;
  readonly oidcSubject?: string;
  /** E-mail address of the school's own sign-in. */
  readonly address?: string;
}

/**
 * Adds a person and gives the identifier. Rejects where somebody has the sign-in name, the address or the account already.
 */
export async function addPerson(
  record: SchoolRecord,
  person: NewPerson,
  personId: string = randomUUID(),
): Promise<string> {
  await record.db
    .insertInto('person')
    .values({
      person_id: personId,
      display_name: person.name,
      role: person.role,
      school: person.school ?? null,
      sign_in_name: person.signInName ? canonicalName(person.signInName) : null,
      password_hash: person.passwordHash ?? null,
      oidc_subject: person.oidcSubject ?? null,
      created_at: new Date().toISOString(),
      disabled_at: null,
      address: person.address ? canonicalAddress(person.address) : null,
      last_sign_in_at: null,
    })
    .execute();
  return personId;
}

/**
 * Gives a person a class, from one day to another (ISO dates, both included); without `until` it stays. Rejects where the
 * class is given from that day already, or nobody has the identifier.
 */
export async function addPersonClass(
  record: SchoolRecord,
  personId: string,
  taught: { school: string; class: string; from: string; until?: string },
): Promise<void> {
  await record.db
    .insertInto('person_class')
    .values({
      person_id: personId,
      school: taught.school,
      class: taught.class,
      from_on: taught.from,
      until_on: taught.until ?? null,
    })
    .execute();
}

/** Identifier of the one user of a local start, who can be neither disabled nor given another role: there is always a way in. */
export const localPersonId = 'local';
/** The display name of the local account until it is given one. */
export const unnamed = 'You';

/** The one user of a local start: headteacher of every school in the runs. Made when first asked for. */
export async function localPerson(record: SchoolRecord): Promise<string> {
  const known = await record.db
    .selectFrom('person')
    .select('person_id')
    .where('person_id', '=', localPersonId)
    .executeTakeFirst();
  return known?.person_id ?? addPerson(record, { name: unnamed, role: 'headteacher' }, localPersonId);
}

function asPerson(row: Selectable<PersonRow>): Omit<Person, 'classes'> {
  return { personId: row.person_id, name: row.display_name, role: row.role as Role, school: row.school };
}

/** What the local account is called by others until it is given a name: to its own user it is “You”. */
const localName = 'the local headteacher';

/**
 * Names of all people, by identifier: who saved, who released.
 *
 * @param reader who reads them: the unnamed local account is “you” to itself and to nobody else
 */
export async function personNames(record: SchoolRecord, reader?: string): Promise<ReadonlyMap<string, string>> {
  const names = await remembered(record, ['personNames'], async () => {
    const rows = await record.db.selectFrom('person').select(['person_id', 'display_name']).execute();
    return new Map([
      [inboxPersonId, inboxPerson.name],
      ...rows.map((row) => [row.person_id, row.display_name] as const),
    ]);
  });
  if (names.get(localPersonId) !== unnamed) return names;
  return new Map([...names, [localPersonId, reader === localPersonId ? 'you' : localName]]);
}

/** Names of those who may be given something to do for a school's pupils, for the form to offer. */
export function whoCouldAct(record: SchoolRecord, school: string): Promise<string[]> {
  return remembered(record, ['whoCouldAct', school], () => readWhoCouldAct(record, school));
}

async function readWhoCouldAct(record: SchoolRecord, school: string): Promise<string[]> {
  const rows = await record.db
    .selectFrom('person')
    .select('display_name')
    .where('disabled_at', 'is', null)
    .where('role', 'in', ['teacher', 'senco', 'headteacher'])
    .where((where) => where.or([where('school', 'is', null), where('school', '=', school)]))
    .orderBy('display_name')
    .execute();
  return [...new Set(rows.map((row) => row.display_name))].filter((name) => name !== unnamed);
}
