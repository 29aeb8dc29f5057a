import { sql } from 'kysely';
import type { SchoolRecord } from './open-record.ts';

export interface AuditEntry {
  readonly personId: string | null;
  readonly action: string;
  /** Identifier of what was touched: a run, a pupil's identifier, a person. Never a pupil's name. */
  readonly object: string;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
  /** School the entry is about; where left out, the one school of the person, if they have one. */
  readonly school?: string | null;
}

/** Adds one line to the append-only audit. */
export async function audit(record: SchoolRecord, entry: AuditEntry): Promise<void> {
  await auditAll(record, [entry]);
}

/** Adds some lines, two hundred at a time. */
export async function auditAll(record: SchoolRecord, entries: readonly AuditEntry[]): Promise<void> {
  const at = new Date().toISOString();
  for (let from = 0; from < entries.length; from += 200)
    await record.db
      .insertInto('audit')
      .values(
        entries.slice(from, from + 200).map(({ personId, action, object, detail, school }) => ({
          at,
          person_id: personId,
          action,
          object,
          detail: JSON.stringify(detail ?? {}),
          school:
            school === undefined
              ? sql<string | null>`(select school from person where person_id = ${personId})`
              : sql<string | null>`${school}`,
        })),
      )
      .execute();
}
