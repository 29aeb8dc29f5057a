import { randomUUID } from 'node:crypto';
import type { SchoolRecord } from '../open-record.ts';
import type { SavedChoiceRow } from './register-rows.ts';

export interface NamedChoice {
  readonly personId: string;
  readonly school: string;
  readonly name: string;
  readonly choice: string;
}

/** Keeps a choice; one of the same name is replaced. */
export async function saveChoice(record: SchoolRecord, named: NamedChoice, at: Date): Promise<void> {
  const { personId: person_id, ...rest } = named;
  const saved_at = at.toISOString();
  await record.db
    .insertInto('saved_choice')
    .values({ choice_id: randomUUID(), person_id, ...rest, saved_at })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'school', 'name']).doUpdateSet({ choice: rest.choice, saved_at }),
    )
    .execute();
}

/** A person's choices of a school's register, by name. */
export function savedChoices(
  record: SchoolRecord,
  { personId, school }: { personId: string; school: string },
): Promise<SavedChoiceRow[]> {
  return record.db
    .selectFrom('saved_choice')
    .selectAll()
    .where('person_id', '=', personId)
    .where('school', '=', school)
    .orderBy('name')
    .execute();
}

/** Forgets one of a person's own choices. @returns it, or null where it is not theirs or not there */
export async function forgetChoice(
  record: SchoolRecord,
  { personId, choiceId }: { personId: string; choiceId: string },
): Promise<SavedChoiceRow | null> {
  const row = await record.db
    .deleteFrom('saved_choice')
    .where('choice_id', '=', choiceId)
    .where('person_id', '=', personId)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}
