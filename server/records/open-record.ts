import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { Kysely, SqliteDialect } from 'kysely';
import { migrate } from './migrate.ts';
import { recordChanges, type RecordChanges } from './record-changes.ts';
import type { RecordTables } from './record-tables.ts';

declare module 'fastify' {
  interface FastifyInstance {
    record: SchoolRecord;
    /** The present moment; tests set it. */
    now: () => Date;
  }
}

export interface SchoolRecord {
  readonly db: Kysely<RecordTables>;
  readonly changes: RecordChanges;
  close(): Promise<void>;
}

export interface RecordSettings {
  /** File of the record; made with its folder where it does not exist. `:memory:` for tests. */
  readonly path: string;
  /** 64 hex digits. Default: the file `<path>.key`, made at first start and readable by its owner only. */
  readonly key?: string;
}

/**
 * Opens the encrypted record (SQLCipher page format, 256-bit key), made and migrated as needed. WAL with synchronous=FULL: a
 * decision that was confirmed survives a power cut. Errors: a wrong key or a damaged file, in one sentence.
 */
export async function openRecord(settings: RecordSettings): Promise<SchoolRecord> {
  const database = openEncrypted(settings);
  const changes = recordChanges(database);
  const kept = withKeptStatements(database, changes.notice);
  const db = new Kysely<RecordTables>({ dialect: new SqliteDialect({ database: kept }) });
  await migrate(db);
  return { db, changes, close: () => db.destroy() };
}

function openEncrypted({ path, key }: RecordSettings): Database {
  const inMemory = path === ':memory:';
  if (!inMemory) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const database = new Database(path);
  try {
    if (!inMemory) {
      database.pragma(`cipher='sqlcipher'`);
      database.pragma(`key="x'${key ? checkedKey(key) : keyBeside(path)}'"`);
    }
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    // What SQLite puts aside while it sorts would lie unencrypted in a file.
    database.pragma('temp_store = MEMORY');
    database.pragma('busy_timeout = 5000');
    if (!inMemory) chmodSync(path, 0o600);
  } catch (cause) {
    database.close();
    throw new Error(
      `The record ${path} does not open with this key, or is damaged. Put back the key file it was made with.`,
      {
        cause,
      },
    );
  }
  return database;
}

/** Most pages ask the same few questions: a statement is prepared once. A change of the tables prepares it again by itself. */
function withKeptStatements(database: Database, onWrite: (sql: string) => void): Pick<Database, 'prepare' | 'close'> {
  const statements = new Map<string, ReturnType<Database['prepare']>>();
  return {
    prepare: (sql) => {
      const statement = statements.get(sql) ?? database.prepare(sql);
      if (statements.size < 500) statements.set(sql, statement);
      if (!statement.readonly) onWrite(sql);
      return statement;
    },
    close: () => database.close(),
  };
}

function keyBeside(path: string): string {
  const file = `${path}.key`;
  if (!existsSync(file)) {
    if (existsSync(path) && readFileSync(path).length > 0)
      throw new Error(`${file} is missing; without it the record cannot be read.`);
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  }
  return checkedKey(readFileSync(file, 'utf8').trim());
}

function checkedKey(key: string): string {
  if (!/^[0-9a-f]{64}$/i.test(key)) throw new Error('The key of the record must be 64 hex digits.');
  return key;
}
