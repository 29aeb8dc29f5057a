import { sql, type Kysely } from 'kysely';

/** What a school knows of its pupils beside the results: age, SEN status, moves, attendance, language. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table pupil_context (
    pupil_id text primary key, date_of_birth text, sen_status text not null, sen_since text, primary_need text not null,
    joined_on text, attendance_percent real, english_additional integer check (english_additional in (0, 1))
  ) strict`.execute(db);
  await sql`create table pupil_fact (
    pupil_id text not null references pupil_context (pupil_id) on delete cascade,
    kind text not null, from_on text not null, to_on text
  ) strict`.execute(db);
  await sql`create index pupil_fact_pupil on pupil_fact (pupil_id)`.execute(db);
}
