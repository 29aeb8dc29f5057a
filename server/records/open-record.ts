import { Kysely, SqliteDialect } from 'kysely';
import type Database from 'better-sqlite3-multiple-ciphers';
import { encryptedDatabase, type RecordSettings } from './keeping/encrypted-database.ts';
import { refuseBrokenChain, refuseDamaged, writeHead } from './keeping/check-record.ts';
import { copyBeforeUpgrade } from './keeping/copy-before-upgrade.ts';
import { migrate, migrations } from './migrate.ts';
import type { Retentions } from './life/retention-settings.ts';
import { recordChanges, type RecordChanges } from './record-changes.ts';
import type { RecordTables } from './record-tables.ts';

declare module 'fastify' {
  interface FastifyInstance {
    record: SchoolRecord;
    /** The present moment; tests set it. */
    now: () => Date;
    /** How long each kind is kept, as the school has decided. */
    retentions: Retentions;
  }
}

export interface SchoolRecord {
  readonly db: Kysely<RecordTables>;
  readonly changes: RecordChanges;
  close(): Promise<void>;
}

/**
 * Opens the encrypted record, made and migrated as needed, once its pages and the chain of its audit have been gone through. One
 * of an earlier version is copied first.
 *
 * @throws SameStartError those of `encryptedDatabase`; record-damaged; record-newer
 */
export async function openRecord(settings: RecordSettings): Promise<SchoolRecord> {
  const database = encryptedDatabase(settings);
  try {
    refuseDamaged(database, settings.path);
    copyBeforeUpgrade(database, settings, Object.keys(migrations));
    const changes = recordChanges(database);
    const kept = withKeptStatements(database, changes.notice);
    const db = new Kysely<RecordTables>({ dialect: new SqliteDialect({ database: kept }) });
    await migrate(db);
    refuseBrokenChain(database, settings.path);
    return {
      db,
      changes,
      close: async () => {
        writeHead(database, settings.path);
        await db.destroy();
      },
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Most pages ask the same few questions: a statement is prepared once. A change of the tables prepares it again by itself. */
function withKeptStatements(database: Database, onWrite: (sql: string) => void): Pick<Database, 'prepare' | 'close'> {
  const statements = new Map<string, ReturnType<Database['prepare']>>();
  return {
    prepare: (sql) => {
      // On a full or failing disk SQLite has taken the transaction back by itself; to ask for it again is an error that would
      // stand in place of what went wrong (https://www.sqlite.org/lang_transaction.html).
      if (sql === 'rollback' && !database.inTransaction) return database.prepare('select 1');
      const statement = statements.get(sql) ?? database.prepare(sql);
      if (statements.size < 500) statements.set(sql, statement);
      if (!statement.readonly) onWrite(sql);
      return statement;
    },
    close: () => database.close(),
  };
}
