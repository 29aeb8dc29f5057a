import type { SchoolRecord } from './open-record.ts';

export interface AuditEntry {
  readonly personId: string | null;
  readonly action: string;
  /** Identifier of what was touched: a run, a pupil's identifier, a person. Never a pupil's name. */
  readonly object: string;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Adds one line to the append-only audit. */
export async function audit(record: SchoolRecord, entry: AuditEntry): Promise<void> {
  await record.db
    .insertInto('audit')
    .values({
      at: new Date().toISOString(),
      person_id: entry.personId,
      action: entry.action,
      object: entry.object,
      detail: JSON.stringify(entry.detail ?? {}),
    })
    .execute();
}
