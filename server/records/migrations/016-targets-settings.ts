import { sql, type Kysely } from 'kysely';

/**
 * Targets that people chose, each a row that stays when another takes its place; settings of the trust and of each school, whole
 * and by version; when the SEN policy and the information report are looked at again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table pupil_target (
    target_id text primary key, school text not null, pupil_id text not null, subject text not null,
    until text not null check (until in ('year','key-stage')), date text not null,
    level text not null check (level in ('typical','aspirational','exceptional','other')), score real not null,
    chance real, run_id text not null, reason text not null, set_at text not null, set_by text not null,
    replaces text, ended_at text, ended_by text, ended_as text check (ended_as in ('replaced','undone'))
  ) strict`.execute(db);
  await sql`create index pupil_target_pupil on pupil_target (school, pupil_id)`.execute(db);
  await sql`create table policy_setting (
    school text not null, version integer not null, settings text not null, because text not null,
    set_at text not null, set_by text not null, primary key (school, version)
  ) strict`.execute(db);
  await sql`create table review_date (
    school text not null, document text not null check (document in ('sen-policy','information-report')),
    version integer not null, review_on text not null, set_at text not null, set_by text not null,
    primary key (school, document, version)
  ) strict`.execute(db);
}
