import { parseYearGroup } from '../../values/parse-year-group.ts';
import { pupilFields } from '../mapping/aliases.ts';
import { personOf } from './identify-row.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { parseLocalDay } from '../mapping/parse-local-day.ts';
import { yearGroupByAge } from '../mapping/school-terms.ts';
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

/** As written; else “4K” says it; else the date of birth does, for a child taught with its age group. */
function yearGroup(facts: Readonly<Record<string, string>>, academicYear: number): string {
  // “RB” and “Reception Bees” are Reception's; “Robins” are of any year.
  const ofClass = /^(?:year|yr|y)? ?(\d{1,2}|r(?:eception)?(?!\p{L}{2}))/iu.exec(facts['class'])?.[1] ?? '';
  const birth = parseLocalDay(facts['date_of_birth']);
  return (
    parseYearGroup(facts['year_group']) ??
    parseYearGroup(ofClass) ??
    (Number.isNaN(birth) ? null : yearGroupByAge(birth, academicYear)) ??
    ''
  );
}
