import { sql, type Kysely } from 'kysely';

/** What was found in a folder that is watched, by what it holds: the same files again are known. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table inbox_drop (
    drop_hash text primary key, import_id text not null, found_at text not null,
    told text not null default '' check (told in ('', 'asks', 'refused', 'drafted'))
  ) strict`.execute(db);
}
