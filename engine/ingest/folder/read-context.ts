import type { ContextFact, PupilTable } from '../../tables/assessment-data.ts';
import { rawColumn, type RawTable } from '../files/raw-table.ts';
import type { RejectLog } from '../files/reject-log.ts';
import type { RejectReason } from '../files/reject-reasons.ts';
import { firstKnownDay, lastKnownDay } from '../values/known-days.ts';
import { parseDay } from '../values/parse-day.ts';

export const contextColumns = { required: ['pupil_id', 'kind', 'from'], optional: ['to'] } as const;

const kinds = new Set<string>(['school-move', 'attendance', 'language', 'other'] satisfies ContextFact['kind'][]);

/** Reads dated facts, in order of pupil, date and kind; identical rows count once. Notes are never read. */
export function readContext(
  raw: RawTable,
  pupils: PupilTable,
  log: RejectLog,
): { context: ContextFact[]; countedOnce: number } {
  const placeOf = new Map(pupils.pupilId.map((id, place) => [id, place]));
  const cell = (name: string, row: number): string => {
    const column = rawColumn(raw, name);
    return column ? column.values[column.codes[row]] : '';
  };
  const faultOf = (row: number): readonly [string, RejectReason] | null => {
    for (const name of contextColumns.required) if (cell(name, row) === '') return [name, 'cell-missing'];
    if (!placeOf.has(cell('pupil_id', row))) return ['pupil_id', 'pupil-unknown'];
    if (!kinds.has(cell('kind', row).toLowerCase())) return ['kind', 'context-kind-unknown'];
    const [from, to] = [parseDay(cell('from', row)), parseDay(cell('to', row))];
    if (Number.isNaN(from)) return ['from', 'date-unreadable'];
    if (from < firstKnownDay || from > lastKnownDay) return ['from', 'context-date-out-of-range'];
    if (cell('to', row) === '') return null;
    if (Number.isNaN(to)) return ['to', 'date-unreadable'];
    return to < from || to > lastKnownDay ? ['to', 'context-date-out-of-range'] : null;
  };
  const facts = new Map<string, ContextFact>();
  let countedOnce = 0;
  for (let row = 0; row < raw.rowCount; row++) {
    const fault = faultOf(row);
    if (fault) {
      log.reject(raw, row, fault[0], fault[1]);
      continue;
    }
    const fact: ContextFact = {
      pupil: placeOf.get(cell('pupil_id', row))!,
      kind: cell('kind', row).toLowerCase() as ContextFact['kind'],
      fromDay: parseDay(cell('from', row)),
      toDay: parseDay(cell('to', row)),
    };
    const key = JSON.stringify(fact);
    if (facts.has(key)) countedOnce++;
    else facts.set(key, fact);
  }
  const context = [...facts.values()].sort(
    (a, b) =>
      a.pupil - b.pupil ||
      a.fromDay - b.fromDay ||
      (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0) ||
      (Number.isNaN(a.toDay) ? 1e9 : a.toDay) - (Number.isNaN(b.toDay) ? 1e9 : b.toDay),
  );
  return { context, countedOnce };
}
