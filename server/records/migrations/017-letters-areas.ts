import { sql, type Kysely } from 'kysely';

/** Words of letters as schools have them, letters that were made, and results in areas other than attainment. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table letter_words (
    school text not null, kind text not null, version integer not null, words text, set_at text not null, set_by text not null,
    primary key (school, kind, version)
  ) strict`.execute(db);
  await sql`create table letter_made (
    letter_id text primary key, batch_id text not null, school text not null, pupil_id text not null, kind text not null,
    content text not null, made_at text not null, made_by text not null,
    told_on text, told_by text, told_how text, told_recorded_at text, told_recorded_by text,
    taken_back_at text, taken_back_by text, version integer not null
  ) strict`.execute(db);
  await sql`create index letter_made_pupil on letter_made (school, pupil_id)`.execute(db);
  await sql`create index letter_made_batch on letter_made (batch_id)`.execute(db);
  await sql`create table area_scale (
    school text not null, scale text not null, version integer not null, content text not null,
    set_at text not null, set_by text not null, primary key (school, scale, version)
  ) strict`.execute(db);
  await sql`create table area_result (
    result_id text not null, version integer not null, school text not null, pupil_id text not null, scale text not null,
    source text not null, on_day text not null, score real, entered_at text not null, entered_by text not null,
    primary key (result_id, version)
  ) strict`.execute(db);
  await sql`create index area_result_pupil on area_result (school, pupil_id)`.execute(db);
}
