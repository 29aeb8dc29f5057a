import type { SchoolRecord } from './open-record.ts';
import type { InboxDropRow } from './record-tables.ts';

/** What became of files of the inbox, as somebody was told last; '' while nobody was. */
export type InboxTold = InboxDropRow['told'];

/** What is known of files with these contents; undefined where they were never seen. */
export function inboxDrop({ db }: SchoolRecord, dropHash: string): Promise<InboxDropRow | undefined> {
  return db.selectFrom('inbox_drop').selectAll().where('drop_hash', '=', dropHash).executeTakeFirst();
}

/** Notes that files with these contents were found, and which import they became. */
export async function noteInboxDrop(
  { db }: SchoolRecord,
  { dropHash, importId, at }: { readonly dropHash: string; readonly importId: string; readonly at: Date },
): Promise<void> {
  const values = { drop_hash: dropHash, import_id: importId, found_at: at.toISOString(), told: '' } as const;
  await db.insertInto('inbox_drop').values(values).execute();
}

/** Notes what was said of these files, so that it is said once. */
export async function noteInboxTold({ db }: SchoolRecord, dropHash: string, told: InboxTold): Promise<void> {
  await db.updateTable('inbox_drop').set({ told }).where('drop_hash', '=', dropHash).execute();
}
