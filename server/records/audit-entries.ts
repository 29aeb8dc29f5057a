import { sql, type Selectable } from 'kysely';
import type { SchoolRecord } from './open-record.ts';
import type { AuditTable } from './record-tables.ts';
import { addDays } from '../../engine/index.ts';

/** Which entries are asked for; what is left out is any. */
export interface AuditChoice {
  readonly personId?: string | undefined;
  readonly action?: string | undefined;
  readonly object?: string | undefined;
  /** First and last day, ISO, UTC, both included. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /** Entries of one school only, with what its people did; null or left out = all. */
  readonly school?: string | null | undefined;
}

export type AuditRow = Selectable<AuditTable>;

/** The newest entries, at most `most`; earlier than entry `before` where it is given. */
export async function auditEntries(
  record: SchoolRecord,
  choice: AuditChoice,
  { most, before }: { most: number; before?: number | undefined },
): Promise<AuditRow[]> {
  let query = chosen(record, choice).selectAll().orderBy('entry', 'desc').limit(most);
  if (before !== undefined) query = query.where('entry', '<', before);
  return query.execute();
}

/**
 * Every action that is in the audit, or in what a headteacher of one school sees of it, for the choice of a filter: each found
 * in the index behind the one before, because the audit holds millions of entries and some twenty actions.
 */
export async function auditActions(record: SchoolRecord, school: string | null): Promise<string[]> {
  const within = school === null ? sql`true` : sql`audit.school = ${school}`;
  const { rows } = await sql<{ action: string }>`
    with recursive known (action) as (
      select min(audit.action) from audit where ${within}
      union all
      select (select min(audit.action) from audit where ${within} and audit.action > known.action)
      from known where known.action is not null
    )
    select action from known where action is not null`.execute(record.db);
  const tries = school === null ? [] : await triesAtAccounts(record, school);
  return [...new Set([...rows, ...tries].map(({ action }) => action))].toSorted();
}

function triesAtAccounts(record: SchoolRecord, school: string): Promise<{ action: string }[]> {
  return record.db
    .selectFrom('audit')
    .select('action')
    .distinct()
    .where('object', 'in', (where) =>
      where.selectFrom('person').select('person_id').where('person.school', '=', school),
    )
    .where('school', 'is', null)
    .execute();
}

function chosen(record: SchoolRecord, { personId, action, object, from, until, school }: AuditChoice) {
  let query = record.db.selectFrom('audit');
  if (personId) query = query.where('person_id', '=', personId);
  if (action) query = query.where('action', '=', action);
  if (object) query = query.where('object', '=', object);
  if (from) query = query.where('at', '>=', from);
  if (until) query = query.where('at', '<', nextDay(until));
  // Failed tries at an account of the school have nobody who did them: they are its people's too.
  if (school)
    query = query.where((where) =>
      where.or([
        where('school', '=', school),
        where.and([
          where('school', 'is', null),
          where('object', 'in', where.selectFrom('person').select('person_id').where('person.school', '=', school)),
        ]),
      ]),
    );
  return query;
}

function nextDay(day: string): string {
  return addDays(day, 1);
}
