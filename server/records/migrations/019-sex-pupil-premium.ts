import { sql, type Kysely } from 'kysely';

/** Sex and pupil premium of a pupil, taken in with the rest of the context: not known until the files are taken in again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table pupil_context add column sex text not null default ''`.execute(db);
  await sql`alter table pupil_context add column pupil_premium integer check (pupil_premium in (0, 1))`.execute(db);
}
