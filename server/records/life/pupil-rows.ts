import { sql } from 'kysely';
import type { SchoolRecord } from '../open-record.ts';
import type { RecordTables } from '../record-tables.ts';
import { ofPupils, pupilKey, pupilOfRow, type PupilTable, type SchoolPupil } from '../pupils/school-pupil.ts';
import { removeTransfersOf } from '../transfers/transfers.ts';
import { removeProvisionOf } from '../provision/remove-provision.ts';
import type { PupilKind } from './kept-until.ts';

/** The tables of each kind, those that refer to another one before it. */
export const tablesOfKind = {
  preparations: ['preparation'],
  meetings: ['meeting_pupil', 'added_pupil', 'discussion', 'pupil_target'],
  support: [
    'support_entry',
    'ehc_step',
    'letter_made',
    'area_result',
    'monitored',
    'plan_outcome',
    'support_plan_version',
    'provision_pupil',
    'support_plan',
    'pupil_need',
    'register_entry_version',
    'register_entry',
  ],
  pupil: ['pupil_fact', 'pupil_context', 'pupil_name', 'school_roll'],
} as const satisfies Record<PupilKind, readonly PupilTable[]>;

export const pupilKinds = Object.keys(tablesOfKind) as PupilKind[];

/** Tables whose rows are of a pupil by way of a discussion. */
export const ofDiscussion = ['agreement_done', 'discussion_version'] as const;

/** Rows by table. */
export type RowCounts = Readonly<Partial<Record<keyof RecordTables, number>>>;

/** Every pupil of whom a table of this kind holds anything, with how many rows, by `pupilKey`. */
export async function pupilsWithRows(
  { db }: SchoolRecord,
  kind: PupilKind,
): Promise<ReadonlyMap<string, SchoolPupil & { readonly rows: number }>> {
  const found = new Map<string, SchoolPupil & { rows: number }>();
  for (const table of tablesOfKind[kind])
    for (const row of await db
      .selectFrom(table as 'pupil_name')
      .select(['school', 'pupil_id', (is) => is.fn.countAll<number>().as('rows')])
      .groupBy(['school', 'pupil_id'])
      .execute()) {
      const pupil = pupilOfRow(row);
      const before = found.get(pupilKey(pupil))?.rows ?? 0;
      found.set(pupilKey(pupil), { ...pupil, rows: before + row.rows });
    }
  return found;
}

/** Removes all rows of a kind of these pupils, within a change that has begun. @returns how many, by table */
export async function removeRows(
  within: SchoolRecord,
  kind: PupilKind,
  pupils: readonly SchoolPupil[],
): Promise<RowCounts> {
  const counts: Partial<Record<keyof RecordTables, number>> = {};
  const add = (table: keyof RecordTables, rows: bigint | number) => {
    if (Number(rows) > 0) counts[table] = (counts[table] ?? 0) + Number(rows);
  };
  for (let from = 0; from < pupils.length; from += 300) {
    const some = pupils.slice(from, from + 300);
    if (kind === 'meetings')
      for (const table of ofDiscussion)
        add(table, (await discussionRows(within, table, some).executeTakeFirst()).numDeletedRows);
    if (kind === 'pupil') add('transfer', await removeTransfersOf(within, some));
    if (kind === 'support') add('provision', await removeProvisionOf(within, some));
    for (const table of tablesOfKind[kind])
      add(table, (await within.db.deleteFrom(table).where(ofPupils(table, some)).executeTakeFirst()).numDeletedRows);
  }
  return counts;
}

function discussionRows({ db }: SchoolRecord, table: (typeof ofDiscussion)[number], pupils: readonly SchoolPupil[]) {
  return db
    .deleteFrom(table)
    .where(
      sql<boolean>`discussion_id in (select discussion_id from discussion where ${ofPupils('discussion', pupils)})`,
    );
}
