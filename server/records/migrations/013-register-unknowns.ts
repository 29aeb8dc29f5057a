import { sql, type Kysely } from 'kysely';

/**
 * What is not known of an entry from before this record (codes, `register/not-known.ts`), how often an entry was changed and how it
 * stood before each change; and choices of the register that a person keeps under a name.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table register_entry add column not_known text not null default ''`.execute(db);
  await sql`alter table register_entry add column version integer not null default 1`.execute(db);
  await sql`create table register_entry_version (
    entry_id text not null, version integer not null, school text not null, pupil_id text not null,
    content text not null, saved_at text not null, saved_by text not null, primary key (entry_id, version)
  ) strict`.execute(db);
  await sql`create index register_entry_version_pupil on register_entry_version (school, pupil_id)`.execute(db);
  await sql`create table saved_choice (
    choice_id text primary key, person_id text not null references person (person_id), school text not null,
    name text not null, choice text not null, saved_at text not null
  ) strict`.execute(db);
  await sql`create unique index saved_choice_name on saved_choice (person_id, school, name)`.execute(db);
}
