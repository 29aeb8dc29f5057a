import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { SameStartError } from '../../../engine/index.ts';
import { addAuditHash } from './audit-chain.ts';

export interface RecordSettings {
  /** File of the record; made with its folder where it does not exist. `:memory:` for tests. */
  readonly path: string;
  /** 64 hex digits. Default: the file `<path>.key`, made at first start and readable by its owner only. */
  readonly key?: string | undefined;
}

/** Written beside a record when it is first made: where it stands and the record does not, one was lost. */
export const begunFile = (path: string): string => `${path}.begun`;
/** A key that is being brought in: it is the record's from the moment that the record opens with it. */
export const nextKeyFile = (path: string): string => `${path}.key.next`;

/**
 * Opens the encrypted file for a server (SQLCipher page format, 256-bit key), and makes one where there never was any. WAL with
 * synchronous=FULL: a decision that was confirmed survives a power cut.
 *
 * @throws SameStartError record-missing where there was one; record-key-missing, record-key-invalid, record-not-opened
 */
export function encryptedDatabase({ path, key }: RecordSettings): Database {
  if (path === ':memory:') return kept(new Database(path));
  const isNew = isMissing(path);
  if (isNew) {
    refuseLost(path);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  }
  const database = openedWithOneOf(path, isNew ? [firstKey(path, key)] : keysOf(path, key), kept);
  if (!existsSync(begunFile(path))) writeFileSync(begunFile(path), `${new Date().toISOString()}\n`, { mode: 0o600 });
  chmodSync(path, 0o600);
  return database;
}

/**
 * Opens a record or a copy of one to look after it, and leaves everything about it as it is.
 *
 * @throws SameStartError record-none; record-key-missing, record-key-invalid, record-not-opened
 */
export function existingDatabase({ path, key }: RecordSettings): Database {
  if (isMissing(path)) throw new SameStartError('record-none', { path });
  return openedWithOneOf(path, keysOf(path, key), (database) => database);
}

/**
 * The key of a record, 64 hex digits: as given, or from its file.
 * @throws SameStartError record-key-missing
 */
export function keyOf({ path, key }: RecordSettings): string {
  return keysOf(path, key)[0].value;
}

function isMissing(path: string): boolean {
  return !existsSync(path) || statSync(path).size === 0;
}

/** A key file or a mark beside nothing: a record was here. */
function refuseLost(path: string): void {
  const signs = [`${path}.key`, begunFile(path)].filter((file) => existsSync(file));
  if (signs.length > 0) throw new SameStartError('record-missing', { path, sign: signs[0] });
}

interface Key {
  readonly value: string;
  /** What is to be done once the record has opened with it. */
  readonly confirm: () => void;
}

/** A new key is filed as one to come, so that a start cut short leaves no key without a record. */
function firstKey(path: string, given: string | undefined): Key {
  if (given !== undefined) return { value: given, confirm: () => {} };
  const value = randomBytes(32).toString('hex');
  writeFileSync(nextKeyFile(path), value, { mode: 0o600 });
  return { value, confirm: () => renameSync(nextKeyFile(path), `${path}.key`) };
}

/** The keys that may open a record: the one given or filed, then one that was being brought in when the machine stopped. */
function keysOf(path: string, given: string | undefined): Key[] {
  const [filed, next] = [`${path}.key`, nextKeyFile(path)];
  const read = (file: string): string => readFileSync(file, 'utf8').trim();
  const keys: Key[] = [];
  if (given !== undefined) keys.push({ value: given, confirm: () => {} });
  else if (existsSync(filed)) keys.push({ value: read(filed), confirm: () => {} });
  if (given === undefined && existsSync(next)) keys.push({ value: read(next), confirm: () => renameSync(next, filed) });
  if (keys.length === 0) throw new SameStartError('record-key-missing', { path, key: filed });
  return keys;
}

function openedWithOneOf(path: string, keys: readonly Key[], prepare: (database: Database) => Database): Database {
  for (const { value, confirm } of keys) {
    if (!/^[0-9a-f]{64}$/i.test(value)) throw new SameStartError('record-key-invalid');
    const database = new Database(path);
    try {
      database.pragma(`cipher='sqlcipher'`);
      database.pragma(`key="x'${value}'"`);
      common(prepare(database));
      // The first page that is read shows whether the key is right.
      database.prepare('select count(*) from sqlite_master').pluck().get();
    } catch {
      database.close();
      continue;
    }
    confirm();
    return database;
  }
  throw new SameStartError('record-not-opened', { path });
}

function kept(database: Database): Database {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  // What is removed is overwritten, not only marked as free.
  database.pragma('secure_delete = ON');
  return common(database);
}

function common(database: Database): Database {
  // What SQLite puts aside while it sorts would lie unencrypted in a file.
  database.pragma('temp_store = MEMORY');
  database.pragma('busy_timeout = 5000');
  addAuditHash(database);
  return database;
}
