import { findScale } from '../../scales/registry.ts';
import type { EarlierResults, EarlierScale } from '../../tables/earlier-results.ts';
import { parseDelimited } from '../files/csv/parse-delimited.ts';
import { csvText } from '../files/csv/csv-text.ts';
import { unnamedScale } from '../../tables/unnamed-scale.ts';

export interface AddedResults {
  /** The files of the data folder with the earlier results in them. */
  readonly files: Record<string, string>;
  readonly results: number;
  /** Windows that results were added of, earliest first. */
  readonly windows: readonly { readonly window: string; readonly date: string }[];
}

/**
 * Adds results of windows that were analysed before to the files `carryOut` made. What the new files say stands: of a subject
 * and window in which they hold any result nothing is added, and nothing of pupils who are not on their roll: a pupil is one of
 * the same school, because another school may use the same number for somebody else.
 */
export function addEarlierResults(files: Readonly<Record<string, string>>, earlier: EarlierResults): AddedResults {
  const [pupils, windows, assessments, scales] = ['pupils', 'windows', 'assessments', 'scales'].map((name) =>
    tableOf(files[`${name}.csv`] ?? ''),
  );
  const schoolOf = new Map(pupils.rows.map((row) => [pupils.cell(row, 'pupil_id'), pupils.cell(row, 'school')]));
  const brought = new Set(
    assessments.rows.map((row) => `${assessments.cell(row, 'subject')}\n${assessments.cell(row, 'window')}`),
  );
  const added = earlier.results.filter(
    ({ pupilId, school, subject, window }) => schoolOf.get(pupilId) === school && !brought.has(`${subject}\n${window}`),
  );
  if (added.length === 0) return { files: { ...files }, results: 0, windows: [] };
  const [usedWindows, usedSubjects] = [
    new Set(added.map(({ window }) => window)),
    new Set(added.map(({ subject }) => subject)),
  ];
  const known = new Set(windows.rows.map((row) => windows.cell(row, 'window')));
  const of = earlier.windows.filter(({ window }) => usedWindows.has(window));
  const newWindows = of
    .filter(({ window }) => !known.has(window))
    .map(({ window, date, label }) => windows.row({ window, date, label: label ?? '' }));
  const scaleNames = new Set(scales.rows.map((row) => scales.cell(row, 'scale')));
  const newScales = [...usedSubjects]
    .map((subject) => earlier.scaleOf[subject])
    .filter(
      (scale, at, all) => mustBeDeclared(scale, scaleNames) && all.findIndex((one) => one.scale === scale.scale) === at,
    )
    .map((scale) => scales.row(declaration(scale)));
  const newResults = added.map(({ pupilId, subject, window, score, status }) =>
    assessments.row({ pupil_id: pupilId, subject, window, score, scale: nameOf(earlier.scaleOf[subject]), status }),
  );
  return {
    files: {
      ...files,
      'windows.csv': windows.with(newWindows),
      'assessments.csv': assessments.with(newResults),
      ...(newScales.length > 0 ? { 'scales.csv': scales.with(newScales) } : {}),
    },
    results: added.length,
    windows: of.map(({ window, date }) => ({ window, date })).sort((a, b) => (a.date < b.date ? -1 : 1)),
  };
}

/** A scale that was never named is not named now: it is made out from its results, as it was then. */
function nameOf({ scale }: EarlierScale): string {
  return unnamedScale.is(scale) ? '' : scale;
}

function mustBeDeclared(scale: EarlierScale, declared: ReadonlySet<string>): boolean {
  return nameOf(scale) !== '' && !declared.has(scale.scale) && findScale(scale.scale) === null;
}

function declaration({ scale, class: kind, min, max, unit, higherIsBetter, grades }: EarlierScale) {
  return {
    scale,
    class: kind,
    min: min === null ? '' : String(min),
    max: max === null ? '' : String(max),
    unit,
    higher_is_better: higherIsBetter ? '1' : '0',
    grades: grades.join('<'),
  };
}

/** A CSV of our own making, with cells by the names of its columns. */
function tableOf(text: string) {
  const [header = [], ...lines] = parseDelimited(text);
  const rows = lines.filter((row) => row.some((cell) => cell !== ''));
  return {
    rows,
    cell: (row: readonly string[], name: string): string => row[header.indexOf(name)] ?? '',
    row: (cells: Readonly<Record<string, string>>): string[] =>
      header.map((name) => (Object.hasOwn(cells, name) ? cells[name] : '')),
    with: (more: readonly (readonly string[])[]): string => csvText(header, [...rows, ...more]),
  };
}
