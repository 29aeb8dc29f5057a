import { formatDay } from '../values/parse-day.ts';
import { checkUpn } from './check-upn.ts';
import type { Conversion } from './conversion.ts';
import type { Mapping } from './mapping.ts';
import { parseLocalDay } from './parse-local-day.ts';
import type { Person } from './suggest-matches.ts';

type CellOf = (field: string) => string;

/**
 * The identifier of a row: its own; that of its admission number, where another file holds both; that of the pupil a person
 * has said it is; '' otherwise. Names alone identify nobody.
 */
export function identifierOf(cell: CellOf, mapping: Mapping, { idByAdmissionNumber }: Conversion): string {
  const own = ownIdentifier(cell, mapping);
  if (own !== '') return own;
  const known = idByAdmissionNumber.get(cell('admission_number'));
  if (known) return known;
  const key = personKey(cell, mapping);
  const person = Object.hasOwn(mapping.people, key) ? mapping.people[key] : null;
  return person?.same === true ? person.id : '';
}

/** What the row itself says. */
export function ownIdentifier(cell: CellOf, mapping: Mapping): string {
  const text = cell(mapping.identifier);
  if (mapping.identifier !== 'upn') return text;
  const { upn, fault } = checkUpn(text);
  return fault === 'shape' ? text : upn;
}

/** A row's pupil by name and birth, for suggestions; null where it names none. */
export function personOf(cell: CellOf, mapping: Mapping): Person | null {
  const [before, after] = cell('full_name').split(',', 2);
  const surname = cell('surname') || (after === undefined ? (before.trim().split(/\s+/).at(-1) ?? '') : before.trim());
  const forename = cell('forename') || (after ?? before.trim().split(/\s+/)[0] ?? '').trim();
  const day = parseLocalDay(cell('date_of_birth'), mapping.dayOrder);
  return surname === '' || forename === ''
    ? null
    : { id: '', surname, forename, birth: Number.isNaN(day) ? '' : formatDay(day) };
}

/** Under which a mapping keeps the answer for a row's pupil; '' where the row names none. */
export function personKey(cell: CellOf, mapping: Mapping): string {
  const person = personOf(cell, mapping);
  return person === null
    ? ''
    : [person.surname, person.forename, person.birth].filter((part) => part !== '').join(', ');
}
