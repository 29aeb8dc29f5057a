import type { SchoolRecord } from '../open-record.ts';

export interface PupilName {
  readonly forename: string;
  readonly surname: string;
}

/** Replaces the names held for these pupils; others stay. Names of pupils never leave the record but for display. */
export async function keepPupilNames(record: SchoolRecord, names: ReadonlyMap<string, PupilName>): Promise<void> {
  const rows = [...names].map(([pupil_id, { forename, surname }]) => ({ pupil_id, forename, surname }));
  await record.db.transaction().execute(async (transaction) => {
    for (let from = 0; from < rows.length; from += 300)
      await transaction
        .insertInto('pupil_name')
        .values(rows.slice(from, from + 300))
        .onConflict((conflict) =>
          conflict.column('pupil_id').doUpdateSet((row) => ({
            forename: row.ref('excluded.forename'),
            surname: row.ref('excluded.surname'),
          })),
        )
        .execute();
  });
}

/** All names held, by pupil. */
export async function pupilNames(record: SchoolRecord): Promise<ReadonlyMap<string, PupilName>> {
  const rows = await record.db.selectFrom('pupil_name').selectAll().execute();
  return new Map(rows.map(({ pupil_id, forename, surname }) => [pupil_id, { forename, surname }]));
}
