import { parseYearGroup } from '../../values/parse-year-group.ts';
import { pupilFields } from '../mapping/aliases.ts';
import { personOf } from './identify-row.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { parseLocalDay } from '../mapping/parse-local-day.ts';
import { yearGroupByAge } from '../mapping/school-terms.ts';
import { yearOfClass } from '../mapping/year-of-class.ts';
import { formatDay } from '../../../tables/days.ts';

/** Facts of one pupil from one row, by field; '' where the row does not say. `cell` reads the row's cell of a field. */
export function pupilFacts(cell: (field: string) => string, mapping: Mapping): Record<string, string> {
  const facts = Object.fromEntries(pupilFields.map((field) => [field, cell(field)]));
  const person = cell('full_name') === '' ? null : personOf(cell, mapping);
  if (person && facts['surname'] === '') [facts['surname'], facts['forename']] = [person.surname, person.forename];
  for (const field of ['date_of_birth', 'joined_on', 'left_on', 'sen_since']) {
    const day = parseLocalDay(facts[field], mapping.dayOrder);
    if (!Number.isNaN(day)) facts[field] = formatDay(day);
  }
  facts['year_group'] = yearGroup(facts, mapping.academicYear);
  return facts;
}

/** As written; else “4K” says it; else the date of birth does, for a child taught with its age group. A class of two years says neither. */
function yearGroup(facts: Readonly<Record<string, string>>, academicYear: number): string {
  const birth = parseLocalDay(facts['date_of_birth']);
  const ofBirth = Number.isNaN(birth) ? null : yearGroupByAge(birth, academicYear);
  return parseYearGroup(facts['year_group']) ?? yearOfClass(facts['class']) ?? ofBirth ?? '';
}
