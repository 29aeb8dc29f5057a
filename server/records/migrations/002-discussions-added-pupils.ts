import { sql, type Kysely } from 'kysely';

/** Pupils brought by people, what was agreed, and every version of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table added_pupil (
    run_id text not null, pupil_id text not null, reason text not null,
    source text not null check (source in ('teacher','senco','parent')),
    added_by text not null, added_at text not null, primary key (run_id, pupil_id)
  ) strict`.execute(db);
  await sql`create table discussion (
    discussion_id text primary key, run_id text not null, pupil_id text not null, school text not null, class text not null,
    version integer not null,
    outcome text, can_do text not null, tried text not null, agreed text not null, who text not null,
    by_when text not null, will_see text not null,
    considered text not null check (considered in ('yes','no','not known')), note text not null,
    pupil_says text not null, home_says text not null, asks text not null, parent_told text not null,
    safeguarding integer not null check (safeguarding in (0, 1)), evidence text not null,
    updated_at text not null, updated_by text not null,
    unique (run_id, pupil_id)
  ) strict`.execute(db);
  await sql`create index discussion_pupil on discussion (pupil_id)`.execute(db);
  await sql`create index discussion_class on discussion (school, class)`.execute(db);
  await sql`create table discussion_version (
    discussion_id text not null references discussion (discussion_id), version integer not null,
    content text not null, saved_at text not null, saved_by text not null, primary key (discussion_id, version)
  ) strict`.execute(db);
}
