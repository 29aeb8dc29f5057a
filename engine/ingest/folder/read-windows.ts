import { byCodeUnit } from '../../tables/text-column.ts';
import type { WindowTable } from '../../tables/assessment-data.ts';
import { distinctRows } from '../files/distinct-rows.ts';
import { rawColumn, type RawTable } from '../files/raw-table.ts';
import type { RejectLog } from '../files/reject-log.ts';
import type { RejectReason } from '../files/reject-reasons.ts';
import { firstKnownDay, lastKnownDay } from '../values/known-days.ts';
import { parseDay } from '../values/parse-day.ts';

export const windowColumns = { required: ['window', 'date'], optional: ['term', 'label'] } as const;

/** Reads the windows, in order of date (then name); identical rows count once, rows of one window that differ are rejected. */
export function readWindows(raw: RawTable, log: RejectLog): { windows: WindowTable; countedOnce: number } {
  const cell = (name: string, row: number): string => {
    const column = rawColumn(raw, name);
    return column ? column.values[column.codes[row]] : '';
  };
  const faultOf = (row: number): readonly [string, RejectReason] | null => {
    if (cell('window', row) === '') return ['window', 'cell-missing'];
    if (cell('date', row) === '') return ['date', 'cell-missing'];
    const day = parseDay(cell('date', row));
    if (Number.isNaN(day)) return ['date', 'date-unreadable'];
    return day < firstKnownDay || day > lastKnownDay ? ['date', 'window-date-out-of-range'] : null;
  };
  const distinct = distinctRows(raw, 'window');
  const conflicting = new Set(distinct.conflicts);
  let rejected = 0;
  for (let row = 0; row < raw.rowCount; row++) {
    const fault = conflicting.has(row) ? (['window', 'window-twice'] as const) : faultOf(row);
    if (!fault) continue;
    log.reject(raw, row, fault[0], fault[1]);
    rejected++;
  }
  const rows = distinct.rows.filter((row) => faultOf(row) === null);
  const day = (row: number): number => parseDay(cell('date', row));
  rows.sort((a, b) => day(a) - day(b) || byCodeUnit(cell('window', a), cell('window', b)));
  return {
    windows: {
      count: rows.length,
      window: rows.map((row) => cell('window', row)),
      day: Float64Array.from(rows, day),
      term: rows.map((row) => cell('term', row) || null),
      label: rows.map((row) => cell('label', row) || null),
    },
    countedOnce: raw.rowCount - rejected - rows.length,
  };
}
