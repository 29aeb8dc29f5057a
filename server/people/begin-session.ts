import type { FastifyRequest } from 'fastify';
import { audit } from '../records/audit.ts';
import { keepLastSignIn } from './person-signing-in.ts';

/** Signs a person in and says how in the audit. The session gets a new identifier: whoever planted the old one gains nothing. */
export async function beginSession(
  request: FastifyRequest,
  personId: string,
  how: 'one-time address' | 'passphrase' | 'school sign-in',
): Promise<void> {
  const { record, now } = request.server;
  await request.session.regenerate();
  request.session.personId = personId;
  await keepLastSignIn(record, personId, now());
  await audit(record, { personId, action: 'sign-in', object: how, detail: { from: request.ip } });
}
