import { createHash, createHmac } from 'node:crypto';
import { callbackify } from 'node:util';
import type { Session } from 'fastify';
import type fastifySession from '@fastify/session';
import type { Selectable } from 'kysely';
import type { SchoolRecord } from '../records/open-record.ts';
import type { SessionRow } from '../records/record-tables.ts';

/** A session ends after this long, whatever happens: one long school day. */
export const sessionHours = 10;

/** And after this long without use: a screen left open after a meeting. */
export const idleMinutes = 60;

/** Last use is kept to the minute, so that reading a page writes nothing most of the time. */
const seenEveryMilliseconds = 60_000;

declare module 'fastify' {
  interface Session {
    /** What the tokens of its forms are made with. */
    formSecret?: string;
  }
}

/**
 * Sessions in the record: they outlive a restart, and a person can be signed out everywhere. Both ends are kept here, not in the
 * cookie, whose own end a browser may ignore; the cookie goes when the browser is closed.
 *
 * Only who is signed in has a row. A session of nobody is its signed cookie and nothing else: what the tokens of its forms are
 * made with follows from the identifier (`formSecretOf`), so that visits to the sign-in page write nothing.
 */
export function sessionStore(
  record: SchoolRecord,
  forms: string,
): fastifySession.SessionStore & {
  /** Ends every session of a person; as a part of a change where it is given. */
  forget(personId: string, within?: SchoolRecord): Promise<void>;
} {
  return {
    set: callbackify((id: string, session: Session) => write(record, id, session)),
    // Asked for identifiers only that this server has signed.
    get: callbackify(
      async (id: string) => (await read(record, id)) ?? ({ formSecret: formSecretOf(forms, id) } as Session),
    ),
    destroy: callbackify(async (id: string) => {
      await record.db.deleteFrom('session').where('session_hash', '=', hash(id)).execute();
    }),
    forget: async (personId, within = record) => {
      await within.db.deleteFrom('session').where('person_id', '=', personId).execute();
    },
  };
}

/**
 * What the tokens of an unsigned session's forms are made with: known to this server alone, the same for the same cookie.
 *
 * @param forms the record's secret for such forms
 */
export function formSecretOf(forms: string, id: string): string {
  return createHmac('sha256', forms).update(id).digest('base64url');
}

/** A change of a session moves neither of its ends. */
async function write(record: SchoolRecord, id: string, session: Session): Promise<void> {
  if (session.personId === undefined) return;
  const now = Date.now();
  const content = { person_id: session.personId, content: JSON.stringify(session) };
  const known = await record.db
    .updateTable('session')
    .set(content)
    .where('session_hash', '=', hash(id))
    .executeTakeFirst();
  if (known.numUpdatedRows > 0n) return;
  await record.db
    .deleteFrom('session')
    .where((where) => where.or([where('expires_at', '<=', now), where('seen_at', '<=', now - idleMinutes * 60_000)]))
    .execute();
  await record.db
    .insertInto('session')
    .values({
      session_hash: hash(id),
      created_at: new Date(now).toISOString(),
      expires_at: now + sessionHours * 3_600_000,
      seen_at: now,
      ...content,
    })
    .execute();
}

async function read(record: SchoolRecord, id: string): Promise<Session | null> {
  const now = Date.now();
  const row = await rowOf(record, id);
  if (!row || row.expires_at <= now || row.seen_at <= now - idleMinutes * 60_000) return null;
  if (now - row.seen_at >= seenEveryMilliseconds)
    await record.db
      .updateTable('session')
      .set({ seen_at: now })
      .where('session_hash', '=', hash(id))
      .execute()
      // A full disk keeps nobody from reading: the session only ends sooner.
      .catch(() => undefined);
  return JSON.parse(row.content) as Session;
}

type KnownRow = Pick<Selectable<SessionRow>, 'content' | 'seen_at' | 'expires_at'> | undefined;

const known = new WeakMap<SchoolRecord, { version: string; rows: Map<string, Promise<KnownRow>> }>();

/** The row of a session, read again when any session was written: a page reads it, and most pages write none. */
function rowOf(record: SchoolRecord, id: string): Promise<KnownRow> {
  const version = record.changes.ofSessions();
  let own = known.get(record);
  if (own?.version !== version) known.set(record, (own = { version, rows: new Map() }));
  const key = hash(id);
  const row =
    own.rows.get(key) ??
    record.db
      .selectFrom('session')
      .select(['content', 'seen_at', 'expires_at'])
      .where('session_hash', '=', key)
      .executeTakeFirst();
  own.rows.set(key, row);
  row.catch(() => own.rows.delete(key));
  // Made-up session cookies must not fill the memory.
  if (own.rows.size > 5000) own.rows.clear();
  return row;
}

function hash(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}
