import type { Grid } from '../../files/grid.ts';
import { noResultWords } from '../mapping/aliases.ts';
import { columnOfField, useOfHeading } from '../mapping/columns-of-fields.ts';
import { describeTerm, describeWindow } from '../mapping/describe-window.ts';
import type { Guess, Mapping, WindowUse } from '../mapping/mapping.ts';
import { parseHeading, wordsInDoubt } from '../mapping/parse-heading.ts';
import { yearBegun } from '../mapping/school-terms.ts';
import type { Layout } from '../layout/find-layout.ts';
import type { SheetDates } from '../sheet/sheet-dates.ts';
import { subjectOfName, termOfName } from '../sheet/sheet-years.ts';
import { distinctTexts } from './distinct-texts.ts';
import { windowOf } from './guess-column.ts';
import { nearSubject } from './near-subject.ts';
import { reused } from './reused.ts';

/** What a sheet's dates say, and days since 1970-01-01. */
interface TextSetting {
  readonly dates: SheetDates;
  readonly today: number;
}

/** Texts of subject and result set columns of long exports. */
export function proposeTexts(
  grid: Grid,
  layout: Layout,
  mapping: Mapping,
  guesses: Guess[],
  setting: TextSetting,
): void {
  const isLong = columnOfField(layout.headings, mapping, 'score') >= 0;
  const isBySubject = isLong || isBySubjectOfRow(layout.headings, mapping);
  if (isBySubject && columnOfField(layout.headings, mapping, 'subject') < 0)
    proposeSubjectOfSheet(grid, mapping, guesses);
  const subjects = isBySubject ? columnOfField(layout.headings, mapping, 'subject') : -1;
  for (const text of distinctTexts(grid, layout, subjects)) {
    if (Object.hasOwn(mapping.aspects, text)) {
      const use = mapping.aspects[text];
      const as = 'subject' in use ? `subject ${use.subject}` : 'left out';
      if (!guesses.some(({ at: [part, key] }) => part === 'aspects' && key === text))
        guesses.push(reused({ file: grid.name, of: text, as, at: ['aspects', text] }));
      continue;
    }
    const said = parseHeading(text);
    const near = said.subject ? null : nearSubject(said.rest);
    const subject = said.subject ?? near?.subject ?? text.toLowerCase();
    const other = said.rest.find((word) => noResultWords.has(word));
    mapping.aspects[text] = other === undefined ? { subject, scale: said.scale } : { ignore: true };
    if (other !== undefined) {
      const reason = `“${other}” says that it is no result`;
      guesses.push({ file: grid.name, of: text, as: 'left out', reason, confidence: 0.7, at: ['aspects', text] });
      continue;
    }
    guesses.push({
      file: grid.name,
      of: text,
      as: `subject ${subject}`,
      ...(said.subject ? {} : { unclear: true }),
      reason: said.subject
        ? 'a known name of the subject'
        : near
          ? `“${near.word}” is written like it`
          : 'no known subject; kept as it is written',
      confidence: !said.subject ? 0.6 : wordsInDoubt(said).length === 0 ? 0.95 : 0.8,
      at: ['aspects', text],
    });
  }
  for (const text of distinctTexts(grid, layout, columnOfField(layout.headings, mapping, 'window')))
    proposeSet(grid, text, mapping, guesses, setting);
}

/** The term of one result set; one whose text names none is asked again of every sheet. */
function proposeSet(grid: Grid, text: string, mapping: Mapping, guesses: Guess[], { dates, today }: TextSetting): void {
  const about = { file: grid.name, of: text, at: ['windows', text] };
  const { terms } = mapping.sheets![grid.name];
  const kept = Object.hasOwn(mapping.windows, text) ? mapping.windows[text] : null;
  const said = parseHeading(text);
  const window = windowOf(said);
  const settled = Object.hasOwn(terms, text) ? terms[text] : kept && (window || 'ignore' in kept) ? kept : null;
  if (settled) {
    guesses.push(reused({ ...about, as: describeTerm(settled) }));
    return;
  }
  if (window) {
    mapping.windows[text] = window;
    const confidence = wordsInDoubt(said).length === 0 ? 0.95 : 0.8;
    guesses.push({ ...about, as: describeWindow(window), reason: 'names a term', confidence });
    return;
  }
  const dated = dates.termOfSet(text);
  const named = termOfName(grid);
  const last = kept && 'term' in kept ? kept : null;
  const proposed: WindowUse | null = dated
    ? { ...dated, yearGroup: null }
    : named
      ? {
          term: named.term,
          half: named.half,
          academicYear: named.academicYear ?? yearBegun(named.term, today),
          yearGroup: null,
        }
      : last && { ...last, academicYear: yearBegun(last.term, today) };
  mapping.windows[text] = proposed ? { ...proposed, academicYear: null } : { ignore: true };
  if (proposed) terms[text] = proposed;
  guesses.push({
    ...about,
    as: describeTerm(proposed ?? { ignore: true }),
    reason: `names no term${dated ? '; its results are dated in it' : named ? `; ${named.said}` : last ? '; last time it was this one' : ''}`,
    confidence: dated || named ? 0.6 : 0.3,
  });
}

/** Columns of terms whose subject stands in the row, or is that of the sheet. */
function isBySubjectOfRow(headings: readonly string[], mapping: Mapping): boolean {
  return headings.some((heading) => {
    const use = useOfHeading(mapping, heading);
    return use !== null && 'result' in use && use.result.subject === '';
  });
}

/** A sheet of scores that names no subject is about one: the name of the sheet, its title or its file's name may say which. */
function proposeSubjectOfSheet(grid: Grid, mapping: Mapping, guesses: Guess[]): void {
  const { name } = grid;
  if (Object.hasOwn(mapping.aspects, name)) return;
  const { subject, scale, said } = subjectOfName(grid);
  const settled = Object.hasOwn(mapping.aspects, '') ? mapping.aspects[''] : null;
  if (settled && (subject === null || ('subject' in settled && settled.subject === subject))) return;
  const key = settled === null ? '' : name;
  mapping.aspects[key] = subject ? { subject, scale } : { ignore: true };
  guesses.push({
    file: name,
    of: 'subject',
    as: subject ? `subject ${subject}` : 'left out',
    reason: subject ? `no column names it; ${said} does` : 'neither a column nor the name of the file names it',
    confidence: subject ? (said === 'the name of the file' ? 0.7 : 0.9) : 0.3,
    at: ['aspects', key],
  });
}
