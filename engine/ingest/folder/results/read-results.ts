import { SameStartError } from '../../../errors.ts';
import type { PupilTable, ResultTable, Scale, WindowTable } from '../../../tables/assessment-data.ts';
import { byCodeUnit, type TextColumn } from '../../../tables/text-column.ts';
import { chooseResults, type ChosenResults } from './choose-results.ts';
import { gatherCodes } from './gather-codes.ts';
import { judgeResults, type JudgedResults } from './judge-results.ts';
import { rawColumn, type RawTable } from '../../files/raw-table.ts';
import type { DeclaredScale } from './read-scales.ts';
import type { RejectLog } from '../../files/reject-log.ts';
import { resolveScales, type ResolvedScale } from './resolve-scales.ts';
import { assessmentColumns, understandResults, type ResultCells } from './result-cells.ts';
import { scorePatterns } from './score-patterns.ts';
import { parseNumber } from '../../values/parse-number.ts';
import { parseYearGroup } from '../../values/parse-year-group.ts';

/** More subjects than any school teaches: another column was taken for the subject. */
const mostSubjects = 200;

export interface ReadResults {
  readonly results: ResultTable;
  readonly subjects: readonly string[];
  readonly scales: readonly Scale[];
  readonly countedOnce: number;
  readonly chosenByDate: number;
  readonly undecided: number;
  readonly assumptions: readonly string[];
  /** How many scales had to be inferred from their scores. */
  readonly scalesInferred: number;
  readonly cells: ResultCells;
}

/** Reads the results: cells understood, scales resolved, rows judged, duplicates settled, columns in canonical order. */
export function readResults(
  raw: RawTable,
  pupils: PupilTable,
  windows: WindowTable,
  declared: readonly DeclaredScale[],
  log: RejectLog,
): ReadResults {
  const cells = understandResults(raw, pupils, windows);
  if (cells.subject.names.length > mostSubjects) {
    const count = cells.subject.names.length;
    throw new SameStartError('too-many-subjects', { file: raw.file, count, most: mostSubjects });
  }
  const { patterns, patternOf } = scorePatterns(cells, raw.rowCount);
  const resolved = resolveScales(patterns, declared);
  const judged = judgeResults(raw, cells, patternOf, resolved, windows, log);
  const chosen = chooseResults(raw, cells, judged, pupils.count, log);
  const { scales, scaleOf } = usedScales(chosen.rows, patternOf, resolved);
  return {
    results: gather(raw, cells, judged, chosen, scaleOf, pupils, log),
    subjects: cells.subject.names,
    scales,
    countedOnce: chosen.countedOnce,
    chosenByDate: chosen.chosenByDate,
    undecided: chosen.undecided,
    assumptions: [...assumptionsOf(resolved), ...spellingsOf(cells)],
    scalesInferred: resolved.filter(({ inferred }) => inferred).length,
    cells,
  };
}

function assumptionsOf(resolved: readonly ResolvedScale[]): string[] {
  return [...new Set(resolved.map(({ assumption }) => assumption).filter((text) => text !== null))].sort(byCodeUnit);
}

function spellingsOf({ subject }: ResultCells): string[] {
  return subject.spellings
    .filter((spellings) => spellings.length > 1)
    .map((spellings) => `${spellings.map((text) => `“${text}”`).join(', ')} are read as one subject, ${spellings[0]}.`);
}

/** Scales that kept results use, by name; equal names are one scale. */
function usedScales(
  rows: Int32Array,
  patternOf: Int32Array,
  resolved: readonly ResolvedScale[],
): { scales: Scale[]; scaleOf: Int32Array } {
  const used = new Uint8Array(resolved.length);
  for (let at = 0; at < rows.length; at++) used[patternOf[rows[at]]] = 1;
  const byName = new Map<string, Scale>();
  for (const [pattern, { scale }] of resolved.entries()) if (used[pattern] && scale) byName.set(scale.scale, scale);
  const scales = [...byName.values()].sort((a, b) => byCodeUnit(a.scale, b.scale));
  const place = new Map(scales.map(({ scale }, index) => [scale, index]));
  const ofPattern = resolved.map(({ scale }) => (scale ? (place.get(scale.scale) ?? -1) : -1));
  return { scales, scaleOf: gatherCodes(rows, patternOf, ofPattern) };
}

