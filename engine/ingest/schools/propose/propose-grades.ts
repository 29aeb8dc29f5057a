import { findScaleOfGrades } from '../../../scales/registry.ts';
import { findLayout, type Layout } from '../layout/find-layout.ts';
import type { ColumnUse, Guess, Mapping, OwnScale } from '../mapping/mapping.ts';
import { gradeWords, has, ownGrades } from '../mapping/own-grades.ts';
import { areNumbered, usualOrder } from '../mapping/usual-order.ts';
import { aspectOfKind } from '../mapping/aspect-of-kind.ts';
import { scaleOfMeasure } from '../mapping/measure-label.ts';
import { parseHeading } from '../mapping/parse-heading.ts';
import { reused } from './reused.ts';
import type { Grid } from '../../files/grid.ts';
import { columnOfField, useOfHeading } from '../mapping/columns-of-fields.ts';

/** A column or aspect that holds results, and what stands in it. */
interface ResultPlace {
  readonly at: readonly ['columns' | 'aspects', string];
  readonly file: string;
  readonly subject: string;
  readonly scale: string | null;
  readonly entries: readonly string[];
}

/**
 * Grades of a school's own making: proposes a scale for the columns and aspects that hold them, one for all that share a word,
 * and asks for its order once. Where no usual order holds them, their results wait for an answer. What `saved` settles stays.
 */
export function proposeGrades(grids: readonly Grid[], mapping: Mapping, saved: Mapping | null, guesses: Guess[]): void {
  const isSaid = (word: string): boolean => mapping.codes[word.toLowerCase()] === 'grade';
  const places = grids
    .flatMap((grid) => placesOf(grid, mapping))
    .filter(
      ({ at: [part, key], scale, entries }) =>
        isOwn(scale, mapping) || !Object.hasOwn(saved?.[part] ?? {}, key) || entries.some(isSaid),
    );
  for (const place of places) {
    const grades = ownGrades(place.entries, isOwn(place.scale, mapping) ? null : place.scale, isSaid);
    if (!grades) continue;
    const name = scaleOf(grades, mapping);
    assign(place, name, mapping, guesses);
    extend(name, grades, place.file, mapping, guesses);
  }
  joinLikeColumns(places, mapping, guesses);
}

/** A column of which every entry is a grade of the school's own scale is on it too, whatever else those words may be elsewhere. */
function joinLikeColumns(places: readonly ResultPlace[], mapping: Mapping, guesses: Guess[]): void {
  const scaleNow = ({ at: [part, key] }: ResultPlace): string | null => {
    const use = Object.hasOwn(mapping[part], key) ? mapping[part][key] : { ignore: true };
    return 'result' in use ? use.result.scale : 'subject' in use ? use.scale : null;
  };
  const subjects = new Set(places.filter((place) => isOwn(scaleNow(place), mapping)).map(({ subject }) => subject));
  for (const place of places) {
    if (isOwn(scaleNow(place), mapping)) continue;
    const words = gradeWords(place.entries);
    const fits = Object.entries(mapping.scales ?? {}).find(
      ([, own]) => words.length > 0 && words.every((word) => has([...own.grades, ...own.words], word)),
    );
    if (fits && (subjects.has(place.subject) || findScaleOfGrades(words) === null))
      assign(place, fits[0], mapping, guesses);
  }
}

function isOwn(scale: string | null, { scales = {} }: Mapping): boolean {
  return scale !== null && Object.hasOwn(scales, scale);
}

/** The school's own scale that shares a grade with these, or a new one. */
function scaleOf(grades: readonly string[], mapping: Mapping): string {
  const scales = (mapping.scales ??= {});
  const known = Object.entries(scales).find(
    ([, own]) =>
      grades.some((word) => has([...own.grades, ...own.words], word)) ||
      (own.grades.length > 0 && areNumbered([...new Set([...own.grades, ...grades])])),
  );
  if (known) return known[0];
  const count = Object.keys(scales).length;
  const name = count === 0 ? 'school-grades' : `school-grades-${count + 1}`;
  scales[name] = { grades: [], words: [] };
  return name;
}

function assign(
  { at: [part, key], file, subject }: ResultPlace,
  name: string,
  mapping: Mapping,
  guesses: Guess[],
): void {
  if (part === 'columns') {
    const use = mapping.columns[key] as Extract<ColumnUse, { result: unknown }>;
    mapping.columns[key] = { result: { ...use.result, scale: name } };
  } else mapping.aspects[key] = { subject, scale: name };
  // What looked strange is explained: the column itself, or that of the scores of a long export.
  for (const [place, guess] of guesses.entries()) {
    const isOfPlace = guess.at[0] === part && guess.at[1] === key;
    if (!isOfPlace && !(part === 'aspects' && guess.file === file && guess.as === 'score')) continue;
    if (guess.confidence >= 0.9 || guess.unclear) continue;
    guesses[place] = {
      ...guess,
      reason: `${guess.about ?? guess.reason}; its entries are the school’s own grades`,
      confidence: 0.9,
    };
  }
}

