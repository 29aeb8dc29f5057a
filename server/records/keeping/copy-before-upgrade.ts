import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import type Database from 'better-sqlite3-multiple-ciphers';
import { refuseDamaged } from './check-record.ts';
import { existingDatabase, keyOf, type RecordSettings } from './encrypted-database.ts';

/** What the copies made before an upgrade are called, beside the record. */
export const beforeUpgrade = '.before-upgrade-';

/**
 * Copies a record as the version before left it, where this version lays its tables out otherwise: whoever goes back puts it back.
 * Nothing where the record is new, in memory, or laid out so already.
 *
 * @param layouts names of all layouts this version knows, in order
 * @returns the file; null where no copy was needed
 * @throws SameStartError record-damaged, where the copy cannot be read again; the record is as it was then
 */
export function copyBeforeUpgrade(
  database: Database,
  settings: RecordSettings,
  layouts: readonly string[],
): string | null {
  const newest = newestLayout(database);
  const next = layouts.find((layout) => newest !== null && layout > newest);
  if (settings.path === ':memory:' || next === undefined) return null;
  const file = `${settings.path}${beforeUpgrade}${next}`;
  // One that is there already is of a start that was cut short: it is of before, the record may not be.
  if (existsSync(file)) return file;
  const partial = `${file}.partial`;
  rmSync(partial, { force: true });
  database.prepare('vacuum into ?').run([partial]);
  chmodSync(partial, 0o600);
  const copy = existingDatabase({ ...settings, path: partial, key: keyOf(settings) });
  try {
    refuseDamaged(copy, partial);
  } finally {
    copy.close();
  }
  renameSync(partial, file);
  return file;
}

function newestLayout(database: Database): string | null {
  const table = database.prepare("select 1 from sqlite_master where name = 'kysely_migration'").get([]);
  if (table === undefined) return null;
  const name: unknown = database.prepare('select max(name) from kysely_migration').pluck().get();
  return typeof name === 'string' ? name : null;
}
