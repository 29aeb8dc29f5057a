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

/** Adds one line to the append-only audit; with a transaction in place of the record, together with the change it is about. */
export async function audit(record: Pick<SchoolRecord, 'db'>, entry: AuditEntry): Promise<void> {
  await auditAll(record, [entry]);
}

/**
 * Adds some lines: all of them or, where they cannot be written, none. By one statement that is the same for any number of them,
 * so that SQLite prepares it once.
 */
export async function auditAll({ db }: Pick<SchoolRecord, 'db'>, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const at = new Date().toISOString();
  const lines = JSON.stringify(
    entries.map(({ personId, action, object, detail = {}, school }) => ({
      personId,
      action,
      object,
      detail: JSON.stringify(detail),
      ...(school === undefined ? { ofPerson: 1 } : { school }),
    })),
  );
  await sql`
    insert into audit (at, person_id, action, object, detail, school)
    select ${at}, value ->> 'personId', value ->> 'action', value ->> 'object', value ->> 'detail',
      iif(value ->> 'ofPerson', (select school from person where person_id = value ->> 'personId'), value ->> 'school')
    from json_each(${lines}) order by key`.execute(db);
}
