import type { SchoolRecord } from '../open-record.ts';
import type { SchoolPupil } from './school-pupil.ts';

export interface Seer {
  readonly personId: string;
  readonly name: string;
  readonly role: string;
}

/** People whose role and classes let them see a pupil of a class on a day: named on a case story. */
export async function whoSeesPupil(
  record: SchoolRecord,
  { school, class: className, on }: { school: string; class: string; on: string },
): Promise<Seer[]> {
  const whole = await record.db
    .selectFrom('person')
    .select(['person_id as personId', 'display_name as name', 'role'])
    .where('disabled_at', 'is', null)
    .where('role', 'in', ['senco', 'headteacher'])
    .where((where) => where.or([where('school', 'is', null), where('school', '=', school)]))
    .execute();
  const teachers = await record.db
    .selectFrom('person')
    .innerJoin('person_class', 'person_class.person_id', 'person.person_id')
    .select(['person.person_id as personId', 'person.display_name as name', 'person.role'])
    .distinct()
    .where('person.disabled_at', 'is', null)
    .where('person.role', '=', 'teacher')
    .where('person_class.school', '=', school)
    .where('person_class.class', '=', className)
    .where('person_class.from_on', '<=', on)
    .where((where) => where.or([where('person_class.until_on', 'is', null), where('person_class.until_on', '>=', on)]))
    .execute();
  return [...teachers, ...whole].toSorted((a, b) => a.role.localeCompare(b.role) || a.name.localeCompare(b.name, 'en'));
}

/** Who of or for a school has opened a page about its pupil so far, with the day of the last time; from the audit, newest first. */
export async function whoOpenedPupil(
  record: SchoolRecord,
  { school, pupilId }: SchoolPupil,
): Promise<{ personId: string | null; on: string }[]> {
  const rows = await record.db
    .selectFrom('audit')
    .select(['person_id', (is) => is.fn.max('at').as('last')])
    .where('object', '=', pupilId)
    .where('school', '=', school)
    .where('action', '!=', 'refused')
    .groupBy('person_id')
    .orderBy('last', 'desc')
    .execute();
  return rows.map((row) => ({ personId: row.person_id, on: row.last.slice(0, 10) }));
}
