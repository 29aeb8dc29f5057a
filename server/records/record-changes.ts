import type Database from 'better-sqlite3-multiple-ciphers';

/** Tells whether the record may answer otherwise than before. */
export interface RecordChanges {
  /** Changes with every write, by this process or another one, but for those to the audit and to sessions. */
  ofRecord(): string;
  /** The same for sessions. */
  ofSessions(): string;
}

/** Only their own pages read these, and they are written all the time. */
const apart =
  /^\s*(?:insert(?:\s+or\s+\w+)?\s+into|replace\s+into|update|delete\s+from)\s+["`]?(audit|session)["`]?\b/i;

/** Counts writes as their statements are asked for: SQLite runs them at once, one after another. */
export function recordChanges(database: Database): RecordChanges & { notice: (sql: string) => void } {
  // Differs when another process has written: its writes are not counted here.
  const others = database.prepare('pragma data_version').pluck();
  const counts = { record: 0, session: 0 };
  return {
    ofRecord: () => `${counts.record} ${String(others.get())}`,
    ofSessions: () => `${counts.session} ${String(others.get())}`,
    notice: (sql) => {
      const table = apart.exec(sql)?.[1].toLowerCase();
      if (table === 'session') counts.session += 1;
      else if (table === undefined) counts.record += 1;
    },
  };
}
