import { sql, type Kysely } from 'kysely';

/**
 * The steps to and around an EHC plan, and what stands beside a pupil's plan: agencies, access arrangements, what works. Nothing of
 * it is ever overwritten: a step that is taken back gets a row that says so, a changed entry a new version.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table ehc_step (
    step_id text primary key, school text not null, pupil_id text not null, place integer not null,
    kind text not null, on_day text not null, by_whom text not null, detail text not null, outcomes text not null,
    undoes text, written_at text not null, written_by text not null
  ) strict`.execute(db);
  await sql`create unique index ehc_step_place on ehc_step (school, pupil_id, place)`.execute(db);
  await sql`create table support_entry (
    entry_id text not null, version integer not null, school text not null, pupil_id text not null,
    kind text not null check (kind in ('agency','access','works')), content text not null,
    written_at text not null, written_by text not null, primary key (entry_id, version)
  ) strict`.execute(db);
  await sql`create index support_entry_pupil on support_entry (school, pupil_id)`.execute(db);
  await sql`create unique index support_entry_works on support_entry (school, pupil_id) where kind = 'works' and version = 1`.execute(
    db,
  );
}
