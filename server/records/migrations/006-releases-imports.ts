import { sql, type Kysely } from 'kysely';

/** Which runs staff may see, files on their way to a run, and how a school's files were understood last time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table run_draft (
    run_id text primary key, import_id text, made_at text not null, made_by text not null
  ) strict`.execute(db);
  await sql`create table run_release (
    release_id integer primary key autoincrement, run_id text not null,
    released_at text not null, released_by text not null,
    withdrawn_at text, withdrawn_by text, reason text not null default ''
  ) strict`.execute(db);
  await sql`create index run_release_run on run_release (run_id)`.execute(db);
  await sql`create table data_import (
    import_id text primary key, school text, folder text, state text not null,
    files text not null, mapping text, proposal text, report text, problem text not null default '', run_id text,
    made_at text not null, made_by text not null, changed_at text not null
  ) strict`.execute(db);
  await sql`create table saved_mapping (
    school text primary key, mapping text not null, saved_at text not null, saved_by text not null
  ) strict`.execute(db);
}
