import { resultStatuses, type Scale, type WindowTable } from '../../../tables/assessment-data.ts';
import type { RawTable } from '../../files/raw-table.ts';
import type { RejectLog } from '../../files/reject-log.ts';
import type { RejectReason } from '../../files/reject-reasons.ts';
import type { ResolvedScale } from './resolve-scales.ts';
import type { ResultCells } from './result-cells.ts';

/** A result may lie this many days from its window. */
const mostDaysFromWindow = 366;
const valid = resultStatuses.indexOf('valid');
/** Statuses up to this one carry a score; `withheld` may, and it is not used. */
const lastWithScore = resultStatuses.indexOf('ceiling');
const withheld = resultStatuses.indexOf('withheld');

/** Per row of assessments: whether it can be used, and its status and value. */
export interface JudgedResults {
  readonly usable: Uint8Array;
  readonly status: Uint8Array;
  readonly value: Float64Array;
  /** The result's own date, else its window's. */
  readonly day: Float64Array;
}

/** Checks every row against pupils, windows and its scale; a row that cannot be used goes to `log` with its reason. */
export function judgeResults(
  raw: RawTable,
  cells: ResultCells,
  patternOf: Int32Array,
  resolved: readonly ResolvedScale[],
  windows: WindowTable,
  log: RejectLog,
): JudgedResults {
  const { pupil, window, subject, status, score, date } = cells;
  const count = raw.rowCount;
  const judged = {
    usable: new Uint8Array(count),
    status: new Uint8Array(count),
    value: new Float64Array(count).fill(NaN),
    day: new Float64Array(count),
  };
  const valueOf = resolved.map(({ scale }) => scoreValues(scale, cells));
  const lowest = resolved.map(({ scale }) =>
    scale && scale.class !== 'ordinal' && !Number.isNaN(scale.min) ? scale.min : -Infinity,
  );
  const highest = resolved.map(({ scale }) =>
    scale && scale.class !== 'ordinal' && !Number.isNaN(scale.max) ? scale.max : Infinity,
  );

  const faultOf = (row: number): readonly [string, RejectReason] | null => {
    if (pupil.meaning[pupil.codes[row]] < 0)
      return ['pupil_id', pupil.meaning[pupil.codes[row]] === -2 ? 'cell-missing' : 'pupil-unknown'];
    const windowAt = window.meaning[window.codes[row]];
    if (windowAt < 0) return ['window', windowAt === -2 ? 'cell-missing' : 'window-unknown'];
    if (subject.meaning[subject.codes[row]] < 0) return ['subject', 'cell-missing'];
    let day = date.day[date.codes[row]];
    if (Number.isNaN(day)) {
      if (date.values[date.codes[row]] !== '') return ['date', 'date-unreadable'];
      day = windows.day[windowAt];
    } else if (Math.abs(day - windows.day[windowAt]) > mostDaysFromWindow) return ['date', 'date-out-of-range'];
    judged.day[row] = day;
    let statusAt = status.meaning[status.codes[row]];
    if (statusAt === -1) return ['status', 'status-unknown'];
    if (statusAt === -2) statusAt = valid;
    judged.status[row] = statusAt;
    const scoreAt = score.codes[row];
    const given = score.values[scoreAt] !== '';
    if (statusAt > lastWithScore) return given && statusAt !== withheld ? ['score', 'score-with-status'] : null;
    if (!given) return ['score', 'score-missing'];
    const pattern = patternOf[row];
    const value = valueOf[pattern][scoreAt];
    if (Number.isNaN(value)) return ['score', wordFault(resolved[pattern].scale)];
    if (value < lowest[pattern] || value > highest[pattern]) return ['score', 'score-out-of-range'];
    judged.value[row] = value;
    return null;
  };
  for (let row = 0; row < count; row++) {
    const fault = faultOf(row);
    if (fault) log.reject(raw, row, fault[0], fault[1]);
    else judged.usable[row] = 1;
  }
  return judged;
}

function wordFault(scale: Scale | null): RejectReason {
  if (scale === null) return 'grades-without-order';
  return scale.class === 'ordinal' ? 'grade-unknown' : 'score-not-a-number';
}

/** Value of each distinct score text on a scale; NaN where it is none. Scales of plain numbers share one array. */
function scoreValues(scale: Scale | null, { score }: ResultCells): Float64Array {
  if (scale === null) return new Float64Array(score.values.length).fill(NaN);
  if (scale.class === 'ordinal') {
    const places = new Map(scale.grades.map((grade, place) => [grade.toLowerCase(), place]));
    return Float64Array.from(score.values, (text) => places.get(text.toLowerCase()) ?? NaN);
  }
  if (scale.class === 'age-equivalent')
    return Float64Array.from(score.values, (text, code) => ageInMonths(text) ?? score.number[code]);
  return score.number;
}

/** “7:06” is seven years and six months. */
function ageInMonths(text: string): number | null {
  const match = /^(\d{1,2}):(\d{1,2})$/.exec(text);
  return match && Number(match[2]) < 12 ? Number(match[1]) * 12 + Number(match[2]) : null;
}
