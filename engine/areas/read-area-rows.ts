import type { AreaScale, AreaSource } from './area-scale.ts';
import { areaSources } from './area-scale.ts';
import { areaFault, scoreOfText, type AreaFault } from './score-fault.ts';

/** Columns of a sheet of results in areas other than attainment, one row a result; in any order, others are left alone. */
export const areaColumns = ['pupil_id', 'scale', 'source', 'date', 'score'] as const;
export type AreaColumn = (typeof areaColumns)[number];

/** A row of a sheet of area scores, read and checked. */
export interface AreaRow {
  /** Row of the sheet, its header being row 1. */
  readonly row: number;
  readonly pupilId: string;
  readonly scale: AreaScale;
  readonly source: AreaSource;
  /** ISO date. */
  readonly day: string;
  readonly score: number;
}

/** Why a row of a sheet of area scores was not read, and where. */
export interface AreaRowFault {
  readonly row: number;
  readonly column: AreaColumn;
  readonly fault: AreaFault | 'missing-column' | 'no-pupil' | 'unknown-scale' | 'not-a-day' | 'twice';
  /** What the fault is measured by, where it has a scale. */
  readonly scale: AreaScale | null;
}

/**
 * Reads a sheet, wholly: every row is a result or a fault.
 *
 * @param sheet text cells, the first row its header
 * @param scales those known in the school: found by code or name, whatever the case
 * @param today ISO date
 */
export function readAreaRows(
  sheet: readonly (readonly string[])[],
  { scales, today }: { readonly scales: readonly AreaScale[]; readonly today: string },
): { readonly rows: readonly AreaRow[]; readonly faults: readonly AreaRowFault[] } {
  const header = (sheet[0] ?? []).map((cell) =>
    cell
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_'),
  );
  const place = (column: AreaColumn) =>
    header.findIndex((name) => name === column || (column === 'pupil_id' && name === 'upn'));
  const missing = areaColumns.filter((column) => place(column) < 0);
  if (missing.length > 0)
    return { rows: [], faults: missing.map((column) => ({ row: 1, column, fault: 'missing-column', scale: null })) };
  const rows: AreaRow[] = [];
  const faults: AreaRowFault[] = [];
  const seen = new Set<string>();
  for (const [index, cells] of sheet.entries()) {
    if (index === 0 || cells.every((cell) => cell.trim() === '')) continue;
    const cell = (column: AreaColumn) => (cells[place(column)] ?? '').trim();
    const found = rowOf(cell, { scales, today });
    if ('fault' in found) {
      faults.push({ row: index + 1, ...found });
      continue;
    }
    const key = JSON.stringify([found.pupilId, found.scale.scale, found.source, found.day]);
    if (seen.has(key)) faults.push({ row: index + 1, column: 'date', fault: 'twice', scale: found.scale });
    else rows.push({ row: index + 1, ...found });
    seen.add(key);
  }
  return { rows, faults };
}

const columnOf: Readonly<Record<AreaFault, AreaColumn>> = {
  'no-score': 'score',
  'not-a-number': 'score',
  'out-of-range': 'score',
  'not-whole': 'score',
  'no-day': 'date',
  'day-to-come': 'date',
  'day-long-ago': 'date',
  'source-unknown': 'source',
};

function rowOf(
  cell: (column: AreaColumn) => string,
  { scales, today }: { readonly scales: readonly AreaScale[]; readonly today: string },
): Omit<AreaRow, 'row'> | Omit<AreaRowFault, 'row'> {
  const pupilId = cell('pupil_id');
  if (pupilId === '') return { column: 'pupil_id', fault: 'no-pupil', scale: null };
  const named = cell('scale').toLowerCase();
  const scale = scales.find((one) => one.scale === named || one.name.toLowerCase() === named);
  if (!scale) return { column: 'scale', fault: 'unknown-scale', scale: null };
  const day = isoDay(cell('date'));
  if (day === null) return { column: 'date', fault: 'not-a-day', scale };
  const source = cell('source').toLowerCase();
  const fault = areaFault(scale, { score: cell('score'), day, source }, today);
  if (fault) return { column: columnOf[fault], fault, scale };
  return { pupilId, scale, source: areaSources.find((one) => one === source)!, day, score: scoreOfText(cell('score')) };
}

/** A day as ISO 8601 or as it is written in England, 10/12/2026; '' for none, null where it is no day. */
function isoDay(text: string): string | null {
  if (text === '') return '';
  const english = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const iso = english
    ? `${english[3]}-${english[2].padStart(2, '0')}-${english[1].padStart(2, '0')}`
    : text.slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null;
  const day = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === iso ? iso : null;
}
