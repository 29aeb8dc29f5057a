import { createHash, randomBytes } from 'node:crypto';
import type { SchoolRecord } from '../records/open-record.ts';
import type { SignInTokenRow } from '../records/record-tables.ts';

export type TokenPurpose = SignInTokenRow['purpose'];

/**
 * A new token that works once, within `minutes`: to sign one person in (`enter`), or to let them choose a passphrase and then sign
 * them in (`passphrase`; earlier ones of theirs stop working). Only its hash is kept.
 */
export async function newSignInToken(
  record: SchoolRecord,
  personId: string,
  minutes: number,
  purpose: TokenPurpose = 'enter',
): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  if (purpose === 'passphrase') await forgetSignInTokens(record, personId);
  await record.db
    .insertInto('sign_in_token')
    .values({
      token_hash: hash(token),
      person_id: personId,
      expires_at: Date.now() + minutes * 60_000,
      used_at: null,
      purpose,
    })
    .execute();
  return token;
}

/** Whom a token that still works is for, without using it up; null where it is unknown, used before or too old. */
export async function signInTokenOf(
  record: SchoolRecord,
  token: string,
): Promise<{ personId: string; purpose: TokenPurpose } | null> {
  const row = await record.db
    .selectFrom('sign_in_token')
    .select(['person_id', 'purpose'])
    .where('token_hash', '=', hash(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', Date.now())
    .executeTakeFirst();
  return row ? { personId: row.person_id, purpose: row.purpose } : null;
}

/** What a token that does not work any more was for; null where it is not known, or was taken back. */
export async function spentTokenPurpose(record: SchoolRecord, token: string): Promise<TokenPurpose | null> {
  const row = await record.db
    .selectFrom('sign_in_token')
    .select('purpose')
    .where('token_hash', '=', hash(token))
    .executeTakeFirst();
  return row?.purpose ?? null;
}

/** Uses a token up and says whom it is for; null where it is unknown, used before or too old. */
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

/** Links of a person that have not been used stop working. */
export async function forgetSignInTokens(record: SchoolRecord, personId: string): Promise<void> {
  await record.db.deleteFrom('sign_in_token').where('person_id', '=', personId).where('used_at', 'is', null).execute();
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
