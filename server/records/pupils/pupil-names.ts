import { sql } from 'kysely';
import type { SchoolRecord } from '../open-record.ts';
import { inOneChange } from '../in-one-change.ts';
import { pupilKey, pupilOfRow, type SchoolPupil } from './school-pupil.ts';

export interface PupilName {
  readonly forename: string;
  readonly surname: string;
}

export interface NamedPupil extends SchoolPupil, PupilName {}

/** Takes in the names of these pupils; an empty one takes the place of none. Names never leave the record but for display. */
export async function keepPupilNames(record: SchoolRecord, names: readonly NamedPupil[]): Promise<void> {
  const rows = names.map(({ school, pupilId, forename, surname }) => ({
    school,
    pupil_id: pupilId,
    forename,
    surname,
  }));
  await inOneChange(record, async ({ db }) => {
    for (let from = 0; from < rows.length; from += 300)
      await db
        .insertInto('pupil_name')
        .values(rows.slice(from, from + 300))
        .onConflict((conflict) =>
          conflict.columns(['school', 'pupil_id']).doUpdateSet({
            forename: sql<string>`coalesce(nullif(excluded.forename, ''), forename)`,
            surname: sql<string>`coalesce(nullif(excluded.surname, ''), surname)`,
          }),
        )
        .execute();
  });
}

/** All names held, by `pupilKey`. */
export async function pupilNames(record: SchoolRecord): Promise<ReadonlyMap<string, NamedPupil>> {
  const rows = await record.db.selectFrom('pupil_name').selectAll().execute();
  return new Map(
    rows.map((row) => [
      pupilKey(pupilOfRow(row)),
      { ...pupilOfRow(row), forename: row.forename, surname: row.surname },
    ]),
  );
}
