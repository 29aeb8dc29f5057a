import { findScale } from '../../scales/registry.ts';
import { parseFlag } from '../values/parse-flag.ts';
import { formatDay, parseDay } from '../values/parse-day.ts';
import { pupilFields } from './aliases.ts';
import type { Conversion } from './conversion.ts';
import { csvText } from './write-csv.ts';

/** Text of the files of a data folder, by name: pupils, windows, assessments, scales. */
export function folderTables(conversion: Conversion, school: string): Record<string, string> {
  const { pupils, results, formerIds } = conversion;
  const idOf = (id: string): string => presentId(id, formerIds);
  for (const [id, facts] of pupils)
    if (idOf(id) !== id)
      for (const [field, text] of facts) if (!pupils.get(idOf(id))?.has(field)) pupils.get(idOf(id))?.set(field, text);
  const flags = new Set(['pupil_premium', 'eal', 'looked_after']);
  const pupilRows = [...pupils]
    .filter(([id]) => idOf(id) === id)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, facts]) => [
      id,
      ...pupilFields.map((field) => {
        const text = facts.get(field) ?? (field === 'school' ? school : '');
        return flags.has(field) ? flagText(text) : text;
      }),
    ]);
  const windows = [...conversion.windows]
    .map(
      ([name, { label, nominal, days }]) => [name, days.length > 0 ? formatDay(middle(days)) : nominal, label] as const,
    )
    .sort(([a, dayA], [b, dayB]) => (dayA < dayB ? -1 : dayA > dayB ? 1 : a < b ? -1 : 1));
  const dateOf = new Map(windows.map(([name, day]) => [name, parseDay(day)]));
  const resultRows = results.map(({ pupilId, subject, window, score, scale, day, status, sem, form }) => {
    // A date that belongs to another year is a slip of the pen in the export, not a reason to lose the result.
    const near = Math.abs(day - dateOf.get(window)!) <= 366;
    return [idOf(pupilId), subject, window, score, scale, near ? formatDay(day) : '', status, sem, form];
  });
  const scales = [...new Set(results.map(({ scale }) => scale))]
    .map((name) => findScale(name))
    .filter((scale) => scale !== null);
  scales.sort((a, b) => (a.scale < b.scale ? -1 : 1));
  const number = (value: number): string => (Number.isNaN(value) ? '' : String(value));
  return {
    'pupils.csv': csvText(['pupil_id', ...pupilFields], pupilRows),
    'windows.csv': csvText(['window', 'date', 'label'], windows),
    'assessments.csv': csvText(
      ['pupil_id', 'subject', 'window', 'score', 'scale', 'date', 'status', 'sem', 'form'],
      resultRows,
    ),
    'scales.csv': csvText(
      ['scale', 'class', 'min', 'max', 'unit', 'sem', 'reliability', 'higher_is_better', 'grades'],
      scales.map((s) => [
        s.scale,
        s.class,
        number(s.min),
        number(s.max),
        s.unit,
        number(s.sem),
        number(s.reliability),
        s.higherIsBetter ? '1' : '0',
        s.grades.join('<'),
      ]),
    ),
  };
}

/** The number a pupil has now; numbers that change in a circle stay as they are. */
function presentId(id: string, formerIds: ReadonlyMap<string, string>): string {
  let present = id;
  for (let step = 0; step < 10; step++) {
    const next = formerIds.get(present);
    if (next === undefined || next === present) return present;
    present = next;
  }
  return id;
}

/** Schools write more into a yes-or-no column than yes and no: "T" and "FSM6" are a yes; empty stays not known. */
function flagText(text: string): string {
  const flag = parseFlag(text);
  return text === '' ? '' : Number.isNaN(flag) ? '1' : String(flag);
}

function middle(days: readonly number[]): number {
  const sorted = [...days].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
