import { canonicalName } from './canonical-names.ts';
import type { SchoolRecord } from '../records/open-record.ts';

export interface SigningIn {
  readonly personId: string;
  readonly name: string;
  /** null = every school. */
  readonly school: string | null;
  readonly signInName: string | null;
  /** argon2id, as a PHC string; null where no passphrase has been chosen. */
  readonly passwordHash: string | null;
  readonly disabled: boolean;
  /** Tied to an account of the school's own sign-in. */
  readonly bound: boolean;
}

/** Who signs in by this name, or has this identifier; undefined where nobody does. */
export async function personSigningIn(
  record: SchoolRecord,
  by: { signInName: string } | { personId: string },
): Promise<SigningIn | undefined> {
  const query = record.db.selectFrom('person').selectAll();
  const row = await (
    'personId' in by
      ? query.where('person_id', '=', by.personId)
      : query.where('sign_in_name', '=', canonicalName(by.signInName))
  ).executeTakeFirst();
  return row
    ? {
        personId: row.person_id,
        name: row.display_name,
        school: row.school,
        signInName: row.sign_in_name,
        passwordHash: row.password_hash,
        disabled: row.disabled_at !== null,
        bound: row.oidc_subject !== null,
      }
    : undefined;
}

/** Whether anybody who may sign in has chosen a passphrase: else nobody is asked for one. */
export async function anyPassphrase(record: SchoolRecord): Promise<boolean> {
  const row = await record.db
    .selectFrom('person')
    .select('person_id')
    .where('password_hash', 'is not', null)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether a headteacher can sign in by passphrase or by the school's own sign-in, without a printed address. */
export async function headteacherCanSignIn(record: SchoolRecord, openId: boolean): Promise<boolean> {
  const rows = await record.db
    .selectFrom('person')
    .select(['password_hash', 'oidc_subject'])
    .where('role', '=', 'headteacher')
    .where('disabled_at', 'is', null)
    .execute();
  return rows.some((row) => row.password_hash !== null || (openId && row.oidc_subject !== null));
}

/** Keeps when a person signed in last; earlier times are not kept here. */
export async function keepLastSignIn(record: SchoolRecord, personId: string, at: Date): Promise<void> {
  await record.db
    .updateTable('person')
    .set({ last_sign_in_at: at.toISOString() })
    .where('person_id', '=', personId)
    .execute();
}
