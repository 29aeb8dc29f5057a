import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import session from '@fastify/session';
import type { FastifyInstance, FastifyReply } from 'fastify';
import plugin from 'fastify-plugin';
import type { SchoolRecord } from '../records/open-record.ts';
import type { ConnectionSettings } from './connection.ts';
import { formSecretOf, sessionStore } from '../people/session-store.ts';
import { secret } from '../records/secret.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Ends every session of a person; as a part of a change where it is given. */
    signOutEverywhere(personId: string, within?: SchoolRecord): Promise<void>;
    /** What the names of cookies begin with: `__Host-` over https, where they are Secure; '' without. */
    cookiePrefix: '__Host-' | '';
  }
  interface FastifyReply {
    /** The token of a form that is sent by somebody who is not signed in: kept in no row, bound to their signed cookie. */
    openFormToken(): string;
  }
}

export interface SessionSettings extends Pick<ConnectionSettings, 'secure'> {
  readonly record: SchoolRecord;
}

/**
 * Sessions kept in the record behind a signed cookie, and the tokens that guard every change.
 *
 * The cookie is HttpOnly, and Secure with the `__Host-` name where the pages are reached over https. It has no end of its own: the
 * record keeps both ends, and a shared computer forgets it when the browser is closed. It is SameSite=Lax, not Strict: the answer
 * of the school's own sign-in and a link in a message come from another site, and a Strict cookie would not come with them.
 * Lax is enough, because nothing is changed by GET and every change carries a token of its form.
 */
export const sessions = plugin(keepSessions, { name: 'sessions', fastify: '5.x' });

async function keepSessions(app: FastifyInstance, settings: SessionSettings): Promise<void> {
  const forms = await secret(settings.record, 'open-forms');
  const store = sessionStore(settings.record, forms);
  const secure = settings.secure === true;
  app.decorate('cookiePrefix', secure ? '__Host-' : '');
  await app.register(cookie, { secret: await secret(settings.record, 'signed-cookies') });
  await app.register(session, {
    secret: await secret(settings.record, 'session-cookies'),
    cookieName: `${app.cookiePrefix}same-start`,
    store,
    saveUninitialized: false,
    rolling: false,
    cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure },
  });
  await app.register(csrf, { sessionPlugin: '@fastify/session', sessionKey: 'formSecret', getToken: tokenOf });
  app.decorateReply('openFormToken', function openFormToken(this: FastifyReply): string {
    const { session: own } = this.request;
    own.formSecret ??= formSecretOf(forms, own.sessionId);
    return this.generateCsrf();
  });
  app.decorate('signOutEverywhere', (personId: string, within?: SchoolRecord) => store.forget(personId, within));
}

function tokenOf(request: { body?: unknown; headers: Record<string, unknown> }): string {
  const body = request.body as { token?: unknown } | undefined;
  const token = body?.token ?? request.headers['x-csrf-token'];
  return typeof token === 'string' ? token : '';
}
