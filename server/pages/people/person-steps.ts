import type { FastifyRequest } from 'fastify';
import { PageError } from '../../page-error.ts';
import { audit } from '../../records/audit.ts';
import { inOneChange } from '../../records/in-one-change.ts';
import type { SchoolRecord } from '../../records/open-record.ts';
import { setDisabled, type PersonOnList } from '../../people/manage-people.ts';
import { localPersonId } from '../../people/people.ts';
import { forgetSignInTokens, newSignInToken } from '../../people/sign-in-tokens.ts';

/** Days for which a link works, once. */
export const linkDays = 3;

export interface PersonStep {
  readonly person: PersonOnList;
  readonly action: string;
  readonly detail?: Record<string, string>;
}

/** Does something to a person and puts it into the audit of their school, in one change. */
export function auditedStep<Value>(
  { server, person: reader }: FastifyRequest,
  { person, action, detail = {} }: PersonStep,
  change: (within: SchoolRecord) => Promise<Value>,
  record: SchoolRecord = server.record,
): Promise<Value> {
  return inOneChange(record, async (within) => {
    const value = await change(within);
    await audit(within, {
      personId: reader!.personId,
      action,
      object: person.person_id,
      detail,
      school: person.school,
    });
    return value;
  });
}

/** Nobody locks themselves out, and nobody the local account: role and school of these stay, and they are not disabled. */
export function keepsRole(readerId: string, { person_id }: Pick<PersonOnList, 'person_id'>): boolean {
  return person_id === localPersonId || person_id === readerId;
}

/** Whether a link can be made for somebody: it needs a sign-in name, and access that has not ended. */
export function mayHaveLink({ disabled_at, sign_in_name }: PersonOnList): boolean {
  return disabled_at === null && sign_in_name !== null;
}

/** A link that works once: whoever opens it chooses the passphrase. */
export async function makeLink(request: FastifyRequest, person: PersonOnList, record?: SchoolRecord): Promise<string> {
  if (!mayHaveLink(person))
    throw new PageError('bad-request', {
      problem: 'A link needs a sign-in name, and a person whose access has not ended.',
    });
  const make = (within: SchoolRecord) => newSignInToken(within, person.person_id, linkDays * 24 * 60, 'passphrase');
  const token = await auditedStep(request, { person, action: 'link-made' }, make, record);
  const { server } = request;
  // The Host header was held against the names this server goes by before anything else.
  return new URL(`/sign-in/${token}`, server.publicUrl ?? `${request.protocol}://${request.headers.host!}`).href;
}

/** Ends somebody’s access, their sessions and links at once, or lets them in again. */
export async function switchAccess(
  request: FastifyRequest,
  { person, seen, disable }: { person: PersonOnList; seen: number; disable: boolean },
  record?: SchoolRecord,
): Promise<void> {
  if (disable && keepsRole(request.person!.personId, person))
    throw new PageError('bad-request', { problem: 'Access cannot be ended for yourself, nor for the local account.' });
  const { server } = request;
  const change = async (within: SchoolRecord) => {
    const at = disable ? server.now().toISOString() : null;
    if (!(await setDisabled(within, { personId: person.person_id, seen }, at)))
      throw new PageError('changed-meanwhile');
    if (!disable) return;
    await server.signOutEverywhere(person.person_id, within);
    await forgetSignInTokens(within, person.person_id);
  };
  await auditedStep(request, { person, action: disable ? 'person-disabled' : 'person-enabled' }, change, record);
}
