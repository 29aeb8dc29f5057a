import { auditAll, type AuditEntry } from './audit.ts';
import type { SchoolRecord } from './open-record.ts';

/**
 * Adds a line for each school that something is about, so that whoever looks after one of them finds it in their audit; where
 * it is about none, one line as it is.
 */
export async function auditForSchools(
  record: Pick<SchoolRecord, 'db'>,
  schools: Iterable<string | null>,
  entry: AuditEntry,
): Promise<void> {
  const named = [...new Set(schools)].filter((school) => school !== null);
  await auditAll(record, named.length === 0 ? [entry] : named.map((school) => ({ ...entry, school })));
}
