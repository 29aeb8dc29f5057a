import { sql, type Kysely } from 'kysely';

/**
 * Every row of a pupil gets the school it belongs to; until now an identifier was one pupil in all schools. A row gets the school
 * it was written under: that of the discussion it belongs to, else of the person who wrote it, else the only school in which
 * anything was written of the pupil. Where none of these is known the school is '', which is nobody's: such rows are settled by
 * the released runs, or listed for a person (`records/pupils/unclear-schools.ts`).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table only_school (pupil_id text primary key, school text not null) strict`.execute(db);
  await sql`insert into only_school
    select pupil_id, min(school) from (
      select pupil_id, school from discussion union select pupil_id, school from register_entry
      union select pupil_id, school from support_plan union select pupil_id, school from monitored
      union select pupil_id, school from meeting_pupil join meeting using (meeting_id)
    ) group by pupil_id having count(*) = 1`.execute(db);
  await namesAndContext(db);
  await whatPeopleWrote(db);
  await indexesBySchool(db);
  await sql`drop table only_school`.execute(db);
  await rollAndTransfers(db);
}

async function namesAndContext(db: Kysely<unknown>): Promise<void> {
  const ofTheOnlySchool = sql`coalesce((select school from only_school where only_school.pupil_id = before.pupil_id), '')`;
  for (const table of ['pupil_name', 'pupil_context', 'pupil_fact'])
    await sql`alter table ${sql.table(table)} rename to ${sql.table(`${table}_before`)}`.execute(db);
  await sql`create table pupil_name (
    school text not null, pupil_id text not null, forename text not null, surname text not null, primary key (school, pupil_id)
  ) strict`.execute(db);
  await sql`insert into pupil_name select ${ofTheOnlySchool}, pupil_id, forename, surname from pupil_name_before before`.execute(
    db,
  );
  await sql`create table pupil_context (
    school text not null, pupil_id text not null, date_of_birth text, sen_status text not null, sen_since text,
    primary_need text not null, joined_on text, attendance_percent real,
    english_additional integer check (english_additional in (0, 1)), primary key (school, pupil_id)
  ) strict`.execute(db);
  await sql`insert into pupil_context select ${ofTheOnlySchool}, pupil_id, date_of_birth, sen_status, sen_since, primary_need,
    joined_on, attendance_percent, english_additional from pupil_context_before before`.execute(db);
  await sql`create table pupil_fact (
    school text not null, pupil_id text not null, kind text not null, from_on text not null, to_on text,
    foreign key (school, pupil_id) references pupil_context (school, pupil_id) on delete cascade on update cascade
  ) strict`.execute(db);
  await sql`insert into pupil_fact select ${ofTheOnlySchool}, pupil_id, kind, from_on, to_on from pupil_fact_before before`.execute(
    db,
  );
  for (const table of ['pupil_fact_before', 'pupil_context_before', 'pupil_name_before'])
    await sql`drop table ${sql.table(table)}`.execute(db);
  await sql`create index pupil_fact_pupil on pupil_fact (school, pupil_id)`.execute(db);
}

async function whatPeopleWrote(db: Kysely<unknown>): Promise<void> {
  for (const [table, writer, ofRun] of [
    ['added_pupil', 'added_by', true],
    ['preparation', 'updated_by', true],
    ['pupil_need', 'set_by', false],
  ] as const) {
    await sql`alter table ${sql.table(table)} add column school text not null default ''`.execute(db);
    const discussed = ofRun
      ? sql`(select school from discussion where discussion.run_id = own.run_id and discussion.pupil_id = own.pupil_id)`
      : sql`null`;
    await sql`update ${sql.table(table)} as own set school = coalesce(
      ${discussed}, (select school from person where person_id = own.${sql.ref(writer)}),
      (select school from only_school where only_school.pupil_id = own.pupil_id), '')`.execute(db);
  }
  await sql`alter table meeting_pupil add column school text not null default ''`.execute(db);
  await sql`update meeting_pupil set school = (select school from meeting where meeting.meeting_id = meeting_pupil.meeting_id)`.execute(
    db,
  );
}

/** One open entry, running plan, first need … a pupil of a school. */
async function indexesBySchool(db: Kysely<unknown>): Promise<void> {
  for (const index of [
    'register_open',
    'pupil_need_now',
    'support_plan_running',
    'support_plan_pupil',
    'monitored_now',
  ])
    await sql`drop index ${sql.table(index)}`.execute(db);
  for (const index of ['discussion_pupil', 'meeting_pupil_pupil'])
    await sql`drop index ${sql.table(index)}`.execute(db);
  await sql`create unique index register_open on register_entry (school, pupil_id) where left_on is null`.execute(db);
  await sql`create unique index pupil_need_now on pupil_need (school, pupil_id, place) where until_on is null`.execute(
    db,
  );
  await sql`create unique index support_plan_running on support_plan (school, pupil_id) where reviewed_on is null`.execute(
    db,
  );
  await sql`create index support_plan_pupil on support_plan (school, pupil_id)`.execute(db);
  await sql`create unique index monitored_now on monitored (school, pupil_id) where ended_on is null`.execute(db);
  await sql`create index discussion_pupil on discussion (school, pupil_id)`.execute(db);
  await sql`create index meeting_pupil_pupil on meeting_pupil (school, pupil_id)`.execute(db);
}

/** Who is on the roll of which school, by its newest released run; and moves that both schools, or the trust, have agreed. */
async function rollAndTransfers(db: Kysely<unknown>): Promise<void> {
  await sql`create table school_roll (
    school text not null, pupil_id text not null, run_id text not null, seen_on text not null, left_on text,
    primary key (school, pupil_id)
  ) strict`.execute(db);
  await sql`create index school_roll_pupil on school_roll (pupil_id)`.execute(db);
  await sql`create table transfer (
    transfer_id text primary key, pupil_id text not null, from_school text not null, to_school text not null,
    proposed_at text not null, proposed_by text,
    from_agreed_at text, from_agreed_by text, to_agreed_at text, to_agreed_by text,
    refused_at text, refused_by text, refused_because text,
    carried_out_at text, handed_over text
  ) strict`.execute(db);
  await sql`create unique index transfer_open on transfer (pupil_id, from_school, to_school)
    where carried_out_at is null and refused_at is null`.execute(db);
}
