import { sql, type Kysely } from 'kysely';

/**
 * Meetings and what is prepared for them; the register with needs and plans; the monitoring list. An agreement that changes
 * after it was done is open again: `done` is of a version.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await discussionsOfMeetings(db);
  await sql`create table meeting (
    meeting_id text primary key, school text not null, class text not null, run_id text not null,
    minutes integer not null check (minutes between 5 and 240), started_at text not null, started_by text not null,
    ended_at text, ended_by text
  ) strict`.execute(db);
  await sql`create unique index meeting_open on meeting (school, class) where ended_at is null`.execute(db);
  await sql`create table meeting_pupil (
    meeting_id text not null references meeting (meeting_id), pupil_id text not null,
    state text not null check (state in ('parked','not reached')), at text not null, by_person text not null,
    primary key (meeting_id, pupil_id)
  ) strict`.execute(db);
  await sql`create index meeting_pupil_pupil on meeting_pupil (pupil_id)`.execute(db);
  await sql`create table preparation (
    run_id text not null, pupil_id text not null, can_do text not null, pupil_says text not null, home_says text not null,
    note text not null, version integer not null, updated_at text not null, updated_by text not null,
    primary key (run_id, pupil_id)
  ) strict`.execute(db);
  await registerAndPlans(db);
}

async function discussionsOfMeetings(db: Kysely<unknown>): Promise<void> {
  await sql`alter table discussion add column asks_by text not null default ''`.execute(db);
  await sql`alter table discussion add column meeting_id text`.execute(db);
  await sql`alter table discussion add column agreed_version integer not null default 0`.execute(db);
  await sql`alter table agreement_done rename to agreement_done_before`.execute(db);
  await sql`create table agreement_done (
    discussion_id text not null references discussion (discussion_id), version integer not null,
    done_at text not null, done_by text not null, primary key (discussion_id, version)
  ) strict`.execute(db);
  await sql`insert into agreement_done (discussion_id, version, done_at, done_by)
    select before.discussion_id, discussion.version, before.done_at, before.done_by
    from agreement_done_before before join discussion on discussion.discussion_id = before.discussion_id`.execute(db);
  await sql`drop table agreement_done_before`.execute(db);
}

async function registerAndPlans(db: Kysely<unknown>): Promise<void> {
  await sql`create table register_entry (
    entry_id text primary key, pupil_id text not null, school text not null,
    status text not null, from_on text not null, difficulty text not null, provision text not null,
    decided_by text not null, told_on text not null, told_by text not null, told_how text not null,
    entered_at text not null, entered_by text not null,
    left_on text, left_because text, left_told_on text, left_told_by text, left_at text, left_by text
  ) strict`.execute(db);
  await sql`create unique index register_open on register_entry (pupil_id) where left_on is null`.execute(db);
  await sql`create table pupil_need (
    pupil_id text not null, place integer not null check (place between 1 and 4), need text not null, note text not null,
    from_on text not null, until_on text, set_at text not null, set_by text not null
  ) strict`.execute(db);
  await sql`create unique index pupil_need_now on pupil_need (pupil_id, place) where until_on is null`.execute(db);
  await sql`create table support_plan (
    plan_id text primary key, pupil_id text not null, school text not null,
    start_on text not null, review_on text not null, hoped_for text not null, provision text not null,
    made_at text not null, made_by text not null,
    reviewed_on text, effect text check (effect in ('as hoped','partly','not yet')), came_of_it text,
    pupil_says text, home_says text, review_at text, review_by text
  ) strict`.execute(db);
  await sql`create unique index support_plan_running on support_plan (pupil_id) where reviewed_on is null`.execute(db);
  await sql`create index support_plan_pupil on support_plan (pupil_id)`.execute(db);
  await sql`create table monitored (
    monitored_id text primary key, pupil_id text not null, school text not null, from_on text not null,
    because text not null, look_again_on text not null, added_at text not null, added_by text not null,
    ended_on text, ended_because text, ended_by text
  ) strict`.execute(db);
  await sql`create unique index monitored_now on monitored (pupil_id) where ended_on is null`.execute(db);
}
