import { sql } from 'kysely';
import type { SchoolRecord } from '../open-record.ts';

/** Writes the whole file anew without what was removed, and empties what lies beside it: no page of it is left in either. */
export async function withoutRemains({ db }: SchoolRecord): Promise<void> {
  await sql`vacuum`.execute(db);
  await sql`pragma wal_checkpoint(TRUNCATE)`.execute(db);
}
