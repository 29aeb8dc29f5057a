import { audit } from '../audit.ts';
import { inOneChange } from '../in-one-change.ts';
import type { SchoolRecord } from '../open-record.ts';
import type { RecordTables } from '../record-tables.ts';
import { ofPupil, type SchoolPupil } from '../pupils/school-pupil.ts';
import { transfersOfPupil } from '../transfers/transfers.ts';
import type { PupilsOfFolder } from '../pupils/take-in-pupils.ts';
import { ofDiscussion, pupilKinds, removeRows, tablesOfKind, type RowCounts } from './pupil-rows.ts';
import { rowsAbout } from './rows-about.ts';

export interface Erasure {
  /** Rows that go, or went, by table. */
  readonly removed: RowCounts;
  /** Entries of the audit about the pupil: they stay. */
  readonly auditEntries: number;
  /** Moves of which the other school still holds its own note. */
  readonly movesOfOthers: number;
  /** Whether the pupil is on the roll of the school. */
  readonly present: boolean;
}

/** What erasing a pupil would remove and leave. Nothing is changed. */
export async function erasureOf(record: SchoolRecord, pupil: SchoolPupil): Promise<Erasure> {
  const rows = await rowsAbout(record, pupil);
  const tables = [...pupilKinds.flatMap((kind) => [...tablesOfKind[kind]]), ...ofDiscussion, 'transfer'] as const;
  const removed = Object.fromEntries(
    tables.flatMap((table) => (rows[table] === undefined ? [] : [[table, rows[table].length]])),
  ) as RowCounts;
  return {
    removed,
    auditEntries: rows['audit']?.length ?? 0,
    movesOfOthers: 0,
    present: await isPresent(record, pupil),
  };
}

/**
 * Erases one pupil of a school, in one change: every row, every earlier version, and what files on their way said of the pupil.
 * The audit keeps its entries, by identifier, and gets one more.
 *
 */
export function erasePupil(record: SchoolRecord, pupil: SchoolPupil): Promise<Erasure> {
  return inOneChange(record, async (within) => {
    const present = await isPresent(within, pupil);
    const removed: Partial<Record<keyof RecordTables, number>> = {};
    for (const kind of pupilKinds) Object.assign(removed, await removeRows(within, kind, [pupil]));
    await forgetInFiles(within, pupil);
    const detail = Object.fromEntries(Object.entries(removed).map(([table, rows]) => [table, rows ?? 0]));
    await audit(within, {
      personId: null,
      action: 'pupil-erased',
      object: pupil.pupilId,
      school: pupil.school,
      detail,
    });
    const left = await rowsAbout(within, pupil);
    return {
      removed,
      auditEntries: left['audit']?.length ?? 0,
      movesOfOthers: (await transfersOfPupil(within, pupil)).length,
      present,
    };
  });
}

async function isPresent({ db }: SchoolRecord, pupil: SchoolPupil): Promise<boolean> {
  const row = await db
    .selectFrom('school_roll')
    .select('left_on')
    .where(ofPupil('school_roll', pupil))
    .executeTakeFirst();
  return row?.left_on === null;
}

/** Drafts lose the pupil; what reports and questions of the school's files quote goes with every quotation in them. */
async function forgetInFiles({ db }: SchoolRecord, { school, pupilId }: SchoolPupil): Promise<void> {
  for (const row of await db.selectFrom('pending_pupils').selectAll().execute()) {
    const { names, contexts, factsGiven } = JSON.parse(row.pupils) as PupilsOfFolder;
    const isOther = (one: SchoolPupil) => one.school !== school || one.pupilId !== pupilId;
    const pupils = JSON.stringify({
      names: names.filter(isOther),
      contexts: contexts.filter(isOther),
      factsGiven,
    } satisfies PupilsOfFolder);
    if (pupils !== row.pupils)
      await db.updateTable('pending_pupils').set({ pupils }).where('import_id', '=', row.import_id).execute();
  }
  // Questions may name a child by name and birthday only: nothing that quotes the school's files is kept.
  await db
    .updateTable('data_import')
    .set({ proposal: null, report: null })
    .where((where) => where.or([where('school', '=', school), where('school', 'is', null)]))
    .where('state', '=', 'done')
    .execute();
  await forgetInMappings(db, school, pupilId);
}

async function forgetInMappings(db: SchoolRecord['db'], school: string, pupilId: string): Promise<void> {
  for (const row of await db.selectFrom('saved_mapping').selectAll().where('school', 'in', [school, '']).execute())
    await db
      .updateTable('saved_mapping')
      .set({ mapping: withoutPupil(row.mapping, pupilId) })
      .where('school', '=', row.school)
      .execute();
  const imports = await db
    .selectFrom('data_import')
    .select(['import_id', 'mapping'])
    .where((where) => where.or([where('school', '=', school), where('school', 'is', null)]))
    .where('mapping', 'is not', null)
    .execute();
  for (const row of imports)
    await db
      .updateTable('data_import')
      .set({ mapping: withoutPupil(row.mapping ?? '{}', pupilId) })
      .where('import_id', '=', row.import_id)
      .execute();
}

/** Which rows without an identifier are the pupil, and which other number may be the pupil’s. */
function withoutPupil(mapping: string, pupilId: string): string {
  const read = JSON.parse(mapping) as Record<string, unknown>;
  for (const part of ['people', 'identifiers'] as const) {
    const entries = read[part];
    if (typeof entries !== 'object' || entries === null) continue;
    read[part] = Object.fromEntries(
      Object.entries(entries as Record<string, { id?: unknown }>).filter(
        ([key, { id }]) => id !== pupilId && key !== pupilId,
      ),
    );
  }
  return JSON.stringify(read);
}
