import { randomBytes } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { existingDatabase, nextKeyFile, type RecordSettings } from './encrypted-database.ts';
import { holdRecord } from './hold-record.ts';

/**
 * Encrypts the record anew under a fresh key. The key is filed as one to come before, and takes its place after: a machine that
 * stops in between opens the record with whichever of the two is right.
 *
 * @returns the new key where the old one was given (it is then filed nowhere), else null: it is in the key file
 * @throws SameStartError record-held; those of `existingDatabase`
 */
export function rotateKey({ path, key }: RecordSettings): string | null {
  const letGo = holdRecord(path);
  try {
    const database = existingDatabase({ path, key });
    const fresh = randomBytes(32).toString('hex');
    try {
      if (key === undefined) writeFileSync(nextKeyFile(path), fresh, { mode: 0o600 });
      // Within a rollback journal the whole file turns from one key to the other, or not at all.
      database.pragma('wal_checkpoint(TRUNCATE)');
      database.pragma('journal_mode = DELETE');
      database.pragma(`rekey="x'${fresh}'"`);
      database.pragma('journal_mode = WAL');
    } finally {
      database.close();
    }
    if (key === undefined) renameSync(nextKeyFile(path), `${path}.key`);
    return key === undefined ? null : fresh;
  } finally {
    letGo();
  }
}
