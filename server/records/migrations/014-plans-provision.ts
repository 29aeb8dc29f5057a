import { sql, type Kysely } from 'kysely';

/**
 * Plans get outcomes of their own, strategies, voices and every version; provision becomes an entry of the school that pupils
 * are in, so that a change for a group is one change. A plan that was written before keeps its words: each line that was hoped
 * for becomes an outcome too, with what is not known of it left empty.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await plans(db);
  await provision(db);
  await templates(db);
  await takeOver(db);
}

async function plans(db: Kysely<unknown>): Promise<void> {
  await sql`alter table support_plan add column version integer not null default 1`.execute(db);
  for (const column of [
    'strategies',
    'pupil_view',
    'pupil_view_absent',
    'home_view',
    'home_view_absent',
    'school_view',
    'pupil_says_absent',
    'home_says_absent',
    'updated_at',
    'updated_by',
  ])
    await sql`alter table support_plan add column ${sql.ref(column)} text not null default ''`.execute(db);
  await sql`create table plan_outcome (
    plan_id text not null, school text not null, pupil_id text not null, place integer not null check (place between 1 and 20),
    outcome text not null, measure text not null, baseline text not null, aim text not null, result text not null,
    effect text check (effect in ('as hoped','partly','not yet')), primary key (plan_id, place)
  ) strict`.execute(db);
  await sql`create index plan_outcome_pupil on plan_outcome (school, pupil_id)`.execute(db);
  await sql`create table support_plan_version (
    plan_id text not null, school text not null, pupil_id text not null, version integer not null, content text not null,
    saved_at text not null, saved_by text not null, primary key (plan_id, version)
  ) strict`.execute(db);
  await sql`create index support_plan_version_pupil on support_plan_version (school, pupil_id)`.execute(db);
}

async function provision(db: Kysely<unknown>): Promise<void> {
  await sql`create table provision (
    provision_id text primary key, school text not null, name text not null, need text not null, by_whom text not null,
    minutes integer not null check (minutes between 1 and 600),
    times_a_week real not null check (times_a_week > 0 and times_a_week <= 50),
    group_size integer not null check (group_size between 1 and 60), from_on text not null, to_on text not null,
    pounds_an_hour real check (pounds_an_hour >= 0), times text not null, note text not null,
    version integer not null, made_at text not null, made_by text not null, updated_at text not null, updated_by text not null
  ) strict`.execute(db);
  await sql`create index provision_school on provision (school)`.execute(db);
  await sql`create table provision_pupil (
    provision_id text not null, school text not null, pupil_id text not null, from_on text not null, until_on text,
    added_at text not null, added_by text not null, ended_at text, ended_by text, primary key (provision_id, pupil_id, from_on)
  ) strict`.execute(db);
  await sql`create unique index provision_pupil_now on provision_pupil (provision_id, pupil_id) where until_on is null`.execute(
    db,
  );
  await sql`create index provision_pupil_pupil on provision_pupil (school, pupil_id)`.execute(db);
  await sql`create table provision_version (
    provision_id text not null, version integer not null, content text not null, saved_at text not null, saved_by text not null,
    primary key (provision_id, version)
  ) strict`.execute(db);
}

async function templates(db: Kysely<unknown>): Promise<void> {
  await sql`create table plan_template (
    template_id text primary key, school text not null, name text not null, need text not null, content text not null,
    version integer not null, updated_at text not null, updated_by text not null, retired_at text
  ) strict`.execute(db);
  await sql`create index plan_template_school on plan_template (school)`.execute(db);
  await sql`create table plan_template_version (
    template_id text not null, version integer not null, content text not null, saved_at text not null, saved_by text not null,
    primary key (template_id, version)
  ) strict`.execute(db);
}

interface PlanBefore {
  readonly plan_id: string;
  readonly school: string;
  readonly pupil_id: string;
  readonly hoped_for: string;
  readonly effect: string | null;
  readonly updated_at: string;
  readonly updated_by: string;
}

/** What a plan held stands as its first version; where it hoped for one thing only, what came of the plan came of that. */
async function takeOver(db: Kysely<unknown>): Promise<void> {
  await sql`update support_plan set updated_at = coalesce(review_at, made_at), updated_by = coalesce(review_by, made_by)`.execute(
    db,
  );
  const { rows } = await sql<PlanBefore>`select * from support_plan`.execute(db);
  for (const plan of rows) {
    const { plan_id, school, pupil_id, updated_at, updated_by, ...content } = plan;
    const outcomes = outcomesOf(plan);
    for (const { place, outcome, effect } of outcomes)
      await sql`insert into plan_outcome values (${plan_id}, ${school}, ${pupil_id}, ${place}, ${outcome}, '', '', '', '', ${effect})`.execute(
        db,
      );
    await sql`insert into support_plan_version values (${plan_id}, ${school}, ${pupil_id}, 1,
      ${JSON.stringify({ ...content, outcomes })}, ${updated_at}, ${updated_by})`.execute(db);
  }
}

function outcomesOf({ hoped_for, effect }: PlanBefore) {
  const lines = hoped_for
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  // Lines after the twentieth stay together in the last one: nothing is dropped.
  const kept = lines.length <= 20 ? lines : [...lines.slice(0, 19), lines.slice(19).join('\n')];
  return kept.map((outcome, at) => ({ place: at + 1, outcome, effect: kept.length === 1 ? effect : null }));
}
