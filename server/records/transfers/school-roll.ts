import { sql } from 'kysely';
import { inOneChange } from '../in-one-change.ts';
import type { SchoolRecord } from '../open-record.ts';

export interface RollOfSchool {
  readonly school: string;
  readonly runId: string;
  /** Date of the run's window. */
  readonly on: string;
  readonly pupilIds: readonly string[];
}

/** The run from which each school's roll was last taken. */
export async function rollRuns(record: SchoolRecord): Promise<ReadonlyMap<string, string>> {
  const rows = await record.db
    .selectFrom('school_roll')
    .select(['school', 'run_id'])
    .where('left_on', 'is', null)
    .groupBy(['school', 'run_id'])
    .execute();
  return new Map(rows.map((row) => [row.school, row.run_id]));
}

/** Takes the roll of a school from its newest released run: who is not on it any more has left. @returns who joined */
export function takeRoll(
  record: SchoolRecord,
  { school, runId, on, pupilIds }: RollOfSchool,
): Promise<readonly string[]> {
  return inOneChange(record, async ({ db }) => {
    const before = await db
      .selectFrom('school_roll')
      .select('pupil_id')
      .where('school', '=', school)
      .where('left_on', 'is', null)
      .execute();
    const known = new Set(before.map((row) => row.pupil_id));
    await db
      .updateTable('school_roll')
      .set({ left_on: on })
      .where('school', '=', school)
      .where('left_on', 'is', null)
      .execute();
    for (let from = 0; from < pupilIds.length; from += 300)
      await db
        .insertInto('school_roll')
        .values(
          pupilIds
            .slice(from, from + 300)
            .map((pupil_id) => ({ school, pupil_id, run_id: runId, seen_on: on, left_on: null })),
        )
        .onConflict((conflict) =>
          conflict.columns(['school', 'pupil_id']).doUpdateSet({
            run_id: sql<string>`excluded.run_id`,
            seen_on: sql<string>`excluded.seen_on`,
            left_on: null,
          }),
        )
        .execute();
    return pupilIds.filter((pupilId) => !known.has(pupilId));
  });
}

export interface OnRoll {
  readonly pupilId: string;
  readonly school: string;
  /** Whether they are on it now. */
  readonly present: boolean;
}

/** Schools other than `school` that have, or had, one of these identifiers on their roll. */
export async function onOtherRolls(
  record: SchoolRecord,
  school: string,
  pupilIds: readonly string[],
): Promise<OnRoll[]> {
  const found: OnRoll[] = [];
  for (let from = 0; from < pupilIds.length; from += 5000) {
    const rows = await record.db
      .selectFrom('school_roll')
      .select(['pupil_id', 'school', 'left_on'])
      .where(sql<boolean>`pupil_id in (${sql.join(pupilIds.slice(from, from + 5000))})`)
      .where('school', '!=', school)
      .execute();
    found.push(...rows.map((row) => ({ pupilId: row.pupil_id, school: row.school, present: row.left_on === null })));
  }
  return found;
}
