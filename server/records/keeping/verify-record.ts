import type Database from 'better-sqlite3-multiple-ciphers';
import { SameStartError } from '../../../engine/index.ts';
import { refuseBrokenChain } from './check-record.ts';
import { existingDatabase, type RecordSettings } from './encrypted-database.ts';

/** What a record was found to hold. */
export interface VerifiedRecord {
  readonly path: string;
  readonly pupils: number;
  readonly people: number;
  readonly discussions: number;
  /** Entries of the audit, and the hash that stands for all of them: the same hash, the same audit. */
  readonly auditEntries: number;
  readonly auditHash: string;
  /** When the audit was last written to, ISO 8601; '' where it is empty. */
  readonly lastEntryAt: string;
}

/**
 * Goes through every page, index, reference and the chain of the audit; changes nothing.
 *
 * @throws SameStartError record-damaged, record-chain-broken; those of `existingDatabase`
 */
export function verifyRecord(settings: RecordSettings): VerifiedRecord {
  const database = existingDatabase(settings);
  try {
    refuseFaults(database, settings.path);
    const head = refuseBrokenChain(database, settings.path);
    const count = (table: string) => Number(database.prepare(`select count(*) from ${table}`).pluck().get());
    const last = database.prepare('select at from audit order by entry desc limit 1').pluck().get();
    return {
      path: settings.path,
      pupils: count('pupil_name'),
      people: count('person'),
      discussions: count('discussion'),
      auditEntries: count('audit'),
      auditHash: head?.hash ?? '',
      lastEntryAt: typeof last === 'string' ? last : '',
    };
  } finally {
    database.close();
  }
}

function refuseFaults(database: Database, path: string): void {
  // Reading a page checks the code that only the key makes right: integrity_check reads them all.
  const checks = ['pragma integrity_check(1)', 'pragma foreign_key_check'];
  try {
    for (const check of checks) {
      const said = database.prepare(check).pluck().get();
      if (said !== undefined && said !== 'ok') throw new Error(`${check.slice(7)}: ${JSON.stringify(said)}`);
    }
  } catch (cause) {
    throw new SameStartError('record-damaged', { path, why: (cause as Error).message.replace(/\.$/, '') }, { cause });
  }
}
