import { sql } from 'kysely';
import { inOneChange } from './in-one-change.ts';
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

/** Adds one line to the append-only audit; with a transaction in place of the record, together with the change it is about. */
export async function audit(record: Pick<SchoolRecord, 'db'>, entry: AuditEntry): Promise<void> {
  await auditAll(record, [entry]);
}

/** Lines put in by one statement. */
const atOnce = 200;

/** Adds some lines: all of them or, where they cannot be written, none. */
export async function auditAll(record: Pick<SchoolRecord, 'db'>, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length <= atOnce) await addLines(record.db, entries);
  else await inOneChange(record, (within) => addLines(within.db, entries));
}

async function addLines(db: SchoolRecord['db'], entries: readonly AuditEntry[]): Promise<void> {
  const at = new Date().toISOString();
  for (let from = 0; from < entries.length; from += atOnce)
    await db
      .insertInto('audit')
      .values(
        entries.slice(from, from + atOnce).map(({ personId, action, object, detail, school }) => ({
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
