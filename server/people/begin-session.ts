import type { FastifyRequest } from 'fastify';
import { audit } from '../records/audit.ts';
import { inOneChange } from '../records/in-one-change.ts';
import type { SchoolRecord } from '../records/open-record.ts';
import { keepLastSignIn } from './person-signing-in.ts';

export interface SigningInNow {
  readonly personId: string;
  readonly how: 'one-time address' | 'passphrase' | 'school sign-in';
  /** What signing in changes besides: all of it is written, or nobody is signed in. */
  readonly change?: (within: SchoolRecord) => Promise<void>;
}

/**
 * Signs a person in, once that is in the audit. The session gets a new identifier: whoever planted the old one gains nothing.
 */
export async function beginSession(request: FastifyRequest, { personId, how, change }: SigningInNow): Promise<void> {
  const { record, now } = request.server;
  await inOneChange(record, async (within) => {
    await change?.(within);
    await keepLastSignIn(within, personId, now());
    await audit(within, { personId, action: 'sign-in', object: how, detail: { from: request.ip } });
  });
  await request.session.regenerate();
  request.session.personId = personId;
}
