import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SchoolRecord } from '../records/open-record.ts';
import { secret } from '../records/secret.ts';

/** A browser is known for so many days after somebody last signed in with their passphrase there: longer than the summer holiday. */
export const knownBrowserDays = 90;

/** People one browser is known for: those who last signed in at a computer of the staff room. */
const mostPeople = 10;

const dayMilliseconds = 86_400_000;

export interface PassphraseOwner {
  readonly personId: string;
  /** argon2id, as a PHC string. */
  readonly passwordHash: string | null;
}

/**
 * Which browsers have signed whom in before, kept in a cookie of theirs and nowhere else. The cookie tells nothing: of each person
 * it has a mark, made with a secret of the record of its own, which only who knows the person can check. A mark ends after 90 days
 * and with the passphrase it was made for. It signs nobody in.
 */
export interface KnownBrowsers {
  /** The cookie after a person has signed in here; marks of other people stay, those not used for longest go. */
  remember(cookie: string | undefined, person: PassphraseOwner, at: number): string;
  /** The mark of the person in the cookie; null where there is none that stands. */
  markOf(cookie: string | undefined, person: PassphraseOwner, at: number): string | null;
  /** What tells this cookie from others, if it is one of ours; null otherwise. */
  name(cookie: string | undefined): string | null;
}

export async function knownBrowsers(record: SchoolRecord): Promise<KnownBrowsers> {
  const key = await secret(record, 'known-browsers');
  const signed = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  /** The marks of a cookie, newest first; none where it was not made here. */
  const marksOf = (cookie: string | undefined): string[] => {
    const end = cookie?.lastIndexOf('!') ?? -1;
    if (cookie === undefined || end < 0 || cookie.length > 2000) return [];
    const marks = cookie.slice(0, end);
    return same(cookie.slice(end + 1), signed(`cookie ${marks}`)) ? marks.split('!') : [];
  };
  const stands = (mark: string, { personId, passwordHash }: PassphraseOwner, at: number): boolean => {
    const [day, nonce, tie] = mark.split('.');
    const age = dayOf(at) - Number.parseInt(day, 36);
    // One day ahead: the clock was set back a little.
    return age >= -1 && age <= knownBrowserDays && same(tie, signed(tieOf(day, nonce, { personId, passwordHash })));
  };
  const markOf: KnownBrowsers['markOf'] = (cookie, person, at) =>
    (person.passwordHash === null ? undefined : marksOf(cookie).find((mark) => stands(mark, person, at))) ?? null;
  return {
    remember: (cookie, person, at) => {
      const [day, nonce] = [dayOf(at).toString(36), randomBytes(9).toString('base64url')];
      const own = `${day}.${nonce}.${signed(tieOf(day, nonce, person))}`;
      const before = markOf(cookie, person, at);
      const others = marksOf(cookie).filter((mark) => mark !== before);
      const marks = [own, ...others].slice(0, mostPeople).join('!');
      return `${marks}!${signed(`cookie ${marks}`)}`;
    },
    markOf,
    name: (cookie) =>
      marksOf(cookie).length === 0
        ? null
        : createHash('sha256')
            .update(cookie ?? '')
            .digest('base64url'),
  };
}

function tieOf(day: string, nonce: string, { personId, passwordHash }: PassphraseOwner): string {
  return JSON.stringify(['mark', day, nonce, personId, passwordHash]);
}

function dayOf(at: number): number {
  return Math.floor(at / dayMilliseconds);
}

function same(given: string | undefined, right: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
