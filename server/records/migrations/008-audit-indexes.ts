import { sql, type Kysely } from 'kysely';

/** The audit is asked who opened a pupil, and for one action: among millions of entries not by reading them all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index audit_object on audit (object, entry)`.execute(db);
  await sql`create index audit_action on audit (action, entry)`.execute(db);
  await sql`create index audit_school on audit (school, action)`.execute(db);
}
