import type { RunTable } from '../../../../engine/index.ts';
import { subjectNames } from '../generators/unlike-world-as-data.ts';

/** A column of text of a run's table, by row. */
export function text(table: RunTable, name: string): (row: number) => string | null {
  const column = table.columns[name];
  if (column?.type !== 'text') throw new Error(`no column of text called ${name}`);
  return (row) => column.values[row];
}

/** A column of numbers, NaN where missing. */
export function numbers(table: RunTable, name: string): (row: number) => number {
  const column = table.columns[name];
  if (column === undefined || column.type === 'text') throw new Error(`no column of numbers called ${name}`);
  return (row) => column.values[row];
}

/** Where a row's pupil and subject are in the world. */
export function placeOf(table: RunTable) {
  const [pupil, subject] = [text(table, 'pupil_id'), text(table, 'subject')];
  return (row: number) => ({ pupil: Number(pupil(row)!.slice(1)) - 1, subject: subjectNames.indexOf(subject(row)!) });
}
