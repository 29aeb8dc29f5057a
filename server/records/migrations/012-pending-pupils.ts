import { sql, type Kysely } from 'kysely';

/** What the files of a draft say of their pupils, from the analysis until the release: the files themselves are gone by then. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table pending_pupils (
    import_id text primary key, pupils text not null, kept_at text not null
  ) strict`.execute(db);
}
