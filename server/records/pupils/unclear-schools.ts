import { inOneChange } from '../in-one-change.ts';
import type { SchoolRecord } from '../open-record.ts';
import { ofPupil, ofSchool, type SchoolPupil } from './school-pupil.ts';

/**
 * Rows written before the record was kept by school, whose school could not be told: `''`, which is nobody's. Tables in the order
 * in which a row may refer to one before it.
 */
const tables = ['pupil_name', 'pupil_context', 'added_pupil', 'preparation', 'pupil_need'] as const;

export interface UnclearPupil {
  readonly pupilId: string;
  /** Runs in which something was written of the pupil. */
  readonly runIds: readonly string[];
  /** How many rows, names and context included. */
  readonly rows: number;
}

/** Pupils with rows of no known school, by identifier. */
export async function unclearPupils({ db }: SchoolRecord): Promise<UnclearPupil[]> {
  const found = new Map<string, { runIds: Set<string>; rows: number }>();
  for (const table of tables)
    for (const row of await db
      .selectFrom(table)
      .selectAll()
      .where(ofSchool(table, { school: '' }))
      .execute()) {
      const own = found.get(row.pupil_id) ?? { runIds: new Set<string>(), rows: 0 };
      if ('run_id' in row) own.runIds.add(row.run_id);
      found.set(row.pupil_id, { ...own, rows: own.rows + 1 });
    }
  return [...found]
    .map(([pupilId, { runIds, rows }]) => ({ pupilId, runIds: [...runIds], rows }))
    .toSorted((a, b) => (a.pupilId < b.pupilId ? -1 : 1));
}

/**
 * Gives what is of no known school of a pupil to one: where that has a name, context or text of the same run already, its own
 * stays and the unclear row is put beside it no more.
 */
export function giveToSchool(record: SchoolRecord, pupilId: string, school: string): Promise<void> {
  return inOneChange(record, async ({ db }) => {
    const unclear = { school: '', pupilId };
    for (const table of tables) {
      if (table === 'pupil_name' || table === 'pupil_context') {
        const own = await db
          .selectFrom(table)
          .select('pupil_id')
          .where(ofPupil(table, { school, pupilId }))
          .executeTakeFirst();
        if (own) {
          await db.deleteFrom(table).where(ofPupil(table, unclear)).execute();
          continue;
        }
      }
      if (table === 'pupil_need') await endNeedsBefore(db, unclear, { school, pupilId });
      await db.updateTable(table).set({ school }).where(ofPupil(table, unclear)).execute();
    }
  });
}

/** Needs that hold in the school are newer: the unclear ones held until they were set. */
async function endNeedsBefore(db: SchoolRecord['db'], unclear: SchoolPupil, own: SchoolPupil): Promise<void> {
  const newer = await db
    .selectFrom('pupil_need')
    .select('from_on')
    .where(ofPupil('pupil_need', own))
    .where('until_on', 'is', null)
    .executeTakeFirst();
  if (!newer) return;
  await db
    .updateTable('pupil_need')
    .set({ until_on: newer.from_on })
    .where(ofPupil('pupil_need', unclear))
    .where('until_on', 'is', null)
    .execute();
}
