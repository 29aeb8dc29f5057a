import { subjectAliases, termAliases } from './aliases.ts';
import { findLayout } from './find-layout.ts';
import { ownIdentifier } from './identify-row.ts';
import type { Guess, Mapping } from './mapping.ts';
import type { Grid } from './read-grids.ts';

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

/** Identifiers of a sheet without a column of schools; null for other sheets. */
function pupilsOf(grid: Grid, mapping: Mapping): Set<string> | null {
  const layout = findLayout(grid);
  if (!layout) return null;
  const at = (field: string): number =>
    layout.headings.findIndex((heading) => {
      const use = Object.hasOwn(mapping.columns, heading) ? mapping.columns[heading] : null;
      return use !== null && 'field' in use && use.field === field;
    });
  if (at('school') >= 0) return null;
  const column = at(mapping.identifier);
  if (column < 0) return null;
  const ids = grid.rows
    .slice(layout.firstRow)
    .map((row) => ownIdentifier((field) => (field === mapping.identifier ? (row[column] ?? '') : ''), mapping));
  return new Set(ids.filter((id) => id !== ''));
}

/** Share of the smaller set that is in the other too. */
function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let both = 0;
  for (const id of small) if (large.has(id)) both++;
  return both / small.size;
}
