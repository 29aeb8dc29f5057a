import type { Grid } from '../../files/grid.ts';
import { columnsOfFields } from '../mapping/columns-of-fields.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { parseHeading } from '../mapping/parse-heading.ts';
import { parseLocalDay } from '../mapping/parse-local-day.ts';
import { termOf, windowName, type SchoolWindow } from '../mapping/school-terms.ts';
import { whyNoDay } from '../mapping/why-no-day.ts';
import type { Layout } from '../layout/find-layout.ts';
import { dayOrderOf } from './guess-day-order.ts';

/** What the dates of a sheet's rows are worth. */
export interface SheetDates {
  /** Rows with a pupil's result, and those of them whose date may be its day. */
  readonly rows: number;
  readonly dated: number;
  /** The most recent of those days; NaN where there is none. */
  readonly newest: number;
  /** The term that four in five of those days lie in; null where they are of several. */
  readonly term: SchoolWindow | null;
  /** The same for the rows of one result set. */
  termOfSet(text: string): SchoolWindow | null;
  /** Days that several result sets share: on them results were entered, not sat. */
  readonly entryDays: ReadonlySet<number>;
  /** Why a day is not used for a row; null where it is. `common`: it holds for most of the sheet's dates. */
  whyNot(day: number, birth: number): { readonly reason: string; readonly common: boolean } | null;
}

const mostOfOneTerm = 0.8;
const onEntry =
  'Several result sets have this one date: it is the day they were entered, not that of the test, so it is not used.';

/** Judges the dates of a sheet by the calendar, the pupils' births and one another. `today`: days since 1970-01-01. */
export function sheetDates(grid: Grid, layout: Layout | null, mapping: Mapping, today: number): SheetDates {
  const fieldAt = columnsOfFields(layout?.headings ?? [], mapping);
  const order = dayOrderOf(grid) ?? mapping.dayOrder;
  const days = new Map<string, number>();
  const dayOf = (row: readonly string[], field: string): number => {
    const text = row[fieldAt.get(field) ?? -1] ?? '';
    const known = days.get(text) ?? parseLocalDay(text, order);
    days.set(text, known);
    return known;
  };
  const rows = grid.rows.slice(layout?.firstRow ?? 0).filter((row) => row.some((cell) => cell !== ''));
  const read = rows.map((row) => ({
    day: dayOf(row, 'date'),
    birth: dayOf(row, 'date_of_birth'),
    set: row[fieldAt.get('window') ?? -1] ?? '',
  }));
  const written = read.filter(({ day }) => !Number.isNaN(day));
  const entryDays = sharedDays(written);
  const whyDay = (day: number, birth: number): string | null =>
    whyNoDay(day, { today, birth }) ?? (entryDays.has(day) ? onEntry : null);
  const why = (day: number, birth: number): string | null => (Number.isNaN(day) ? null : whyDay(day, birth));
  const usable = written.filter(({ day, birth }) => why(day, birth) === null);
  const reasons = Map.groupBy(written, ({ day, birth }) => why(day, birth));
  return {
    rows: rows.length,
    dated: usable.length,
    newest: usable.reduce((newest, { day }) => (day <= newest ? newest : day), NaN),
    term: mainTerm(usable.map(({ day }) => day)),
    termOfSet: (text) => mainTerm(usable.filter(({ set }) => set === text).map(({ day }) => day)),
    entryDays,
    whyNot: (day, birth) => {
      const reason = why(day, birth);
      return reason === null ? null : { reason, common: (reasons.get(reason)?.length ?? 0) * 2 > written.length };
    },
  };
}

/** Days that hold most of the dates of two or more result sets that name different terms. */
function sharedDays(rows: readonly { readonly day: number; readonly set: string }[]): Set<number> {
  const setsOf = new Map<number, Set<string>>();
  for (const [set, group] of Map.groupBy(rows, (row) => row.set)) {
    const said = parseHeading(set);
    const days = [...Map.groupBy(group, ({ day }) => day)].map(([day, { length }]) => ({ day, length }));
    const most = days.reduce((a, b) => (b.length > a.length ? b : a));
    if (set === '' || most.length * 2 <= group.length) continue;
    const term = said.term === null ? set : JSON.stringify([said.term, said.half, said.academicYear, said.yearGroup]);
    setsOf.set(most.day, (setsOf.get(most.day) ?? new Set()).add(term));
  }
  return new Set([...setsOf].flatMap(([day, sets]) => (sets.size > 1 ? [day] : [])));
}

function mainTerm(days: readonly number[]): SchoolWindow | null {
  const groups = [...Map.groupBy(days, (day) => windowName(termOf(day))).values()];
  const most = groups.reduce<number[]>((a, b) => (b.length > a.length ? b : a), []);
  return most.length > 0 && most.length >= mostOfOneTerm * days.length ? termOf(most[0]) : null;
}
