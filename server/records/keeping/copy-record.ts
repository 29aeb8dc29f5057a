import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import { SameStartError } from '../../../engine/index.ts';
import { existingDatabase, keyOf, type RecordSettings } from './encrypted-database.ts';
import { verifyRecord, type VerifiedRecord } from './verify-record.ts';

/**
 * Copies the record into one encrypted file, as it stands at one moment, while a server goes on writing; opened and gone through
 * before it takes its name.
 *
 * @param file must not be there yet
 * @throws SameStartError copy-in-the-way; those of `existingDatabase` and `verifyRecord`
 */
export function copyRecord(settings: RecordSettings, file: string): VerifiedRecord {
  if (existsSync(file)) throw new SameStartError('copy-in-the-way', { file });
  const partial = `${file}.partial`;
  rmSync(partial, { force: true });
  const database = existingDatabase(settings);
  try {
    // A read of everything within one transaction, written out page by page with the same key.
    database.prepare('vacuum into ?').run([partial]);
  } finally {
    database.close();
  }
  chmodSync(partial, 0o600);
  const verified = verifyRecord({ path: partial, key: keyOf(settings) });
  renameSync(partial, file);
  return { ...verified, path: file };
}
