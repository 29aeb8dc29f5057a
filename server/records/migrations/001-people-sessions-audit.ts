import { sql, type Kysely } from 'kysely';

/** Names of pupils, people and their classes, sessions, one-time sign-in, secrets, audit. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table pupil_name (
    pupil_id text primary key, forename text not null, surname text not null
  ) strict`.execute(db);
  await sql`create table person (
    person_id text primary key, display_name text not null,
    role text not null check (role in ('teacher','senco','headteacher','data-manager','governor','trust-lead','auditor')),
    school text, sign_in_name text unique, password_hash text, oidc_subject text unique,
    created_at text not null, disabled_at text
  ) strict`.execute(db);
  await sql`create table person_class (
    person_id text not null references person (person_id) on delete cascade,
    school text not null, class text not null, from_on text not null, until_on text,
    primary key (person_id, school, class, from_on)
  ) strict`.execute(db);
  await sql`create table session (
    session_hash text primary key, person_id text references person (person_id) on delete cascade,
    content text not null, created_at text not null, expires_at integer not null
  ) strict`.execute(db);
  await sql`create index session_person on session (person_id)`.execute(db);
  await sql`create table sign_in_token (
    token_hash text primary key, person_id text not null references person (person_id) on delete cascade,
    expires_at integer not null, used_at text
  ) strict`.execute(db);
  await sql`create table secret (name text primary key, value text not null) strict`.execute(db);
  await sql`create table audit (
    entry integer primary key autoincrement, at text not null, person_id text, action text not null,
    object text not null, detail text not null
  ) strict`.execute(db);
  await sql`create trigger audit_keeps_entries before update on audit begin select raise(abort, 'the audit is append-only'); end`.execute(
    db,
  );
  await sql`create trigger audit_loses_nothing before delete on audit begin select raise(abort, 'the audit is append-only'); end`.execute(
    db,
  );
}
