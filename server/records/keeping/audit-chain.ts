import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3-multiple-ciphers';

/** What an entry of the audit is known by: every column but its own hash, in the order of the table. */
type EntryValues = [
  entry: number | bigint,
  at: string,
  personId: string | null,
  action: string,
  object: string,
  detail: string,
  school: string | null,
];

/** An entry of the audit as the end of the chain up to it. */
export interface ChainHead {
  readonly entry: number;
  readonly hash: string;
}

/**
 * Hash of an entry and of all before it: SHA-256 over the hash before ('' for the first) and the entry's values, as JSON. Whoever
 * takes a row out, changes one or puts one in breaks the chain at the next row.
 */
export function auditHash(before: string, values: EntryValues): string {
  const [entry, ...others] = values;
  return createHash('sha256')
    .update(JSON.stringify([before, Number(entry), ...others]))
    .digest('hex');
}

/** Lets SQL of this connection chain entries: without it a row cannot be put in at all. */
export function addAuditHash(database: Database): void {
  database.function('audit_hash', { deterministic: true, varargs: true }, (before, ...values) =>
    auditHash((before as string | null) ?? '', values as EntryValues),
  );
}

/** What is wrong with the audit of a record: at which entry, and how it shows. */
export interface BrokenChain {
  readonly entry: number;
  readonly why: 'changed' | 'shortened' | 'replaced';
}

/**
 * Goes through the audit from its first entry. O(entries), a few seconds for a million.
 *
 * @param known an end of the chain written down earlier, outside the record: it must lie on the chain
 * @returns the first fault; or the end of the chain (null for an audit without entries)
 */
export function checkChain(
  database: Database,
  known: ChainHead | null = null,
): { readonly broken: BrokenChain } | { readonly broken: null; readonly head: ChainHead | null } {
  let head: ChainHead | null = null;
  // A record of before there was a chain: it gets one when a server opens it.
  const chained = database.prepare("select 1 from pragma_table_info('audit') where name = 'hash'").pluck().get();
  if (chained === undefined) return { broken: null, head };
  const rows = database
    .prepare('select entry, at, person_id, action, object, detail, school, hash from audit order by entry')
    .raw()
    .iterate([]) as IterableIterator<[...EntryValues, string]>;
  for (const row of rows) {
    const hash = row[7];
    const entry = Number(row[0]);
    const values = row.slice(0, 7) as EntryValues;
    if (auditHash(head?.hash ?? '', values) !== hash) return { broken: { entry, why: 'changed' } };
    head = { entry, hash };
    if (known?.entry === entry && known.hash !== hash) return { broken: { entry, why: 'replaced' } };
  }
  // The counter of entries only grows: a last entry under it was taken away.
  const counted = database.prepare("select seq from sqlite_sequence where name = 'audit'").pluck().get();
  const most = Math.max(Number(counted ?? 0), known?.entry ?? 0);
  if (most > (head?.entry ?? 0)) return { broken: { entry: most, why: 'shortened' } };
  return { broken: null, head };
}
