import { sql, type Kysely } from 'kysely';

/** What was agreed and has been done since. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table agreement_done (
    discussion_id text primary key references discussion (discussion_id), done_at text not null, done_by text not null
  ) strict`.execute(db);
}
