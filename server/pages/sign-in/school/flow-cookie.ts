import type { FastifyReply, FastifyRequest } from 'fastify';
import { flowMinutes, type OpenIdFlow } from '../../../people/open-id.ts';

/**
 * Keeps what the school's own sign-in was asked in the browser that asked, signed, until it answers: the record learns of nobody
 * before they are signed in. Lax, because the answer comes from the provider's site.
 */
export function keepFlow(reply: FastifyReply, flow: OpenIdFlow): void {
  const value = Buffer.from(JSON.stringify(flow)).toString('base64url');
  reply.setCookie(cookieName(reply.request), value, { ...options(reply.request), maxAge: flowMinutes * 60 });
}

/** What was asked, taken out of the browser before the answer is looked at: an answer is good for one try. Null where nothing was. */
export function takeFlow(request: FastifyRequest, reply: FastifyReply): OpenIdFlow | null {
  const sent = request.cookies[cookieName(request)];
  if (sent === undefined) return null;
  reply.clearCookie(cookieName(request), options(request));
  const { valid, value } = request.unsignCookie(sent);
  return valid ? (JSON.parse(Buffer.from(value, 'base64url').toString()) as OpenIdFlow) : null;
}

function cookieName(request: FastifyRequest): string {
  return `${request.server.cookiePrefix}same-start-school`;
}

function options({ server }: FastifyRequest) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: server.cookiePrefix !== '', signed: true } as const;
}
