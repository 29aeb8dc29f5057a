import type { SchoolRecord } from '../open-record.ts';
import { inOneChange } from '../in-one-change.ts';
import { ofPupil, pupilOfRow, type SchoolPupil } from '../pupils/school-pupil.ts';
import type { RegisterEntryRow } from '../record-tables.ts';
import { keepVersion } from './entry-versions.ts';
import { undoNeeds } from './undo-needs.ts';

/**
 * Takes the last change of a pupil's newest entry back: a leaving or a correction is as it was before, with what the leaving put on the
 * monitoring list and the needs that came with it; an entry is gone and the one it took the place of goes on. How it stood is kept.
 *
 * @param seen entry and version that the person saw
 * @returns what was taken back, or null where the entry has changed since
 */
export async function undoRegister(
  record: SchoolRecord,
  pupil: SchoolPupil,
  { entryId, version, personId, at }: { entryId: string; version: number; personId: string; at: Date },
): Promise<RegisterEntryRow | null> {
  return inOneChange(record, async (within) => {
    const newest = await newestOf(within, pupil);
    if (!newest || newest.entry_id !== entryId || newest.version !== version) return null;
    await undoNeeds(within, pupil, { setAt: await changedAt(within, newest), at });
    await keepVersion(within, newest, { personId, at });
    if (version > 1) await putBack(within, newest, version - 1);
    else {
      await within.db.deleteFrom('register_entry').where('entry_id', '=', entryId).execute();
      const before = await newestOf(within, pupil);
      if (before?.moved_to && before.left_at === newest.entered_at) {
        await keepVersion(within, before, { personId, at });
        await putBack(within, before, before.version - 1);
      }
    }
    return newest;
  });
}

/** When the entry became what it is. */
async function changedAt({ db }: SchoolRecord, { entry_id, version, entered_at }: RegisterEntryRow): Promise<string> {
  const before = await db
    .selectFrom('register_entry_version')
    .select('saved_at')
    .where('entry_id', '=', entry_id)
    .where('version', '=', version - 1)
    .executeTakeFirst();
  return before?.saved_at ?? entered_at;
}

/** The open entry or, where none is, the one that ended last. */
async function newestOf({ db }: SchoolRecord, pupil: SchoolPupil): Promise<RegisterEntryRow | undefined> {
  const rows = await db
    .selectFrom('register_entry')
    .selectAll()
    .where(ofPupil('register_entry', pupil))
    .orderBy('from_on')
    .orderBy('entered_at')
    .execute();
  return rows.find((row) => row.left_on === null) ?? rows.at(-1);
}

async function putBack(within: SchoolRecord, now: RegisterEntryRow, version: number): Promise<void> {
  const { db } = within;
  const { content } = await db
    .selectFrom('register_entry_version')
    .select('content')
    .where('entry_id', '=', now.entry_id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  const { school: _school, ...before } = JSON.parse(content) as RegisterEntryRow;
  await db
    .updateTable('register_entry')
    .set({ ...before, version: now.version + 1 })
    .where('entry_id', '=', now.entry_id)
    .execute();
  if (now.left_at !== null && before.left_at === null) await unwatch(within, now, now.left_at);
}

/** Who has not left is not watched for having left: what the leaving put on the monitoring list goes with it. */
async function unwatch({ db }: SchoolRecord, now: RegisterEntryRow, leftAt: string): Promise<void> {
  await db
    .deleteFrom('monitored')
    .where(ofPupil('monitored', pupilOfRow(now)))
    .where('from_on', '=', now.left_on)
    .where('added_at', '=', leftAt)
    .where('ended_on', 'is', null)
    .execute();
}
