import { resultStatuses, type PupilTable, type WindowTable } from '../../../tables/assessment-data.ts';
import { rawColumn, type RawColumn, type RawTable } from '../../files/raw-table.ts';
import { parseDay } from '../../values/parse-day.ts';
import { parseNumber } from '../../values/parse-number.ts';

export const assessmentColumns = {
  required: ['pupil_id', 'subject', 'window', 'score'],
  optional: ['scale', 'date', 'sem', 'status', 'school', 'class', 'form', 'year_group', 'access_arrangement'],
} as const;

/** The cells of the table assessments, understood once a distinct text: each array is by code of its column. */
export interface ResultCells {
  readonly pupil: CodedCells;
  readonly window: CodedCells;
  readonly subject: CodedCells & {
    readonly names: readonly string[];
    readonly spellings: readonly (readonly string[])[];
  };
  readonly status: CodedCells;
  readonly scale: RawColumn;
  readonly score: RawColumn & { readonly number: Float64Array };
  readonly date: RawColumn & { readonly day: Float64Array };
}

export interface CodedCells {
  readonly codes: Int32Array;
  /** Meaning by code; −1 is not understood, −2 is an empty cell. */
  readonly meaning: Int32Array;
}

/** Understands the distinct texts of each column of assessments. */
export function understandResults(raw: RawTable, pupils: PupilTable, windows: WindowTable): ResultCells {
  const column = (name: string): RawColumn =>
    rawColumn(raw, name) ?? { name, codes: new Int32Array(raw.rowCount), values: [''] };
  const score = column('score');
  const date = column('date');
  const statuses = new Map<string, number>(resultStatuses.map((status, code) => [status, code]));
  return {
    pupil: coded(column('pupil_id'), positions(pupils.pupilId)),
    window: coded(column('window'), positions(windows.window)),
    subject: understandSubjects(column('subject')),
    status: coded(column('status'), statuses, (text) => text.toLowerCase().replace(/[ _]/g, '-')),
    scale: column('scale'),
    score: { ...score, number: Float64Array.from(score.values, parseMark) },
    date: { ...date, day: Float64Array.from(date.values, parseDay) },
  };
}

/** No test gives marks beyond this; squares of such numbers would leave the range of numbers later on. */
const largestMark = 1e9;

function parseMark(text: string): number {
  const mark = parseNumber(text);
  return Math.abs(mark) <= largestMark ? mark : NaN;
}

function positions(names: readonly string[]): Map<string, number> {
  return new Map(names.map((name, index) => [name, index]));
}

function coded(column: RawColumn, meanings: ReadonlyMap<string, number>, key = (text: string) => text): CodedCells {
  const meaning = Int32Array.from(column.values, (text) => (text === '' ? -2 : (meanings.get(key(text)) ?? -1)));
  return { codes: column.codes, meaning };
}

/** Spellings that differ in capitals or blanks only are one subject, under its most frequent spelling. */
function understandSubjects(column: RawColumn): ResultCells['subject'] {
  const counts = new Float64Array(column.values.length);
  for (const code of column.codes) counts[code]++;
  const spellings = new Map<string, Map<string, number>>();
  for (const [code, text] of column.values.entries()) {
    if (text === '') continue;
    const key = text.toLowerCase().replace(/\s+/g, ' ');
    const group = spellings.get(key) ?? new Map<string, number>();
    group.set(text, (group.get(text) ?? 0) + counts[code]);
    spellings.set(key, group);
  }
  const named = [...spellings].map(([key, group]) => {
    const ordered = [...group].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([text]) => text);
    return { key, name: ordered[0], ordered };
  });
  named.sort((a, b) => (a.name < b.name ? -1 : 1));
  const place = new Map(named.map(({ key }, index) => [key, index]));
  const meaning = Int32Array.from(column.values, (text) =>
    text === '' ? -2 : place.get(text.toLowerCase().replace(/\s+/g, ' '))!,
  );
  return {
    codes: column.codes,
    meaning,
    names: named.map(({ name }) => name),
    spellings: named.map(({ ordered }) => ordered),
  };
}
