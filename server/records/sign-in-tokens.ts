import { createHash, randomBytes } from 'node:crypto';
import type { SchoolRecord } from './open-record.ts';

/** A new token that signs one person in once, within `minutes`. Only its hash is kept. */
export async function newSignInToken(record: SchoolRecord, personId: string, minutes: number): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await record.db
    .insertInto('sign_in_token')
    .values({ token_hash: hash(token), person_id: personId, expires_at: Date.now() + minutes * 60_000, used_at: null })
    .execute();
  return token;
}

/** Uses a token up and says whom it signs in; null where it is unknown, used before or too old. */
export async function useSignInToken(record: SchoolRecord, token: string): Promise<string | null> {
  const used = await record.db
    .updateTable('sign_in_token')
    .set({ used_at: new Date().toISOString() })
    .where('token_hash', '=', hash(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', Date.now())
    .returning('person_id')
    .executeTakeFirst();
  return used?.person_id ?? null;
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
