import type { Conversion } from '../conversion/conversion.ts';
import { isPerSchool, ownIdentifier, personKey } from './identify-row.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { isSheetLine } from '../layout/pupil-number.ts';

/** Why a row whose identifier is `id` ('' none) is left out as a whole; null where it is used. */
export function whyRowLeftOut(
  id: string,
  cell: (field: string) => string,
  mapping: Mapping,
  conversion: Conversion,
): string | null {
  return id === '' ? whyUnknown(cell, mapping) : whyShared(id, mapping, conversion);
}

function whyUnknown(cell: (field: string) => string, mapping: Mapping): string {
  if ([cell('upn'), cell('admission_number')].some(isSheetLine) || isLineByName(cell))
    return 'It is a line of the sheet’s own (a total, a date of printing, the headings again), no pupil’s. Nothing to do if that is right.';
  if (isPerSchool(mapping) && ownIdentifier(cell, mapping) !== '')
    return 'Schools number their pupils apart, and the row names no school. Add a column for the school.';
  const key = personKey(cell, mapping);
  const person = Object.hasOwn(mapping.people, key) ? mapping.people[key] : null;
  return person?.same === null
    ? `The row has no identifier; it may be ${person.id} (${Math.round(person.likelihood * 100)} in 100). Say whether it is where that is asked.`
    : 'The row has no identifier. Add the pupil’s number; names alone are never matched.';
}

/** Two children have the number, and nobody has said that they are one. */
function whyShared(id: string, { identifiers }: Mapping, conversion: Conversion): string | null {
  const places = conversion.holders.shared().get(id);
  if (places === undefined || identifiers?.[id]?.same === true) return null;
  return `The number is that of two children (${places}). Correct it in one of them; if they are one, say so where that is asked.`;
}

/** “Average” where names stand; “Page, Amy” is a child. */
function isLineByName(cell: (field: string) => string): boolean {
  const isPerson = cell('forename') !== '' || cell('date_of_birth') !== '';
  const name = cell('full_name') || cell('surname');
  return !isPerson && (name.startsWith('%') || (isSheetLine(name) && !/^[\p{L}'’-]+, ?\p{L}/u.test(name)));
}
