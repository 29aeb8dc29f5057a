import { byCodeUnit, textColumn, type TextColumn } from '../../tables/text-column.ts';
import type { PupilTable } from '../../tables/assessment-data.ts';
import { distinctRows } from '../files/distinct-rows.ts';
import { rawColumn, type RawTable } from '../files/raw-table.ts';
import type { RejectLog } from '../files/reject-log.ts';
import { firstKnownDay, lastKnownDay } from '../values/known-days.ts';
import { parseDay } from '../values/parse-day.ts';
import { parseFlag } from '../values/parse-flag.ts';
import { parseNumber } from '../values/parse-number.ts';
import { parseYearGroup } from '../values/parse-year-group.ts';

export const pupilColumns = {
  required: ['pupil_id', 'school', 'year_group'],
  optional: [
    'class',
    'surname',
    'forename',
    'date_of_birth',
    'sex',
    'pupil_premium',
    'eal',
    'looked_after',
    'sen_status',
    'sen_since',
    'primary_need',
    'joined_on',
    'left_on',
    'attendance',
    'monitoring',
  ],
} as const;

/** Reads the pupils; identical rows count once, rows of one pupil that differ are all rejected. */
export function readPupils(raw: RawTable, log: RejectLog): { pupils: PupilTable; countedOnce: number } {
  const cell = (name: string, row: number): string => {
    const column = rawColumn(raw, name);
    return column ? column.values[column.codes[row]] : '';
  };
  const distinct = distinctRows(raw, 'pupil_id');
  for (const row of distinct.conflicts) log.reject(raw, row, 'pupil_id', 'pupil-twice');
  const idColumn = rawColumn(raw, 'pupil_id')!;
  for (let row = 0; row < raw.rowCount; row++)
    if (idColumn.values[idColumn.codes[row]] === '') log.reject(raw, row, 'pupil_id', 'cell-missing');

  let countedOnce = distinct.countedOnce;
  const copies = copiesByKey(raw);
  const rows = distinct.rows.filter((row) => {
    const fault =
      cell('school', row) === ''
        ? (['school', 'cell-missing'] as const)
        : cell('year_group', row) === ''
          ? (['year_group', 'cell-missing'] as const)
          : parseYearGroup(cell('year_group', row)) === null
            ? (['year_group', 'year-group-unknown'] as const)
            : null;
    if (!fault) return true;
    // Every copy of a faulty row is rejected, so that the counts add up whatever the order of rows.
    const all = copies.get(cell('pupil_id', row))!;
    for (const copy of all) log.reject(raw, copy, fault[0], fault[1]);
    countedOnce -= all.length - 1;
    return false;
  });
  rows.sort((a, b) => byCodeUnit(cell('pupil_id', a), cell('pupil_id', b)));
  return { pupils: pupilTable(raw, rows, cell, log), countedOnce };
}

function copiesByKey(raw: RawTable): Map<string, number[]> {
  const column = rawColumn(raw, 'pupil_id')!;
  const copies = new Map<string, number[]>();
  for (let row = 0; row < raw.rowCount; row++) {
    const id = column.values[column.codes[row]];
    const rows = copies.get(id);
    if (rows) rows.push(row);
    else copies.set(id, [row]);
  }
  return copies;
}

function pupilTable(
  raw: RawTable,
  rows: number[],
  cell: (name: string, row: number) => string,
  log: RejectLog,
): PupilTable {
  const text = (name: string, read = (value: string): string => value): TextColumn =>
    textColumn(rows.map((row) => read(cell(name, row))));
  const numbers = (name: string, read: (value: string) => number, reason: string): Float64Array =>
    Float64Array.from(rows, (row) => {
      const written = cell(name, row);
      const value = written === '' ? NaN : read(written);
      if (written !== '' && Number.isNaN(value)) log.setAside(raw, row, name, reason);
      return value;
    });
  const flags = (name: string): Int8Array =>
    Int8Array.from(rows, (row) => {
      const flag = parseFlag(cell(name, row));
      if (Number.isNaN(flag)) log.setAside(raw, row, name, 'Not 0/1, true/false or Y/N; read as not known.');
      return Number.isNaN(flag) ? -1 : flag;
    });
  const day = (name: string): Float64Array =>
    numbers(
      name,
      (value) => within(parseDay(value), firstKnownDay, lastKnownDay),
      'Not a date written as 2026-03-14; left empty.',
    );
  const known = new Set<string>([...pupilColumns.required, ...pupilColumns.optional]);
  return {
    count: rows.length,
    pupilId: rows.map((row) => cell('pupil_id', row)),
    school: text('school'),
    yearGroup: text('year_group', (value) => parseYearGroup(value)!),
    class: text('class'),
    dateOfBirthDay: day('date_of_birth'),
    sex: text('sex'),
    pupilPremium: flags('pupil_premium'),
    englishAdditional: flags('eal'),
    lookedAfter: flags('looked_after'),
    senStatus: text('sen_status', (value) => value.toUpperCase()),
    senSinceDay: day('sen_since'),
    primaryNeed: text('primary_need', (value) => value.toUpperCase()),
    joinedOnDay: day('joined_on'),
    leftOnDay: day('left_on'),
    attendancePercent: numbers(
      'attendance',
      (value) => within(parseNumber(value.replace(/ ?%$/, '')), 0, 100),
      'Not a percentage from 0 to 100; left empty.',
    ),
    monitoring: flags('monitoring'),
    other: Object.fromEntries(
      raw.columns.filter(({ name }) => name !== '' && !known.has(name)).map(({ name }) => [name, text(name)]),
    ),
  };
}

function within(value: number, low: number, high: number): number {
  return value >= low && value <= high ? value : NaN;
}
