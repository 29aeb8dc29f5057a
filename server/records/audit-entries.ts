import { setImmediate } from 'node:timers/promises';
import { sql, type Selectable, type SelectQueryBuilder } from 'kysely';
import type { SchoolRecord } from './open-record.ts';
import type { AuditTable, RecordTables } from './record-tables.ts';
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
  let query = chosen(record.db.selectFrom('audit'), choice).selectAll().orderBy('entry', 'desc').limit(most);
  if (before !== undefined) query = query.where('entry', '<', before);
  return query.execute();
}

/** The newest entry there is; 0 where there is none. */
export async function newestEntry({ db }: SchoolRecord): Promise<number> {
  const row = await db.selectFrom('audit').select('entry').orderBy('entry', 'desc').limit(1).executeTakeFirst();
  return row?.entry ?? 0;
}

/** Entries read at a time: everybody waits meanwhile. */
const atOnce = 1000;

/**
 * All entries up to one, newest first, some at a time, however many there are: always a stretch of the audit by its numbers, so
 * that the millionth costs what the first does. Others have their turn in between.
 */
export async function* allAuditEntries(
  record: SchoolRecord,
  choice: AuditChoice,
  upTo: number,
): AsyncGenerator<AuditRow[]> {
  for (let last = upTo; last > 0; last -= atOnce) {
    // The limit keeps SQLite from looking for the choice by another index, which would go through all of it every time.
    const stretch = record.db
      .selectFrom('audit')
      .selectAll()
      .where('entry', '>', last - atOnce)
      .where('entry', '<=', last)
      .orderBy('entry', 'desc')
      .limit(atOnce);
    const rows = await chosen(record.db.selectFrom(stretch.as('audit')), choice)
      .selectAll()
      .orderBy('entry', 'desc')
      .execute();
    if (rows.length > 0) yield rows;
    await setImmediate();
  }
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

function chosen(
  all: SelectQueryBuilder<RecordTables, 'audit', object>,
  { personId, action, object, from, until, school }: AuditChoice,
) {
  let query = all;
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
