import { canonicalAddress } from './canonical-names.ts';
import { inOneChange } from '../records/in-one-change.ts';
import type { SchoolRecord } from '../records/open-record.ts';

/** What the school's own sign-in says of somebody. */
export interface OpenIdClaims {
  readonly issuer: string;
  readonly subject: string;
  /** E-mail address, only where the issuer vouches for it; null otherwise. */
  readonly address: string | null;
}

export type OpenIdAnswer =
  | { readonly personId: string; readonly bound: boolean }
  | { readonly refused: 'not on the People page' | 'disabled' | 'another account'; readonly personId: string | null };

/**
 * The person behind an account of the school's own sign-in: the one bound to it; else, once, the one with its address, who is then
 * bound to it – a later change of address at the issuer gives nobody another's pages. Nobody is ever made here.
 */
export async function openIdPerson(record: SchoolRecord, claims: OpenIdClaims): Promise<OpenIdAnswer> {
  const subject = `${claims.issuer} ${claims.subject}`;
  return inOneChange(record, async ({ db }): Promise<OpenIdAnswer> => {
    const people = db.selectFrom('person').select(['person_id', 'disabled_at', 'oidc_subject']);
    const bound = await people.where('oidc_subject', '=', subject).executeTakeFirst();
    const row =
      bound ??
      (claims.address === null
        ? undefined
        : await people.where('address', '=', canonicalAddress(claims.address)).executeTakeFirst());
    if (!row) return { refused: 'not on the People page', personId: null };
    if (row.disabled_at !== null) return { refused: 'disabled', personId: row.person_id };
    if (bound) return { personId: row.person_id, bound: false };
    if (row.oidc_subject !== null) return { refused: 'another account', personId: row.person_id };
    await db.updateTable('person').set({ oidc_subject: subject }).where('person_id', '=', row.person_id).execute();
    return { personId: row.person_id, bound: true };
  });
}
