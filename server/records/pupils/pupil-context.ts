import { sql } from 'kysely';
import type { ContextInSchool, PupilFact } from '../../../engine/index.ts';
import type { SchoolRecord } from '../open-record.ts';
import type { PupilContextRow, PupilFactRow } from '../record-tables.ts';
import { inOneChange } from '../in-one-change.ts';
import { ofPupils, type SchoolPupil } from './school-pupil.ts';

/**
 * Takes in what a data folder says of these pupils; what it leaves out stays as it was, and others stay. `facts`: whether the
 * folder had any dated facts to say; those of these pupils are then replaced. It never leaves the record but for display.
 */
export async function keepPupilContext(
  record: SchoolRecord,
  contexts: readonly ContextInSchool[],
  given: { readonly facts: boolean } = { facts: true },
): Promise<void> {
  await inOneChange(record, async ({ db }) => {
    for (let from = 0; from < contexts.length; from += 300) {
      const some = contexts.slice(from, from + 300);
      await db
        .insertInto('pupil_context')
        .values(some.map(contextRow))
        .onConflict((conflict) => conflict.columns(['school', 'pupil_id']).doUpdateSet(newOrKept))
        .execute();
      if (given.facts) await replaceFacts(db, some);
    }
  });
}

/** A new status brings its own day and need, or none: those of the status before are not its. */
const newOrKept = {
  date_of_birth: sql<string | null>`coalesce(excluded.date_of_birth, date_of_birth)`,
  joined_on: sql<string | null>`coalesce(excluded.joined_on, joined_on)`,
  attendance_percent: sql<number | null>`coalesce(excluded.attendance_percent, attendance_percent)`,
  english_additional: sql<number | null>`coalesce(excluded.english_additional, english_additional)`,
  pupil_premium: sql<number | null>`coalesce(excluded.pupil_premium, pupil_premium)`,
  sex: sql<string>`coalesce(nullif(excluded.sex, ''), sex)`,
  sen_status: sql<string>`coalesce(nullif(excluded.sen_status, ''), sen_status)`,
  sen_since: sql<string | null>`case when excluded.sen_status in ('', sen_status)
    then coalesce(excluded.sen_since, sen_since) else excluded.sen_since end`,
  primary_need: sql<string>`case when excluded.sen_status in ('', sen_status)
    then coalesce(nullif(excluded.primary_need, ''), primary_need) else excluded.primary_need end`,
};

async function replaceFacts(db: SchoolRecord['db'], contexts: readonly ContextInSchool[]): Promise<void> {
  const facts = contexts.flatMap(factRows);
  await db.deleteFrom('pupil_fact').where(ofPupils('pupil_fact', contexts)).execute();
  for (let at = 0; at < facts.length; at += 300)
    await db
      .insertInto('pupil_fact')
      .values(facts.slice(at, at + 300))
      .execute();
}

/** What is held of these pupils, by identifier: they are of one run, where each stands once. No entry for one of whom nothing is. */
export async function pupilContexts(
  record: SchoolRecord,
  pupils: readonly SchoolPupil[],
): Promise<ReadonlyMap<string, ContextInSchool>> {
  if (pupils.length === 0) return new Map();
  const rows = await record.db
    .selectFrom('pupil_context')
    .selectAll()
    .where(ofPupils('pupil_context', pupils))
    .execute();
  const facts = await record.db
    .selectFrom('pupil_fact')
    .selectAll()
    .where(ofPupils('pupil_fact', pupils))
    .orderBy('from_on')
    .orderBy('kind')
    .execute();
  const factsOf = Map.groupBy(facts, ({ pupil_id }) => pupil_id);
  return new Map(rows.map((row) => [row.pupil_id, asContext(row, factsOf.get(row.pupil_id) ?? [])]));
}

function asContext(row: PupilContextRow, facts: readonly PupilFactRow[]): ContextInSchool {
  return {
    school: row.school,
    pupilId: row.pupil_id,
    dateOfBirth: row.date_of_birth,
    senStatus: row.sen_status,
    senSince: row.sen_since,
    primaryNeed: row.primary_need,
    joinedOn: row.joined_on,
    attendancePercent: row.attendance_percent,
    englishAdditional: yesNo(row.english_additional),
    sex: row.sex,
    pupilPremium: yesNo(row.pupil_premium),
    facts: facts.map(({ kind, from_on, to_on }) => ({ kind: kind as PupilFact['kind'], from: from_on, to: to_on })),
  };
}

function contextRow(context: ContextInSchool): PupilContextRow {
  return {
    school: context.school,
    pupil_id: context.pupilId,
    date_of_birth: context.dateOfBirth,
    sen_status: context.senStatus,
    sen_since: context.senSince,
    primary_need: context.primaryNeed,
    joined_on: context.joinedOn,
    attendance_percent: context.attendancePercent,
    english_additional: flagOf(context.englishAdditional),
    sex: context.sex ?? '',
    pupil_premium: flagOf(context.pupilPremium ?? null),
  };
}

function yesNo(flag: number | null): boolean | null {
  return flag === null ? null : flag === 1;
}

function flagOf(answer: boolean | null): number | null {
  return answer === null ? null : Number(answer);
}

function factRows({ school, pupilId, facts }: ContextInSchool): PupilFactRow[] {
  return facts.map(({ kind, from, to }) => ({ school, pupil_id: pupilId, kind, from_on: from, to_on: to }));
}
