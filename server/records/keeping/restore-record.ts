import { copyFileSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { SameStartError } from '../../../engine/index.ts';
import { headFile, writeHead } from './check-record.ts';
import { begunFile, existingDatabase, keyOf, type RecordSettings } from './encrypted-database.ts';
import { holdRecord } from './hold-record.ts';
import { verifyRecord, type VerifiedRecord } from './verify-record.ts';

/** A record that was put back, and what became of people's ways in. */
export interface RestoredRecord {
  readonly record: VerifiedRecord;
  /** Where what stood there lies now; null where nothing did. */
  readonly before: string | null;
  /** People who may no longer come in, or lost a passphrase that was changed since the copy, by identifier. */
  readonly closed: readonly string[];
  /** Whether the record that stood there could tell what had changed since the copy. */
  readonly compared: boolean;
}

interface WayIn {
  readonly person_id: string;
  readonly password_hash: string | null;
  readonly disabled_at: string | null;
}

/**
 * Puts a copy in the place of the record. The copy is gone through first; what stood there is moved aside, never deleted. A copy
 * knows nothing of what was closed since it was made: people disabled since then stay disabled, passphrases changed since then
 * do not work again, and sessions and links end. Where the old record cannot be read nobody knows which these are: it is for
 * the caller to say whether passphrases go on working.
 *
 * @param file a copy made by `copyRecord`, opened with the record's own key
 * @throws SameStartError copy-missing, record-held, passphrases-unknown; those of `verifyRecord`
 */
export function restoreRecord(
  settings: RecordSettings,
  file: string,
  { keepPassphrases, now }: { keepPassphrases: boolean | undefined; now: Date },
): RestoredRecord {
  const { path } = settings;
  if (!existsSync(file)) throw new SameStartError('copy-missing', { file });
  const key = keyOf(settings);
  verifyRecord({ path: file, key });
  const letGo = holdRecord(path);
  try {
    const since = waysIn({ path, key });
    if (since === null && keepPassphrases === undefined) throw new SameStartError('passphrases-unknown', { path });
    const partial = `${path}.partial`;
    removeDatabase(partial);
    copyFileSync(file, partial);
    const closed = closeWaysIn({ path: partial, key }, since, keepPassphrases ?? false, now.toISOString());
    const before = moveAside(path, now);
    renameSync(partial, path);
    writeFileSync(begunFile(path), `${now.toISOString()}\n`, { mode: 0o600 });
    writeEnd({ path, key });
    return { record: verifyRecord({ path, key }), before, closed, compared: since !== null };
  } finally {
    letGo();
  }
}

/** How people come in today; null where the record cannot be asked. */
function waysIn(settings: RecordSettings): ReadonlyMap<string, WayIn> | null {
  try {
    const database = existingDatabase(settings);
    try {
      const rows = database.prepare('select person_id, password_hash, disabled_at from person').all([]) as WayIn[];
      return new Map(rows.map((row) => [row.person_id, row]));
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

function closeWaysIn(
  settings: RecordSettings,
  since: ReadonlyMap<string, WayIn> | null,
  keepPassphrases: boolean,
  at: string,
): string[] {
  const database = existingDatabase(settings);
  try {
    const people = database.prepare('select person_id, password_hash, disabled_at from person').all([]) as WayIn[];
    const closed: string[] = [];
    database.exec('begin immediate');
    for (const { person_id, password_hash, disabled_at } of people) {
      const today = since?.get(person_id);
      // Whoever was taken off the record since then has no way in either.
      const disable = since !== null && disabled_at === null && (today === undefined || today.disabled_at !== null);
      const changed = since === null ? !keepPassphrases : today?.password_hash !== password_hash;
      const clear = password_hash !== null && changed;
      if (disable) database.prepare('update person set disabled_at = ? where person_id = ?').run([at, person_id]);
      if (clear) database.prepare('update person set password_hash = null where person_id = ?').run([person_id]);
      if (disable || clear) closed.push(person_id);
    }
    database.exec('delete from session');
    database.exec('delete from sign_in_token');
    database
      .prepare('insert into audit (at, person_id, action, object, detail) values (?, null, ?, ?, ?)')
      .run([at, 'record-restored', 'record', JSON.stringify({ closed: closed.length })]);
    database.exec('commit');
    database.pragma('wal_checkpoint(TRUNCATE)');
    return closed;
  } finally {
    database.close();
  }
}

/** The record that stood there, with what belongs to it but for its key: `record.db.before-2026-12-01T09-30-00`. */
function moveAside(path: string, now: Date): string | null {
  const aside = `${path}.before-${now.toISOString().slice(0, 19).replaceAll(':', '-')}`;
  let moved: string | null = null;
  for (const end of ['', '-wal', '-shm'])
    if (existsSync(path + end)) {
      renameSync(path + end, aside + end);
      moved = aside;
    }
  rmSync(headFile(path), { force: true });
  return moved;
}

function writeEnd(settings: RecordSettings): void {
  const database = existingDatabase(settings);
  try {
    writeHead(database, settings.path);
  } finally {
    database.close();
  }
}

function removeDatabase(path: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(path + end, { force: true });
}
