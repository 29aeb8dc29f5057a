import { subjectAliases, termAliases } from '../mapping/aliases.ts';
import { findLayout } from '../layout/find-layout.ts';
import { ownIdentifier } from './identify-row.ts';
import type { Guess, Mapping } from '../mapping/mapping.ts';
import type { Grid } from '../../files/grid.ts';
import { plainName } from '../conversion/school-spells.ts';
import { columnOfField } from '../mapping/columns-of-fields.ts';

/** Words of a file's name that do not name a school. */
const commonWords = new Set(
  [
    ...Object.values(termAliases).flat(),
    ...Object.values(subjectAliases).flat(),
    'export exports results result marks mark data sheet pupils pupil roll class classes assessment assessments report term half year all final new copy of the and sims arbor bromcom not used',
  ]
    .join(' ')
    .split(' '),
);
const mostSharedPupils = 0.2;

/**
 * The part of a file's name that may name its school, the same from term to term: “Elm Primary – autumn 2025.csv” → “elm
 * primary”; '' where nothing is left.
 */
export function schoolKey(file: string): string {
  return file
    .replace(/\.[a-z]+(?= \(|$)/i, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1 && !commonWords.has(word) && !/^(?:y|yr|year)?\d*$/.test(word))
    .join(' ');
}

/** School of a sheet's rows that name none: its own in the mapping, else that of all such files; '' not said. */
export function schoolOfSheet({ name }: Grid, mapping: Mapping): string {
  const key = schoolKey(name);
  return mapping.schools && Object.hasOwn(mapping.schools, key) ? mapping.schools[key] : '';
}

/**
 * Where several sheets without a column of schools hold different pupils, each may be a school: proposes its name from that
 * of the file, as a question. Sheets of the same pupils (a roll and its results) are one school's.
 */
export function proposeSchools(grids: readonly Grid[], mapping: Mapping, guesses: Guess[]): void {
  const sheets = grids.flatMap((grid) => {
    const pupils = pupilsOf(grid, mapping);
    return pupils === null || pupils.size === 0 ? [] : [{ grid, key: schoolKey(grid.name), pupils }];
  });
  const apart = sheets.some((a) =>
    sheets.some((b) => a.key !== b.key && shared(a.pupils, b.pupils) < mostSharedPupils),
  );
  if (!apart) return;
  const schools = (mapping.schools ??= {});
  for (const { grid, key } of sheets) {
    if (key === '' || Object.hasOwn(schools, key)) continue;
    schools[key] = key.replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());
    guesses.push({
      file: grid.name,
      of: 'school',
      as: schools[key],
      reason: 'no column names the school; other files hold other pupils',
      confidence: 0.5,
      at: ['schools', key],
    });
  }
}

/** Two schools may both have a pupil 1001: where the files are of several, a pupil is known by school and number. */
export function proposeNumbersPerSchool(grids: readonly Grid[], mapping: Mapping, guesses: Guess[]): void {
  const schools = new Set(Object.values(mapping.schools ?? {}).map(plainName));
  for (const grid of grids) {
    const layout = findLayout(grid);
    const at = layout ? columnOfField(layout.headings, mapping, 'school') : -1;
    if (layout && at >= 0)
      for (const row of grid.rows.slice(layout.firstRow)) if (row[at]) schools.add(plainName(row[at]));
  }
  if (schools.size < 2) return;
  mapping.numbersPerSchool = true;
  guesses.push({
    file: grids[0].name,
    of: 'admission number',
    as: 'each school’s own',
    reason: `the files are of ${schools.size} schools, which number their pupils apart`,
    confidence: 0.95,
    at: ['numbersPerSchool'],
  });
}

/** Identifiers of a sheet without a column of schools; null for other sheets. */
function pupilsOf(grid: Grid, mapping: Mapping): Set<string> | null {
  const layout = findLayout(grid);
  if (!layout) return null;
  if (columnOfField(layout.headings, mapping, 'school') >= 0) return null;
  const column = columnOfField(layout.headings, mapping, mapping.identifier);
  if (column < 0) return null;
  // An admission number is one school's: the same number with another surname is another school's pupil.
  const surname = mapping.identifier === 'admission_number' ? columnOfField(layout.headings, mapping, 'surname') : -1;
  const ids = grid.rows.slice(layout.firstRow).map((row) => {
    const id = ownIdentifier((field) => (field === mapping.identifier ? (row[column] ?? '') : ''), mapping);
    return id === '' || !row[surname] ? id : `${id} ${plainName(row[surname])}`;
  });
  return new Set(ids.filter((id) => id !== ''));
}

/** Share of the smaller set that is in the other too. */
function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let both = 0;
  for (const id of small) if (large.has(id)) both++;
  return both / small.size;
}
