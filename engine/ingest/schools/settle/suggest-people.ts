import { findLayout } from '../layout/find-layout.ts';
import { ownIdentifier, personKey, personOf } from '../sheet/identify-row.ts';
import type { Guess, Mapping } from '../mapping/mapping.ts';
import type { Grid } from '../../files/grid.ts';
import { schoolOfSheet } from '../sheet/sheet-school.ts';
import { PersonMatcher, type Person } from '../conversion/suggest-matches.ts';
import { columnsOfFields } from '../mapping/columns-of-fields.ts';

/** Never sure enough to go without a question. */
const mostSure = 0.84;

/**
 * Suggests for each row without an identifier which pupil of the other files it may be, by names and date of birth, and asks;
 * nothing is matched without a yes. Enters the suggestions in the mapping, unanswered; what is answered there stays. Questions
 * name the row, not the child. `isKnown` says whether a row's admission number settles it.
 */
export function suggestPeople(
  grids: readonly Grid[],
  mapping: Mapping,
  roll: readonly Person[],
  isKnown: (admissionNumber: string, school: string) => boolean,
): Guess[] {
  const guesses: Guess[] = [];
  const asked = new Set<string>();
  const matcher = new PersonMatcher(roll);
  for (const grid of grids) {
    const layout = findLayout(grid);
    if (!layout) continue;
    const fieldAt = columnsOfFields(layout.headings, mapping);
    for (let row = layout.firstRow; row < grid.rows.length; row++) {
      const cell = (field: string): string => grid.rows[row][fieldAt.get(field) ?? -1] ?? '';
      if (
        ownIdentifier(cell, mapping) !== '' ||
        isKnown(cell('admission_number'), cell('school') || schoolOfSheet(grid, mapping))
      )
        continue;
      const key = personKey(cell, mapping);
      const answered = Object.hasOwn(mapping.people, key) && mapping.people[key].same !== null;
      const person = personOf(cell, mapping);
      if (person === null || answered || asked.has(key)) continue;
      asked.add(key);
      const match = matcher.best(person);
      if (!match) continue;
      const { id, likelihood, reason } = match;
      mapping.people[key] = { id, likelihood, reason, same: null, row: `${grid.name} row ${row + 1}` };
      guesses.push({
        file: grid.name,
        of: `row ${row + 1}`,
        as: `pupil ${id}`,
        reason: `${reason}; ${Math.round(likelihood * 100)} in 100`,
        confidence: Math.min(mostSure, likelihood),
        at: ['people', key],
      });
    }
  }
  return guesses;
}
