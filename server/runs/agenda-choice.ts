import type { AgendaRow, Section } from '../../engine/index.ts';
import { sectionNow } from './pupils/left-support.ts';
import type { ScopedRun } from './scoped-run.ts';
import type { AgendaQuery } from './queries.ts';
import type { DisplayNames } from './pupils/display-names.ts';
import { PageError } from '../page-error.ts';
import { pupilOfRow } from '../records/pupils/school-pupil.ts';

/** What of a list is shown: its place, what it is narrowed to, and its order. */
export interface AgendaChoice {
  readonly school: string;
  /** Undefined: the whole school. */
  readonly class: string | undefined;
  readonly year: string | undefined;
  readonly subject: string | undefined;
  readonly section: string | undefined;
  readonly sen: 'none' | 'supported' | 'monitoring' | undefined;
  readonly state: 'new' | 'persisting' | 'eased' | undefined;
  readonly sort: 'concern' | 'name' | 'class';
}

/** The choice of an address, checked against what the reader may see; a teacher with one class gets it at once. */
export function agendaChoice(scoped: ScopedRun, query: AgendaQuery): AgendaChoice {
  const wanted = { school: query.school || undefined, class: query.class || undefined };
  const only = scoped.classes.length === 1 ? scoped.classes[0] : undefined;
  const school = wanted.school ?? scoped.classes.find((one) => one.class === wanted.class)?.school ?? scoped.schools[0];
  if (school === undefined || !scoped.schools.includes(school)) throw new PageError('no-such-class');
  const className = wanted.class ?? only?.class;
  if (className !== undefined && !scoped.classes.some((one) => one.school === school && one.class === className))
    throw new PageError('no-such-class');
  return {
    school,
    class: className,
    year: query.year || undefined,
    subject: query.subject || undefined,
    section: query.section || undefined,
    sen: query.sen || undefined,
    state: query.state || undefined,
    sort: query.sort || 'concern',
  };
}

/** Whether the choice leaves nobody of its class or school out: only then do the list’s two doubts stand over it. */
export function isWholeList({ year, subject, section, sen, state }: AgendaChoice): boolean {
  return !year && !subject && !section && !sen && !state;
}

/** Rows of the agenda that the choice leaves (`left`: who has left support since), in the order it asks for; the run’s own order is by concern. */
export function chosenRows(
  scoped: ScopedRun,
  names: DisplayNames,
  { choice, left }: { choice: AgendaChoice; left: ReadonlyMap<string, string> },
): readonly AgendaRow[] {
  const all = scoped.agenda(choice);
  const rows = isWholeList(choice) ? all : all.filter((row) => fits(row, sectionNow(row, left), choice));
  if (choice.sort === 'concern') return rows;
  const order = new Intl.Collator('en', { numeric: true });
  const name = new Map(rows.map((row) => [row, names.of(pupilOfRow(row)).full]));
  return rows.toSorted(
    (a, b) =>
      (choice.sort === 'class' ? order.compare(a.class ?? '', b.class ?? '') : 0) ||
      order.compare(name.get(a) ?? '', name.get(b) ?? ''),
  );
}

function fits(row: AgendaRow, own: Section, { year, subject, section, sen, state }: AgendaChoice): boolean {
  if (year && row.year_group !== year) return false;
  if (section && own !== section) return false;
  if (state && row.state !== state) return false;
  if (sen && senOf(own) !== sen) return false;
  return !subject || own === 'not-listed' || (row.subjects ?? '').split('; ').includes(subject);
}

/** Pupils on SEN Support or with a plan, and monitored ones, are in sections of their own whatever their results say. */
function senOf(section: string): 'none' | 'supported' | 'monitoring' {
  return section === 'supported' || section === 'monitoring' ? section : 'none';
}
