import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { openRecord } from '../open-record.ts';
import { beforeUpgrade } from './copy-before-upgrade.ts';
import { existingDatabase, type RecordSettings } from './encrypted-database.ts';
import { holdRecord } from './hold-record.ts';
import { verifyRecord, type VerifiedRecord } from './verify-record.ts';

export interface UpgradedRecord {
  readonly record: VerifiedRecord;
  /** The copy of before; null where this version lays nothing out otherwise. */
  readonly copy: string | null;
}

/**
 * Brings a record up to this version with the pages stopped: gone through, copied as it was, laid out anew, gone through again.
 *
 * @throws SameStartError record-none, record-held, record-damaged, record-newer
 */
export async function upgradeRecord(settings: RecordSettings): Promise<UpgradedRecord> {
  existingDatabase(settings).close();
  const letGo = holdRecord(settings.path);
  try {
    const before = copiesOf(settings.path);
    await (await openRecord(settings)).close();
    const copy = copiesOf(settings.path).find((file) => !before.includes(file)) ?? null;
    return { record: verifyRecord(settings), copy };
  } finally {
    letGo();
  }
}

function copiesOf(path: string): string[] {
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(`${basename(path)}${beforeUpgrade}`) && !name.endsWith('.partial'))
    .map((name) => join(dirname(path), name));
}