function gather(
  raw: RawTable,
  cells: ResultCells,
  judged: JudgedResults,
  chosen: ChosenResults,
  scale: Int32Array,
  pupils: PupilTable,
  log: RejectLog,
): ResultTable {
  const { rows, firstRow } = chosen;
  const { pupil, window, subject, score } = cells;
  const pupilOf = gatherCodes(rows, pupil.codes, pupil.meaning);
  const status = new Uint8Array(rows.length);
  const value = new Float64Array(rows.length);
  const day = new Float64Array(rows.length);
  const scores: string[] = [];
  // Plain loops: TypedArray.from with a function is ten times slower, and there may be ten million rows.
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    status[at] = judged.status[row];
    value[at] = judged.value[row];
    day[at] = judged.day[row];
    scores.push(Number.isNaN(value[at]) ? '' : score.values[score.codes[row]]);
  }
  const known = new Set<string>([...assessmentColumns.required, ...assessmentColumns.optional]);
  // No stage asks for access arrangements yet; they are kept with what has no meaning here rather than dropped.
  known.delete('access_arrangement');
  const others = raw.columns.filter(({ name }) => name !== '' && !known.has(name));
  return {
    count: rows.length,
    subject: gatherCodes(rows, subject.codes, subject.meaning),
    pupil: pupilOf,
    window: gatherCodes(rows, window.codes, window.meaning),
    status,
    value,
    score: scores,
    scale,
    day,
    sem: readSem(raw, rows, log),
    school: gatherText(raw, rows, 'school', { column: pupils.school, row: pupilOf }),
    class: gatherText(raw, rows, 'class', { column: pupils.class, row: pupilOf, unless: elsewhere(raw, pupils) }),
    form: gatherText(raw, rows, 'form'),
    paperYearGroup: readPaperYear(raw, rows, log),
    firstRow,
    other: Object.fromEntries(others.map(({ name }) => [name, gatherText(raw, rows, name)])),
  };
}

function readSem(raw: RawTable, rows: Int32Array, log: RejectLog): Float64Array {
  const column = rawColumn(raw, 'sem');
  if (!column) return new Float64Array(rows.length).fill(NaN);
  const values = Float64Array.from(column.values, (text) => {
    const value = parseNumber(text);
    return value > 0 ? value : NaN;
  });
  const sem = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    const code = column.codes[rows[at]];
    sem[at] = values[code];
    if (Number.isNaN(sem[at]) && column.values[code] !== '')
      log.setAside(raw, rows[at], 'sem', 'Not a number above 0; read as not known.');
  }
  return sem;
}

function readPaperYear(raw: RawTable, rows: Int32Array, log: RejectLog): TextColumn {
  const column = rawColumn(raw, 'year_group');
  if (!column) return { codes: new Int32Array(rows.length).fill(-1), values: [] };
  const read = column.values.map((text) => parseYearGroup(text) ?? '');
  for (const row of rows) {
    if (read[column.codes[row]] === '' && column.values[column.codes[row]] !== '')
      log.setAside(raw, row, 'year_group', 'Not N, R or 1 to 13; read as the pupil’s own year group.');
  }
  return recode(rows, column.codes, read);
}

/** Whether a result names another school than the pupil's present one: the present class is not that of then. */
function elsewhere(raw: RawTable, pupils: PupilTable): (rawRow: number, pupil: number) => boolean {
  const column = rawColumn(raw, 'school');
  if (!column) return () => false;
  const places = new Map(pupils.school.values.map((school, place) => [school, place]));
  const placeOf = column.values.map((school) => (school === '' ? -1 : (places.get(school) ?? -2)));
  return (rawRow, pupil) => {
    const place = placeOf[column.codes[rawRow]];
    return place !== -1 && place !== pupils.school.codes[pupil];
  };
}

/** A text column in the order of the kept rows; where the cell is empty or the column missing, `fallback`'s text. */
function gatherText(
  raw: RawTable,
  rows: Int32Array,
  name: string,
  fallback?: { column: TextColumn; row: Int32Array; unless?: (rawRow: number, pupil: number) => boolean },
): TextColumn {
  const column = rawColumn(raw, name);
  const own = column ? recode(rows, column.codes, column.values) : null;
  if (!fallback) return own ?? { codes: new Int32Array(rows.length).fill(-1), values: [] };
  const values = [...new Set([...(own?.values ?? []), ...fallback.column.values])].sort(byCodeUnit);
  const place = new Map(values.map((text, index) => [text, index]));
  const ofOwn = Int32Array.from(own?.values ?? [], (text) => place.get(text)!);
  const ofFallback = Int32Array.from(fallback.column.values, (text) => place.get(text)!);
  const codes = new Int32Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    const code = own ? own.codes[at] : -1;
    if (code >= 0) {
      codes[at] = ofOwn[code];
      continue;
    }
    const pupil = fallback.row[at];
    const pupilCode = fallback.unless?.(rows[at], pupil) ? -1 : fallback.column.codes[pupil];
    codes[at] = pupilCode >= 0 ? ofFallback[pupilCode] : -1;
  }
  return withoutUnused({ codes, values });
}

/** Codes into ascending distinct values, of the rows given; '' is missing. */
function recode(rows: Int32Array, codes: Int32Array, texts: readonly string[]): TextColumn {
  const values = [...new Set(texts)].filter((text) => text !== '').sort(byCodeUnit);
  const place = new Map(values.map((text, index) => [text, index]));
  const of = Int32Array.from(texts, (text) => (text === '' ? -1 : place.get(text)!));
  return withoutUnused({ codes: gatherCodes(rows, codes, of), values });
}

function withoutUnused({ codes, values }: { codes: Int32Array; values: readonly string[] }): TextColumn {
  const used = new Uint8Array(values.length);
  for (let at = 0; at < codes.length; at++) if (codes[at] >= 0) used[codes[at]] = 1;
  if (used.every((mark) => mark === 1)) return { codes, values };
  const move = new Int32Array(values.length);
  let count = 0;
  for (let code = 0; code < values.length; code++) move[code] = used[code] ? count++ : -1;
  return { codes: codes.map((code) => (code < 0 ? -1 : move[code])), values: values.filter((_, code) => used[code]) };
}
