import type { PupilContext, PupilFact } from '../../engine/index.ts';
import type { SchoolRecord } from './open-record.ts';
import type { PupilContextRow, PupilFactRow } from './record-tables.ts';

/** Replaces what is held of these pupils; others stay. It never leaves the record but for display. */
export async function keepPupilContext(record: SchoolRecord, contexts: readonly PupilContext[]): Promise<void> {
  await record.db.transaction().execute(async (transaction) => {
    for (let from = 0; from < contexts.length; from += 300) {
      const some = contexts.slice(from, from + 300);
      const facts = some.flatMap(factRows);
      await transaction
        .deleteFrom('pupil_context')
        .where(
          'pupil_id',
          'in',
          some.map(({ pupilId }) => pupilId),
        )
        .execute();
      await transaction.insertInto('pupil_context').values(some.map(contextRow)).execute();
      for (let at = 0; at < facts.length; at += 300)
        await transaction
          .insertInto('pupil_fact')
          .values(facts.slice(at, at + 300))
          .execute();
    }
  });
}

/** What is held of these pupils, by pupil; no entry for one of whom nothing is. */
export async function pupilContexts(
  record: SchoolRecord,
  pupilIds: readonly string[],
): Promise<ReadonlyMap<string, PupilContext>> {
  if (pupilIds.length === 0) return new Map();
  const rows = await record.db.selectFrom('pupil_context').selectAll().where('pupil_id', 'in', pupilIds).execute();
  const facts = await record.db
    .selectFrom('pupil_fact')
    .selectAll()
    .where('pupil_id', 'in', pupilIds)
    .orderBy('from_on')
    .orderBy('kind')
    .execute();
  const factsOf = Map.groupBy(facts, ({ pupil_id }) => pupil_id);
  return new Map(rows.map((row) => [row.pupil_id, asContext(row, factsOf.get(row.pupil_id) ?? [])]));
}

function asContext(row: PupilContextRow, facts: readonly PupilFactRow[]): PupilContext {
  return {
    pupilId: row.pupil_id,
    dateOfBirth: row.date_of_birth,
    senStatus: row.sen_status,
    senSince: row.sen_since,
    primaryNeed: row.primary_need,
    joinedOn: row.joined_on,
    attendancePercent: row.attendance_percent,
    englishAdditional: row.english_additional === null ? null : row.english_additional === 1,
    facts: facts.map(({ kind, from_on, to_on }) => ({ kind: kind as PupilFact['kind'], from: from_on, to: to_on })),
  };
}

function contextRow(context: PupilContext): PupilContextRow {
  return {
    pupil_id: context.pupilId,
    date_of_birth: context.dateOfBirth,
    sen_status: context.senStatus,
    sen_since: context.senSince,
    primary_need: context.primaryNeed,
    joined_on: context.joinedOn,
    attendance_percent: context.attendancePercent,
    english_additional: context.englishAdditional === null ? null : Number(context.englishAdditional),
  };
}

function factRows({ pupilId, facts }: PupilContext): PupilFactRow[] {
  return facts.map(({ kind, from, to }) => ({ pupil_id: pupilId, kind, from_on: from, to_on: to }));
}
