import type { Conversion } from '../conversion/conversion.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { parseLocalDay } from '../mapping/parse-local-day.ts';
import { isPerSchool, numberAtSchool, ownIdentifier, personOf } from './identify-row.ts';
import { numberIn } from '../layout/pupil-number.ts';

/** Where a row stands, and whose school it is of; '' not said. */
export interface RowPlace {
  readonly place: string;
  readonly school: string;
}

/** Notes whose number a row gives, which admission number goes with it, and when its pupil was born. */
export function noteNumbers(
  cell: (field: string) => string,
  mapping: Mapping,
  conversion: Conversion,
  { place, school }: RowPlace,
): void {
  const own = ownIdentifier(cell, mapping);
  if (own === '' || (isPerSchool(mapping) && school === '')) return;
  const id = isPerSchool(mapping) ? numberAtSchool(own, school) : own;
  const person = personOf(cell, mapping);
  if (person) conversion.holders.note(id, person, place);
  const number = numberIn(cell('admission_number'));
  if (number !== '') conversion.noteAdmissionNumber(number, school, id);
  const birth = parseLocalDay(cell('date_of_birth'), mapping.dayOrder);
  if (!Number.isNaN(birth)) conversion.births.set(id, birth);
}