/** Adds grades the scale does not have yet, and asks about the order where there are any or it is still open. */
function extend(name: string, grades: readonly string[], file: string, mapping: Mapping, guesses: Guess[]): void {
  const own = mapping.scales![name];
  const fresh = grades.filter((word) => !has([...own.grades, ...own.words], word));
  const isOpen = own.grades.length === 0 && own.leftOut !== true;
  const at = ['scales', name];
  if (fresh.length === 0 && !isOpen) {
    const as = own.grades.length > 0 ? own.grades.join(' < ') : 'left out';
    const isSaid = guesses.some(({ at: [part, key] }) => part === 'scales' && key === name);
    const all = [...own.grades, ...own.words];
    if (!isSaid) guesses.push({ ...reused({ file, of: `grades ${all.join(', ')}`, as, at }), grades: all });
    return;
  }
  const usual = usualOrder([...own.grades, ...own.words, ...fresh]);
  const order = usual?.grades ?? null;
  const scale: OwnScale = order ? { grades: order, words: [] } : { ...own, words: [...own.words, ...fresh] };
  mapping.scales![name] = scale;
  const question: Guess = {
    file,
    of: `grades ${(order ?? scale.words).join(', ')}`,
    grades: order ?? scale.words,
    as: order ? order.join(' < ') : 'left out',
    reason: usual?.isPlain
      ? 'the words say their order'
      : order
        ? 'the usual order of such words, lowest first'
        : 'their order, lowest first, is not known',
    confidence: usual?.isPlain ? 0.9 : order ? 0.7 : 0.3,
    at,
  };
  const asked = guesses.findIndex(({ at }) => at[0] === 'scales' && at[1] === name);
  if (asked < 0) guesses.push(question);
  else guesses[asked] = question;
}

function placesOf(grid: Grid, mapping: Mapping): ResultPlace[] {
  const layout = findLayout(grid);
  return layout ? [...resultColumns(grid, layout, mapping), ...resultAspects(grid, layout, mapping)] : [];
}

function resultColumns(grid: Grid, layout: Layout, mapping: Mapping): ResultPlace[] {
  return layout.headings.flatMap((heading, column): ResultPlace[] => {
    const use = useOfHeading(mapping, heading);
    if (!use || !('result' in use)) return [];
    const entries = grid.rows.slice(layout.firstRow).map((row) => row[column] ?? '');
    const { subject, scale } = use.result;
    return [{ at: ['columns', heading], file: grid.name, subject, scale, entries }];
  });
}

function resultAspects(grid: Grid, layout: Layout, mapping: Mapping): ResultPlace[] {
  const [score, subject] = ['score', 'subject'].map((field) => columnOfField(layout.headings, mapping, field));
  if (score < 0) return [];
  const rows = grid.rows.slice(layout.firstRow);
  const kind = columnOfField(layout.headings, mapping, 'scale');
  const name = (row: readonly string[]): string =>
    row[subject] || (Object.hasOwn(mapping.aspects, grid.name) ? grid.name : '');
  return [...Map.groupBy(rows, (row) => JSON.stringify([name(row), row[kind] ?? '']))].flatMap(
    ([key, group]): ResultPlace[] => {
      const [aspect, said] = JSON.parse(key) as [string, string];
      const use = Object.hasOwn(mapping.aspects, aspect) ? mapping.aspects[aspect] : null;
      if (!use || 'ignore' in use) return [];
      const entries = group.map((row) => row[score] ?? '');
      const own = aspectOfKind(aspect, said);
      const known = said !== '' && Object.hasOwn(mapping.aspects, own) ? mapping.aspects[own] : use;
      const scale = 'scale' in known ? known.scale : null;
      const at = ['aspects', said === '' ? aspect : own] as const;
      return [
        {
          at,
          file: grid.name,
          subject: use.subject,
          scale: said === '' ? use.scale : scaleOfKind(said, scale),
          entries,
        },
      ];
    },
  );
}

/** Scale of a kind of result: its own, else that of the test. */
function scaleOfKind(said: string, ofTest: string | null): string | null {
  return scaleOfMeasure(parseHeading(said), ofTest);
}
