import { createHash } from 'node:crypto';
import { canonicalName, canonicalNetwork } from './canonical-names.ts';
import { inOneChange } from '../records/in-one-change.ts';
import type { SchoolRecord } from '../records/open-record.ts';

/** How many failures are free, and after how long without one they are forgotten. */
const limits = {
  /** One account, whoever tries: a wrong passphrase happens to everyone; guessing does not get far. */
  name: { free: 5, forgottenHours: 24 },
  /** One network address, whatever the account: a staff room may share one. */
  network: { free: 30, forgottenHours: 1 },
  /**
   * One person in one browser that signed them in before (`known-browsers.ts`): such attempts do not wait for those made elsewhere.
   * After ten they are attempts like any other, so that a copy of the cookie is worth ten guesses a day and no more.
   */
  browser: { free: 10, forgottenHours: 24 },
} as const;

const firstWaitSeconds = 30;
/** Nobody is locked out for longer: whoever keeps failing on purpose must not keep a colleague from a meeting. */
const longestWaitSeconds = 15 * 60;

export interface Attempt {
  readonly kind: keyof typeof limits;
  /** Name as typed, network address or mark of a known browser. */
  readonly of: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Counts an attempt as failed before it is made – attempts side by side are each counted – unless it must wait.
 *
 * @returns seconds to wait; 0 where the attempt may be made (then `forgiveAttempt` where it succeeds)
 */
export async function beginAttempt(record: SchoolRecord, { kind, of, at }: Attempt): Promise<number> {
  const subject = subjectOf(kind, of);
  return inOneChange(record, async ({ db }) => {
    const known = await db.selectFrom('sign_in_failure').selectAll().where('subject', '=', subject).executeTakeFirst();
    // Where the clock was set back the last failure lies ahead: the wait begins anew, and is no longer for that.
    if (known && at < known.last_at) {
      known.last_at = at;
      await db.updateTable('sign_in_failure').set({ last_at: at }).where('subject', '=', subject).execute();
    }
    const fresh = known !== undefined && at - known.last_at < limits[kind].forgottenHours * 3_600_000;
    const failures = fresh ? known.failures : 0;
    const wait = fresh ? waitSeconds(kind, failures - limits[kind].free) - (at - known.last_at) / 1000 : 0;
    if (wait > 0) return Math.ceil(wait);
    const row = { failures: failures + 1, last_at: at };
    await db
      .deleteFrom('sign_in_failure')
      .where('last_at', '<', at - 24 * 3_600_000)
      .execute();
    await db
      .insertInto('sign_in_failure')
      .values({ subject, ...row })
      .onConflict((conflict) => conflict.column('subject').doUpdateSet(row))
      .execute();
    return 0;
  });
}

/** The attempt succeeded: a name or a known browser starts afresh; a network address gets this one attempt back, not those for other names. */
export async function forgiveAttempt(record: SchoolRecord, kind: Attempt['kind'], of: string): Promise<void> {
  const subject = subjectOf(kind, of);
  if (kind !== 'network') await record.db.deleteFrom('sign_in_failure').where('subject', '=', subject).execute();
  else
    await record.db
      .updateTable('sign_in_failure')
      .set((row) => ({ failures: row('failures', '-', 1) }))
      .where('subject', '=', subject)
      .where('failures', '>', 0)
      .execute();
}

/** 30 seconds after the first failure too many, twice as long after each further one; a known browser, until all are forgotten. */
function waitSeconds(kind: Attempt['kind'], tooMany: number): number {
  if (kind === 'browser') return tooMany < 0 ? 0 : limits.browser.forgottenHours * 3600;
  return tooMany < 0 ? 0 : Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** tooMany);
}

/** Hashed: a passphrase typed into the wrong box is not kept. */
function subjectOf(kind: Attempt['kind'], of: string): string {
  const canonical = kind === 'browser' ? of : kind === 'name' ? canonicalName(of) : canonicalNetwork(of);
  return `${kind} ${createHash('sha256').update(canonical).digest('hex')}`;
}
