import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import session from '@fastify/session';
import type { FastifyInstance } from 'fastify';
import type { AppSettings } from '../app.ts';
import { sessionHours, sessionStore } from '../records/session-store.ts';
import { secret } from '../records/secret.ts';

declare module 'fastify' {
  interface Session {
    personId?: string;
  }
  interface FastifyInstance {
    /** Ends every session of a person. */
    signOutEverywhere(personId: string): Promise<void>;
  }
}

/** Sessions kept in the record behind a signed, HttpOnly, SameSite cookie, and the tokens that guard every change. */
export async function sessions(app: FastifyInstance, settings: AppSettings): Promise<void> {
  const store = sessionStore(settings.record);
  await app.register(cookie);
  await app.register(session, {
    secret: await secret(settings.record, 'session-cookies'),
    cookieName: 'same-start',
    store,
    saveUninitialized: false,
    rolling: false,
    cookie: {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: settings.secure === true,
      maxAge: sessionHours * 3_600_000,
    },
  });
  await app.register(csrf, { sessionPlugin: '@fastify/session', getToken: tokenOf });
  app.decorate('signOutEverywhere', (personId: string) => store.forget(personId));
}

function tokenOf(request: { body?: unknown; headers: Record<string, unknown> }): string {
  const body = request.body as { token?: unknown } | undefined;
  const token = body?.token ?? request.headers['x-csrf-token'];
  return typeof token === 'string' ? token : '';
}
