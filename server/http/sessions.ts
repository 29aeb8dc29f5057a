import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import session from '@fastify/session';
import type { FastifyInstance } from 'fastify';
import type { AppSettings } from '../app.ts';
import { sessionStore } from '../people/session-store.ts';
import { secret } from '../records/secret.ts';
import type { OpenIdFlow } from '../people/open-id.ts';

declare module 'fastify' {
  interface Session {
    personId?: string;
    /** What the school's own sign-in was asked, until it answers. */
    openId?: OpenIdFlow | undefined;
  }
  interface FastifyInstance {
    /** Ends every session of a person. */
    signOutEverywhere(personId: string): Promise<void>;
  }
}

/**
 * Sessions kept in the record behind a signed cookie, and the tokens that guard every change.
 *
 * The cookie is HttpOnly, and Secure with the `__Host-` name where the pages are reached over https. It has no end of its own: the
 * record keeps both ends, and a shared computer forgets it when the browser is closed. It is SameSite=Lax, not Strict: the answer
 * of the school's own sign-in and a link in a message come from another site, and a Strict cookie would not come with them.
 * Lax is enough, because nothing is changed by GET and every change carries a token of its form.
 */
export async function sessions(app: FastifyInstance, settings: AppSettings): Promise<void> {
  const store = sessionStore(settings.record);
  const secure = settings.secure === true;
  await app.register(cookie);
  await app.register(session, {
    secret: await secret(settings.record, 'session-cookies'),
    cookieName: secure ? '__Host-same-start' : 'same-start',
    store,
    saveUninitialized: false,
    rolling: false,
    cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure },
  });
  await app.register(csrf, { sessionPlugin: '@fastify/session', getToken: tokenOf });
  app.decorate('signOutEverywhere', (personId: string) => store.forget(personId));
}

function tokenOf(request: { body?: unknown; headers: Record<string, unknown> }): string {
  const body = request.body as { token?: unknown } | undefined;
  const token = body?.token ?? request.headers['x-csrf-token'];
  return typeof token === 'string' ? token : '';
}
