import { sql, type Kysely } from 'kysely';

/** Signing in by passphrase, by link and by the school's own sign-in; when a session was last used; the school of an audit entry. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table person add column address text`.execute(db);
  await sql`alter table person add column version integer not null default 1`.execute(db);
  await sql`alter table person add column last_sign_in_at text`.execute(db);
  await sql`create unique index person_address on person (address)`.execute(db);
  // Sessions made before this had no moment of last use: they end, and people sign in once more.
  await sql`delete from session`.execute(db);
  await sql`alter table session add column seen_at integer not null default 0`.execute(db);
  await sql`alter table sign_in_token add column purpose text not null default 'enter' check (purpose in ('enter','passphrase'))`.execute(
    db,
  );
  await sql`create table sign_in_failure (
    subject text primary key, failures integer not null, last_at integer not null
  ) strict`.execute(db);
  await sql`alter table audit add column school text`.execute(db);
  await sql`create index audit_person on audit (person_id, entry)`.execute(db);
  await sql`create index audit_at on audit (at)`.execute(db);
}
