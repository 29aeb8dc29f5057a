import { sectionNames, type Section } from '../tables/run-schema.ts';
import type { RunTables } from '../tables/run-table.ts';
import { byCodeUnit } from '../tables/text-column.ts';
import type { AgendaSettings } from './agenda-input.ts';

/** What decides over a list once the answers are known; `met` is the probability from which a criterion is met. */
export interface ListAgainSettings extends Pick<AgendaSettings, 'capacity' | 'levelGap' | 'levelLift' | 'easedUnder'> {
  readonly met: number;
}

type ListTables = Pick<RunTables, 'agenda' | 'criteria' | 'growth'>;

/** A gap that is probably not closing, of one subject. */
interface Gap {
  /** Of the agenda. */
  readonly row: number;
  readonly subject: string;
  readonly probability: number;
  /** The present one, SD. */
  gap: number;
}

/** By row of the agenda. */
interface Answers {
  /** Highest probability of any criterion; 0 where none is known. */
  readonly likeliest: Float64Array;
  readonly gaps: readonly Gap[];
  /** 1 where a criterion was met and nobody listed: the pupil has left. */
  readonly left: Uint8Array;
}

const listed = ['discuss-first', 'discuss-if-time'];

/**
 * The sections that the same results come to with other settings of the list or another certainty: exactly those that
 * `buildAgenda` would give, from the tables of a run alone, as long as `met` is above the probability up to which the run said
 * not-met. A pupil who has left and of whom the run found nothing met is taken for one on roll.
 *
 * @param each settings by school; every one gives a column
 * @returns for each of the settings the section of every row of the agenda
 */
export function listAgain(
  tables: ListTables,
  each: readonly ((school: string) => ListAgainSettings)[],
): readonly (readonly Section[])[] {
  const schools = new Set(tables.agenda.columns.school.values);
  const leastMet = Math.min(...each.flatMap((settingsOf) => [...schools].map((school) => settingsOf(school).met)));
  const answers = answersOf(tables, leastMet);
  return each.map((settingsOf) => sectionsUnder(tables, answers, settingsOf));
}

/** @param leastMet gaps less probable than this decide over nothing */
function answersOf({ agenda, criteria, growth }: ListTables, leastMet: number): Answers {
  const rowOf = new Map(agenda.columns.pupil_id.values.map((id, row) => [id, row]));
  const likeliest = new Float64Array(agenda.rows);
  const left = new Uint8Array(agenda.rows);
  const gaps = new Map<number, Gap[]>();
  const { pupil_id, subject, criterion, verdict, probability } = criteria.columns;
  let row: number | undefined;
  for (let at = 0; at < criteria.rows; at++) {
    // The criteria of one comparison stand together.
    if (at === 0 || pupil_id.values[at] !== pupil_id.values[at - 1]) row = rowOf.get(pupil_id.values[at]);
    const own = probability.values[at];
    if (row === undefined || !(own > 0)) continue;
    if (own > likeliest[row]) likeliest[row] = own;
    if (verdict.values[at] === 'met' && agenda.columns.section.values[row] === 'not-listed') left[row] = 1;
    if (own < leastMet || criterion.values[at] !== 'gap-not-closing') continue;
    const gap = { row, subject: subject.values[at], probability: own, gap: Number.NaN };
    const others = gaps.get(row);
    if (others) others.push(gap);
    else gaps.set(row, [gap]);
  }
  for (let at = 0; at < growth.rows; at++) {
    for (const gap of gaps.get(rowOf.get(growth.columns.pupil_id.values[at]) ?? -1) ?? [])
      if (gap.subject === growth.columns.subject.values[at]) gap.gap = -growth.columns.position.values[at];
  }
  return { likeliest, gaps: [...gaps.values()].flat(), left };
}

function sectionsUnder(
  { agenda }: ListTables,
  { likeliest, gaps, left }: Answers,
  settingsOf: (school: string) => ListAgainSettings,
): Section[] {
  const { columns } = agenda;
  const of = columns.school.values.map(settingsOf);
  const sections = columns.section.values.map((before, row): Section => {
    if (left[row] === 1 || !(listed.includes(before) || before === 'eased' || before === 'not-listed')) return before;
    if (likeliest[row] >= of[row].met) return 'discuss-first';
    const wasOpen =
      columns.subjects.values[row] === null
        ? columns.first_listed.values[row] !== null
        : columns.state.values[row] === 'persisting';
    return wasOpen && likeliest[row] < of[row].easedUnder ? 'eased' : 'not-listed';
  });
  const lift = new Float64Array(agenda.rows);
  for (const { row, probability, gap } of gaps)
    if (probability >= of[row].met && gap >= of[row].levelGap) lift[row] = Math.log(of[row].levelLift);
  const ordering = columns.concern.values.map((concern, row) =>
    Number.isNaN(concern) ? -Number.MAX_VALUE : concern + lift[row],
  );
  for (const rows of classesOf(agenda, sections)) {
    const inOrder = rows.toSorted(
      (a, b) => ordering[b] - ordering[a] || byCodeUnit(columns.pupil_id.values[a], columns.pupil_id.values[b]),
    );
    for (const row of inOrder.slice(of[rows[0]].capacity)) sections[row] = 'discuss-if-time';
  }
  return sections;
}

/** Rows to be discussed, by class; pupils without one stand with their school and year group. */
function classesOf({ columns }: ListTables['agenda'], sections: readonly Section[]): Iterable<number[]> {
  const classes = new Map<string, number[]>();
  sections.forEach((section, row) => {
    if (section !== sectionNames[0]) return;
    const name = columns.class.values[row];
    const key = JSON.stringify([columns.school.values[row], name === null, name ?? columns.year_group.values[row]]);
    const others = classes.get(key);
    if (others) others.push(row);
    else classes.set(key, [row]);
  });
  return classes.values();
}
