import type { AgendaRow } from '../../engine/index.ts';
import type { Person } from '../people/person.ts';
import { pupilOfRow, type SchoolPupil } from '../records/pupils/school-pupil.ts';
import type { LoadedRun } from './loaded-run.ts';
import { classKey } from '../people/class-key.ts';
import { seesNames } from '../people/names-for-purpose.ts';

export interface ClassOfRun {
  readonly school: string;
  readonly class: string;
  readonly yearGroup: string;
}

/**
 * A run as one person may see it. Pages read pupils only through this, so a pupil of another class or school is as unknown to
 * them as one who does not exist.
 */
export interface ScopedRun {
  readonly run: LoadedRun;
  /** No school of the run is left out because a newer run of its window holds it. */
  readonly isNewest: boolean;
  readonly schools: readonly string[];
  readonly classes: readonly ClassOfRun[];
  /** Rows of the agenda within the scope, in the run's order. */
  agenda(within?: { school?: string | undefined; class?: string | undefined }): readonly AgendaRow[];
  /** All pupils within the scope or, where they are more than `most`, its schools. */
  pupilsOr(most: number): readonly SchoolPupil[] | { readonly schools: readonly string[] };
  /** The pupil's row of the agenda, found by the key of an address; undefined where unknown or out of scope. */
  pupil(key: string): AgendaRow | undefined;
  seesSchool(school: string): boolean;
  seesClass(school: string, className: string): boolean;
}

/**
 * The run within a person's reach: their school or every school, for teachers their own classes. Whoever may not see names
 * has no pupils.
 *
 * @param hidden schools left out because a newer run of the window holds them (`newest-of-window.ts`)
 */
export function scopedRun(run: LoadedRun, person: Person, hidden: ReadonlySet<string> = new Set()): ScopedRun {
  const seesPupils = seesNames(person);
  const seesSchool = (school: string) => (person.school === null || person.school === school) && !hidden.has(school);
  const seesClass = (school: string, className: string) =>
    seesClassOn(person, { school, class: className, on: run.manifest.windowDate });
  const sees = (row: AgendaRow) => seesPupils && seesClass(row.school, row.class ?? '');
  const own =
    person.school === null && person.role !== 'teacher'
      ? classesOfRun(run)
      : person.role !== 'teacher' && person.school !== null
        ? classesOfSchool(run, person.school)
        : classesOfPerson(run, person);
  const classes = hidden.size === 0 ? own : own.filter((one) => !hidden.has(one.school));
  return {
    run,
    isNewest: hidden.size === 0,
    schools: schoolsOf(classes),
    classes,
    seesSchool,
    seesClass,
    agenda: ({ school, class: className } = {}) => {
      if (school !== undefined && className !== undefined)
        return (run.agendaOfClass.get(classKey(school, className)) ?? []).filter(sees);
      return run.agenda.filter((row) => (school === undefined || row.school === school) && sees(row));
    },
    pupilsOr: (most) => {
      const rows = classes.map((one) => run.agendaOfClass.get(classKey(one.school, one.class)) ?? []);
      if (rows.reduce((sum, { length }) => sum + length, 0) > most) return { schools: schoolsOf(classes) };
      return rows.flatMap((own) => own.filter(sees).map(pupilOfRow));
    },
    pupil: (key) => {
      const pupilId = run.pupilOf(key);
      const row = pupilId === undefined ? undefined : run.agendaRow(pupilId);
      return row !== undefined && sees(row) ? row : undefined;
    },
  };
}

/**
 * Whether the pupils of a class on a day (ISO) are within a person's reach. Classes are named alike every year, with other
 * pupils in them: a teacher sees those of the school years in which they have taught the class, or begin to.
 */
export function seesClassOn(
  person: Person,
  { school, class: className, on }: { readonly school: string; readonly class: string; readonly on: string },
): boolean {
  if (person.school !== null && person.school !== school) return false;
  if (person.role !== 'teacher') return true;
  const from = person.classes.get(classKey(school, className));
  return from !== undefined && from < nextSchoolYear(on);
}

/** 1 September after a day. */
function nextSchoolYear(day: string): string {
  const [year, month] = day.split('-').map(Number);
  return `${month >= 9 ? year + 1 : year}-09-01`;
}

const classesByRun = new WeakMap<LoadedRun, readonly ClassOfRun[]>();

const schoolsByClasses = new WeakMap<readonly ClassOfRun[], readonly string[]>();

/** Classes are in order of their schools. */
function schoolsOf(classes: readonly ClassOfRun[]): readonly string[] {
  const known = schoolsByClasses.get(classes) ?? [...new Set(classes.map((one) => one.school))];
  schoolsByClasses.set(classes, known);
  return known;
}

/** Every class of a run, school by school. */
export function classesOfRun(run: LoadedRun): readonly ClassOfRun[] {
  const known = classesByRun.get(run);
  if (known) return known;
  const found = new Map<string, ClassOfRun>();
  for (const row of run.agenda) {
    const [school, className] = [row.school, row.class ?? ''];
    const key = classKey(school, className);
    if (!found.has(key)) found.set(key, { school, class: className, yearGroup: row.year_group });
  }
  const classes = [...found.values()].sort(
    (a, b) =>
      a.school.localeCompare(b.school, 'en') ||
      yearPlace(a.yearGroup) - yearPlace(b.yearGroup) ||
      a.class.localeCompare(b.class, 'en', { numeric: true }),
  );
  classesByRun.set(run, classes);
  return classes;
}

const classesBySchool = new WeakMap<LoadedRun, Map<string, readonly ClassOfRun[]>>();

function classesOfSchool(run: LoadedRun, school: string): readonly ClassOfRun[] {
  let known = classesBySchool.get(run);
  if (!known) classesBySchool.set(run, (known = new Map()));
  const classes = known.get(school) ?? classesOfRun(run).filter((one) => one.school === school);
  known.set(school, classes);
  return classes;
}

const classesByPerson = new WeakMap<LoadedRun, WeakMap<Person, readonly ClassOfRun[]>>();

/** Found once for the person as the record has them: who is given another class is another object. */
function classesOfPerson(run: LoadedRun, person: Person): readonly ClassOfRun[] {
  let known = classesByPerson.get(run);
  if (!known) classesByPerson.set(run, (known = new WeakMap()));
  const on = run.manifest.windowDate;
  const classes =
    known.get(person) ??
    classesOfRun(run).filter((one) => seesClassOn(person, { school: one.school, class: one.class, on }));
  known.set(person, classes);
  return classes;
}

function yearPlace(yearGroup: string): number {
  return yearGroup === 'N' ? -1 : yearGroup === 'R' ? 0 : Number(yearGroup) || 99;
}
