import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { beginSession } from '../../../people/begin-session.ts';
import { PageError } from '../../../page-error.ts';
import type { OpenIdFlow } from '../../../people/open-id.ts';
import { ownPage } from '../load.ts';
import { keepFlow, takeFlow } from './flow-cookie.ts';
import { audit } from '../../../records/audit.ts';
import { inOneChange } from '../../../records/in-one-change.ts';
import { personSigningIn } from '../../../people/person-signing-in.ts';
import { openIdPerson, type OpenIdClaims } from '../../../people/open-id-person.ts';
import { toQuery } from '../forms.ts';
import { htmlPage } from '../../../http/html-page.ts';

const rateLimit = { max: 30, timeWindow: '1 minute' };
const answers = { ...htmlPage, 303: Type.Null() };

/** Signing in by the school's own sign-in (OpenID Connect): there, and back. Nobody is made by signing in. */
export function schoolSignInRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: { to?: string } }>(
    '/sign-in/school',
    { config: { open: true, rateLimit }, schema: { querystring: toQuery, response: answers } },
    async (request, reply) => {
      if (!app.openId) throw new PageError('no-such-page');
      const started = await app.openId.start(ownPage(request.query.to ?? '/')).catch(async (fault: unknown) => {
        await refused(request, 'issuer out of reach', null, fault);
        throw new PageError('school-sign-in-away', { name: app.openId!.name });
      });
      keepFlow(reply, started.flow);
      return reply.redirect(started.address, 303);
    },
  );
  app.get(
    '/sign-in/school/callback',
    { config: { open: true, rateLimit }, schema: { response: answers } },
    async (request, reply) => {
      if (!app.openId) throw new PageError('no-such-page');
      const flow = takeFlow(request, reply);
      if (flow === null) {
        await refused(request, 'not asked for', null);
        throw new PageError('school-sign-in-again');
      }
      const claims = await claimsOf(request, flow);
      const answer = await inOneChange(app.record, async (within) => {
        const found = await openIdPerson(within, claims);
        if (!('refused' in found) && found.bound)
          await audit(within, { personId: found.personId, action: 'account-bound', object: found.personId });
        return found;
      });
      if ('refused' in answer) {
        await refused(request, answer.refused, answer.personId);
        throw new PageError('not-on-people-page', { name: app.openId.name });
      }
      await beginSession(request, { personId: answer.personId, how: 'school sign-in' });
      return reply.redirect(flow.to, 303);
    },
  );
}

async function claimsOf(request: FastifyRequest, flow: OpenIdFlow): Promise<OpenIdClaims> {
  const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?') + 1) : '';
  try {
    return await request.server.openId!.finish(query, flow);
  } catch (fault) {
    await refused(request, 'answer not as asked', null, fault);
    throw new PageError('school-sign-in-again');
  }
}

/** In the audit by the library's code; what the issuer wrote may hold a name and is not kept. */
async function refused(request: FastifyRequest, why: string, personId: string | null, fault?: unknown): Promise<void> {
  const code = (fault as { code?: unknown } | undefined)?.code;
  const { record } = request.server;
  const known = personId === null ? undefined : await personSigningIn(record, { personId });
  await audit(record, {
    personId: null,
    action: 'sign-in-failed',
    object: personId ?? 'school sign-in',
    school: known?.school ?? null,
    detail: { why, from: request.ip, ...(typeof code === 'string' ? { code } : {}) },
  });
}
