import { createHash } from 'node:crypto';
import { checkUpn } from '../mapping/check-upn.ts';
import type { Conversion } from '../conversion/conversion.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { parseLocalDay } from '../mapping/parse-local-day.ts';
import { numberIn } from '../layout/pupil-number.ts';
import type { Person } from '../conversion/suggest-matches.ts';
import { formatDay } from '../../../tables/days.ts';

type CellOf = (field: string) => string;

/** What a row can be known by, beside its cells. */
export interface RowSetting {
  /** School of the row; '' not said. */
  readonly school: string;
  /** The sheet has a column for the identifier, so a row without one is a pupil who has none yet. */
  readonly hasIdentifier: boolean;
}

/**
 * The identifier of a row: its own; that of its admission number, where another file of the school holds both; that of the
 * pupil a person has said it is; for a pupil on a roll who has no number yet, school and admission number; '' otherwise.
 * Names alone identify nobody.
 */
export function identifierOf(cell: CellOf, mapping: Mapping, conversion: Conversion, setting: RowSetting): string {
  const own = ownIdentifier(cell, mapping);
  if (own !== '' && !isPerSchool(mapping)) return own;
  if (own !== '' && setting.school !== '') return numberAtSchool(own, setting.school);
  const number = numberIn(cell('admission_number'));
  const known = number === '' ? null : conversion.idOfAdmissionNumber(number, setting.school);
  if (known) {
    if (!conversion.hasAdmissionNumber(number))
      conversion.note('Rows matched by an admission number that has leading zeros in one file and none in the other.');
    return known;
  }
  const key = personKey(cell, mapping);
  const person = Object.hasOwn(mapping.people, key) ? mapping.people[key] : null;
  if (person?.same === true) return person.id;
  if (!setting.hasIdentifier || number === '' || personKey(cell, mapping) === '') return '';
  const provisional = numberAtSchool(number, setting.school);
  conversion.withoutNumber.add(provisional);
  return provisional;
}

/** Whether an admission number alone identifies nobody. */
export function isPerSchool({ identifier, numbersPerSchool }: Mapping): boolean {
  return identifier === 'admission_number' && numbersPerSchool === true;
}

/** What a pupil without a number of the whole country's is known by. */
export function numberAtSchool(number: string, school: string): string {
  return `${school} ${number}`.trim();
}

/** What the row itself says. */
export function ownIdentifier(cell: CellOf, mapping: Mapping): string {
  const text = numberIn(cell(mapping.identifier));
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
  return person === null ? '' : hashOfPerson(person);
}

/**
 * Sixteen hex digits of the SHA-256 of names (letters only, whatever their case) and date of birth: the mapping is kept and
 * passed on from term to term, and names have no place in it.
 */
export function hashOfPerson({ surname, forename, birth }: Pick<Person, 'surname' | 'forename' | 'birth'>): string {
  const letters = (text: string): string =>
    text
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^\p{L}]/gu, '');
  const text = JSON.stringify(['same-start person', letters(surname), letters(forename), birth]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
