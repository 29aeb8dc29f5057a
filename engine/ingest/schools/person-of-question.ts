import type { ConversionPlan } from './convert-files.ts';
import { findLayout } from './layout/find-layout.ts';
import { ownIdentifier, personKey, personOf } from './sheet/identify-row.ts';
import type { Guess, Mapping } from './mapping/mapping.ts';
import type { Person } from './conversion/suggest-matches.ts';
import { columnsOfFields } from './mapping/columns-of-fields.ts';

/**
 * Names and dates of birth of the two children a question of identity is about, for the one person who answers it and nobody
 * else: they stand in no question, mapping or report. Null for other questions.
 */
export function personOfQuestion(
  plan: ConversionPlan,
  { at: [part, key] }: Pick<Guess, 'at'>,
): { row: string; pupil: string } | null {
  if (part !== 'people' && part !== 'identifiers') return null;
  const { mapping } = plan.proposal;
  const suggested = part === 'people' ? mapping.people[key] : mapping.identifiers?.[key];
  if (!suggested) return null;
  const pupil = (id: string): Person | null => plan.people.find((person) => person.id === id) ?? null;
  const one = part === 'people' ? rowOf(plan, mapping, key) : pupil(key);
  const other = pupil(suggested.id);
  return one && other ? { row: described(one), pupil: described(other) } : null;
}

/** The first row of the files that the key stands for. */
function rowOf(plan: ConversionPlan, mapping: Mapping, key: string): Person | null {
  for (const grid of plan.sources.flatMap(({ grids }) => grids)) {
    const layout = findLayout(grid);
    if (!layout) continue;
    const at = columnsOfFields(layout.headings, mapping);
    for (const row of grid.rows.slice(layout.firstRow)) {
      const cell = (field: string): string => row[at.get(field) ?? -1] ?? '';
      const person = personOf(cell, mapping);
      // The pupil's own row on the roll has the same names; it is not in question.
      if (person && ownIdentifier(cell, mapping) === '' && personKey(cell, mapping) === key) return person;
    }
  }
  return null;
}

function described({ forename, surname, birth }: Person): string {
  return `${forename} ${surname}${birth === '' ? '' : `, born ${birth}`}`;
}
