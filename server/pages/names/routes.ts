import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { purposeFrom, standingPurpose } from '../../people/names-for-purpose.ts';
import { purposePage, schoolsOfResults, type StatedPurpose } from './load.ts';
import { audit } from '../../records/audit.ts';
import { inOneChange } from '../../records/in-one-change.ts';
import type { SchoolRecord } from '../../records/open-record.ts';
import { htmlPage, formPage } from '../../http/html-page.ts';
import { longestPurpose, shortestPurpose, type PurposeFaults } from './view.ts';
import { address } from '../../html/address.ts';

/** Longer texts than a purpose may have are let in, so that the page can say what is wrong. */
const statedForm = Type.Object({
  token: Type.String(),
  school: Type.String({ maxLength: 120 }),
  purpose: Type.String({ maxLength: 2000 }),
});
const stopBody = Type.Object({ token: Type.String() });

/** Saying what the names of one school are needed for, and stopping. */
export function namesRoutes(app: FastifyInstance): void {
  const config = { permission: 'state-purpose' } as const;
  app.get('/names', { config, schema: { response: htmlPage } }, async (request, reply) =>
    reply.page(await purposePage(request, reply)),
  );
  app.post<{ Body: StatedPurpose }>(
    '/names',
    { config, schema: { body: statedForm, response: { ...formPage, 303: Type.Null() } } },
    (request, reply) => state(request, reply),
  );
  app.post(
    '/names/stop',
    { config, schema: { body: stopBody, response: { 303: Type.Null() } } },
    async (request, reply) => {
      await noteStopped(request, app.record);
      delete request.session.namesPurpose;
      return reply.redirect('/names', 303);
    },
  );
}

async function state(request: FastifyRequest<{ Body: StatedPurpose }>, reply: FastifyReply): Promise<FastifyReply> {
  const { record, now } = request.server;
  const { school } = request.body;
  const text = request.body.purpose.trim().replace(/\s+/g, ' ');
  const faults = faultsOf({ school, purpose: text }, await schoolsOfResults(request));
  if (Object.keys(faults).length > 0)
    return reply.code(422).page(await purposePage(request, reply, { typed: request.body, faults }));
  const purpose = purposeFrom(now(), { school, text });
  // First into the audit: no name is shown for a purpose that could not be written.
  await inOneChange(record, async (within) => {
    await noteStopped(request, within);
    await audit(within, {
      personId: request.person!.personId,
      action: 'names-asked',
      object: school,
      detail: { purpose: text, until: purpose.until },
      school,
    });
  });
  request.session.namesPurpose = purpose;
  return reply.redirect(address('/agenda', { school }), 303);
}

/** The school of a purpose that stands reads in its audit that it ends. */
async function noteStopped({ session, server, person }: FastifyRequest, within: SchoolRecord): Promise<void> {
  const { personId } = person!;
  const standing = standingPurpose(person!, session.namesPurpose, server.now());
  if (!standing) return;
  const { school } = standing;
  await audit(within, { personId, action: 'names-stopped', object: school, school });
}

function faultsOf({ school, purpose }: StatedPurpose, schools: readonly string[]): PurposeFaults {
  const { length } = purpose;
  return {
    ...(schools.includes(school) ? {} : { school: 'Choose the school whose names you need.' }),
    ...(length < shortestPurpose
      ? { purpose: `Say in a line what you need the names for: ${shortestPurpose} characters or more.` }
      : length > longestPurpose
        ? { purpose: `Say it in ${longestPurpose} characters or fewer; this has ${length}.` }
        : {}),
  };
}
