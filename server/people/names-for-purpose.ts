import type { Person, NamesPurpose } from './person.ts';
import { mayDo, mayDoForPurpose, type Permission } from './permissions.ts';

/** A working day: whoever needs names tomorrow says tomorrow what for. */
const purposeHours = 8;

/** The purpose as stated now, with the end of its time. */
export function purposeFrom(now: Date, { school, text }: Pick<NamesPurpose, 'school' | 'text'>): NamesPurpose {
  return { school, text, until: new Date(now.getTime() + purposeHours * 3_600_000).toISOString() };
}

/**
 * What of a stated purpose stands now: nothing after its end, nor once the person has another role or another school. Asked
 * anew for every request, because a session outlives all of these.
 */
export function standingPurpose(person: Person, stated: NamesPurpose | undefined, now: Date): NamesPurpose | null {
  if (!stated || !mayDo(person.role, 'state-purpose')) return null;
  if (person.school !== null && person.school !== stated.school) return null;
  return now.getTime() < Date.parse(stated.until) ? stated : null;
}

/**
 * The person as a route with this permission reads them, or null where they may not reach it. A purpose narrows its person to
 * the one school, and only for the few permissions that a purpose opens: on every other page it is as if it were not there.
 */
export function readerOf(
  person: Person,
  permission: Permission,
  { stated, now }: { stated: NamesPurpose | undefined; now: Date },
): Person | null {
  if (mayDo(person.role, permission)) return person;
  if (!mayDoForPurpose(person.role, permission)) return null;
  const purpose = standingPurpose(person, stated, now);
  return purpose && { ...person, school: purpose.school, purpose };
}

/** Whether the person sees names at all, by role or for a purpose; of which pupils is the scope’s. */
export function seesNames(person: Person): boolean {
  return mayDo(person.role, 'see-names') || person.purpose !== undefined;
}
