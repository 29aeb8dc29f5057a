import type { Scale, ScaleClass } from '../../../tables/assessment-data.ts';
import { distinctRows } from '../../files/distinct-rows.ts';
import { rawColumn, type RawTable } from '../../files/raw-table.ts';
import type { RejectLog } from '../../files/reject-log.ts';
import type { RejectReason } from '../../files/reject-reasons.ts';
import { parseFlag } from '../../values/parse-flag.ts';
import { parseNumber } from '../../values/parse-number.ts';

export const scaleColumns = {
  required: ['scale', 'class'],
  optional: ['min', 'max', 'unit', 'sem', 'reliability', 'higher_is_better', 'grades', 'subject'],
} as const;

const classes = new Set<string>([
  'vertical',
  'standardised',
  'criterion',
  'ordinal',
  'age-equivalent',
  'non-attainment',
] satisfies ScaleClass[]);

export interface DeclaredScale extends Scale {
  /** Subject the table names for it; '' where it names none. */
  readonly subject: string;
}

/** Reads the table scales; identical rows count once, rows of one scale that differ are rejected. */
export function readScales(raw: RawTable, log: RejectLog): { scales: DeclaredScale[]; countedOnce: number } {
  const cell = (name: string, row: number): string => {
    const column = rawColumn(raw, name);
    return column ? column.values[column.codes[row]] : '';
  };
  const distinct = distinctRows(raw, 'scale');
  const conflicting = new Set(distinct.conflicts);
  let rejected = 0;
  for (let row = 0; row < raw.rowCount; row++) {
    const fault = conflicting.has(row) ? (['scale', 'scale-twice'] as const) : scaleFault(row, cell);
    if (!fault) continue;
    log.reject(raw, row, fault[0], fault[1]);
    rejected++;
  }
  const scales = distinct.rows
    .filter((row) => scaleFault(row, cell) === null)
    .map((row) => declaredScale(raw, row, cell, log));
  return { scales, countedOnce: raw.rowCount - rejected - scales.length };
}

type CellReader = (name: string, row: number) => string;

function scaleFault(row: number, cell: CellReader): readonly [string, RejectReason] | null {
  if (cell('scale', row) === '') return ['scale', 'cell-missing'];
  const kind = cell('class', row).toLowerCase();
  if (!classes.has(kind)) return ['class', 'scale-class-unknown'];
  const [min, max] = [cell('min', row), cell('max', row)];
  if (min !== '' && Number.isNaN(parseNumber(min))) return ['min', 'scale-range-unreadable'];
  if (max !== '' && Number.isNaN(parseNumber(max))) return ['max', 'scale-range-unreadable'];
  if (min !== '' && max !== '' && parseNumber(min) >= parseNumber(max)) return ['max', 'scale-range-unreadable'];
  if (kind === 'ordinal' && new Set(gradesOf(cell('grades', row))).size < 2) return ['grades', 'scale-without-grades'];
  return null;
}

function declaredScale(raw: RawTable, row: number, cell: CellReader, log: RejectLog): DeclaredScale {
  const kind = cell('class', row).toLowerCase() as ScaleClass;
  const between = (name: string, most: number): number => {
    const value = cell(name, row) === '' ? NaN : parseNumber(cell(name, row));
    const usable = value > 0 && value < most;
    if (cell(name, row) !== '' && !usable)
      log.setAside(raw, row, name, `Not a number above 0 and below ${most}; read as not known.`);
    return usable ? value : NaN;
  };
  const direction = parseFlag(cell('higher_is_better', row));
  if (Number.isNaN(direction)) log.setAside(raw, row, 'higher_is_better', 'Not 0/1, true/false or Y/N; read as 1.');
  return {
    scale: cell('scale', row),
    class: kind,
    min: cell('min', row) === '' ? NaN : parseNumber(cell('min', row)),
    max: cell('max', row) === '' ? NaN : parseNumber(cell('max', row)),
    unit: cell('unit', row) || (kind === 'ordinal' ? 'level' : kind === 'age-equivalent' ? 'months' : 'points'),
    sem: between('sem', 1e6),
    // No test is free of error: 1 would be believed as nothing else is.
    reliability: between('reliability', 1),
    higherIsBetter: direction !== 0,
    grades: kind === 'ordinal' ? gradesOf(cell('grades', row)) : [],
    subject: cell('subject', row),
  };
}

function gradesOf(text: string): string[] {
  return text
    .split('<')
    .map((grade) => grade.trim())
    .filter((grade) => grade !== '');
}
