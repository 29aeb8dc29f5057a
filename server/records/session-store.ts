import { createHash } from 'node:crypto';
import { callbackify } from 'node:util';
import type { Session } from 'fastify';
import type fastifySession from '@fastify/session';
import type { SchoolRecord } from './open-record.ts';

/** A signed-in session ends after this long, whatever happens: one long school day. */
export const sessionHours = 10;

/** Sessions in the record: they outlive a restart, and a person can be signed out everywhere. */
export function sessionStore(
  record: SchoolRecord,
): fastifySession.SessionStore & { forget(personId: string): Promise<void> } {
  return {
    set: callbackify((id: string, session: Session) => write(record, id, session)),
    get: callbackify((id: string) => read(record, id)),
    destroy: callbackify(async (id: string) => {
      await record.db.deleteFrom('session').where('session_hash', '=', hash(id)).execute();
    }),
    forget: async (personId) => {
      await record.db.deleteFrom('session').where('person_id', '=', personId).execute();
    },
  };
}

async function write(record: SchoolRecord, id: string, session: Session): Promise<void> {
  const row = {
    person_id: session.personId ?? null,
    content: JSON.stringify(session),
    expires_at: session.cookie.expires
      ? new Date(session.cookie.expires).getTime()
      : Date.now() + sessionHours * 3_600_000,
  };
  await record.db
    .insertInto('session')
    .values({ session_hash: hash(id), created_at: new Date().toISOString(), ...row })
    .onConflict((conflict) => conflict.column('session_hash').doUpdateSet(row))
    .execute();
}

async function read(record: SchoolRecord, id: string): Promise<Session | null> {
  const row = await record.db
    .selectFrom('session')
    .select('content')
    .where('session_hash', '=', hash(id))
    .where('expires_at', '>', Date.now())
    .executeTakeFirst();
  return row ? (JSON.parse(row.content) as Session) : null;
}

function hash(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}
