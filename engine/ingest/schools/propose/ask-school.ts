import { columnOfField } from '../mapping/columns-of-fields.ts';
import type { Guess, Mapping } from '../mapping/mapping.ts';
import { answersOfSheet } from '../sheet/sheet-answers.ts';
import type { ProposedSheet } from './ask-terms.ts';

/** Asks which school the pupils of these files are of where no file says it; last time's is a proposal, no answer. */
export function askSchool(
  sheets: readonly ProposedSheet[],
  mapping: Mapping,
  saved: Mapping | null,
  guesses: Guess[],
): void {
  const isSaid = sheets.some(({ layout }) => columnOfField(layout.headings, mapping, 'school') >= 0);
  if (sheets.length === 0 || isSaid || mapping.schools) return;
  const last = saved?.school ?? '';
  mapping.school = last || 'School';
  const about = { file: sheets[0].grid.name, of: 'school', as: mapping.school, at: ['school'] };
  if (saved && last !== '' && sheets.every(({ grid }) => answersOfSheet(grid, saved) !== null))
    guesses.push({ ...about, reason: 'as it was answered for these very files', confidence: 1, reused: true });
  else
    guesses.push({
      ...about,
      reason: `no column names the school${last === '' ? '' : '; last time it was this one'}`,
      // Of a first file all pupils are one school's, whatever it is called; whoever knows of several asks.
      confidence: last === '' ? 0.9 : 0.6,
    });
}
