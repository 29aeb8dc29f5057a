import { sql } from 'kysely';
import type { SchoolRecord } from '../open-record.ts';
import { ofPupil, type SchoolPupil } from '../pupils/school-pupil.ts';
import { transfersOfPupil } from '../transfers/transfers.ts';
import { ofDiscussion, pupilKinds, tablesOfKind } from './pupil-rows.ts';

export type RowAbout = Readonly<Record<string, unknown>>;

/** Every row of the record that is about one pupil, by table; tables with none are left out. */
export type RowsAbout = Readonly<Record<string, readonly RowAbout[]>>;

/** Columns that name somebody who wrote, decided or read: shown by the name they go by in the school. */
const people = /(?:_by|_by_person|^by_person|^person_id)$/;

/**
 * All that the record holds of one pupil of a school: rows as they stand, texts and every earlier version of them included, with
 * people of the staff by name in place of their identifier, and who opened or changed anything, from the audit.
 */
export async function rowsAbout(record: SchoolRecord, pupil: SchoolPupil): Promise<RowsAbout> {
  const { db } = record;
  const found: Record<string, RowAbout[]> = {};
  for (const table of pupilKinds.flatMap((kind) => [...tablesOfKind[kind]]))
    found[table] = await db
      .selectFrom(table as 'pupil_name')
      .selectAll()
      .where(ofPupil(table, pupil))
      .execute();
  for (const table of ofDiscussion)
    found[table] = await db
      .selectFrom(table as 'discussion_version')
      .selectAll()
      .where(
        sql<boolean>`discussion_id in (select discussion_id from discussion where ${ofPupil('discussion', pupil)})`,
      )
      .orderBy('version')
      .execute();
  found['provision'] = await db
    .selectFrom('provision')
    .selectAll()
    .where(
      sql<boolean>`provision_id in (select provision_id from provision_pupil where ${ofPupil('provision_pupil', pupil)})`,
    )
    .execute();
  found['transfer'] = (await transfersOfPupil(record, pupil)) as unknown as RowAbout[];
  found['audit'] = await db
    .selectFrom('audit')
    .select(['at', 'person_id', 'action', 'detail', 'school'])
    .where('object', '=', pupil.pupilId)
    .where('school', '=', pupil.school)
    .orderBy('entry')
    .execute();
  const named = new Map(
    (await db.selectFrom('person').select(['person_id', 'display_name']).execute()).map((row) => [
      row.person_id,
      row.display_name,
    ]),
  );
  return Object.fromEntries(
    Object.entries(found)
      .filter(([, rows]) => rows.length > 0)
      .map(([table, rows]) => [table, rows.map((row) => shown(row, named))]),
  );
}

/** Texts kept as JSON are opened, identifiers of people become names; links and codes of nobody else come along. */
function shown(row: RowAbout, named: ReadonlyMap<string, string>): RowAbout {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      if (typeof value !== 'string') return [column, value];
      if (people.test(column)) return [column, named.get(value) ?? value];
      if (['content', 'evidence', 'detail', 'handed_over'].includes(column)) return [column, opened(value)];
      return [column, value];
    }),
  );
}

function opened(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
