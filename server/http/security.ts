import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import plugin from 'fastify-plugin';
import helmet from 'helmet';
import type { ConnectionSettings } from './connection.ts';
import { PageError } from '../page-error.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * Whether the sign-in form is still shown to whoever asks, counted by network address and apart from every other limit: a
     * flood of visits takes nothing from those who are signed in, nor from a form that is being sent.
     */
    showsSignInForm(request: FastifyRequest): Promise<boolean>;
  }
}

/** Visits of one network address in a minute: a school's staff behind one address on the first morning. */
const signInForms = { max: 300, timeWindow: '1 minute' };

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** Host header, headers of every answer, limits. Pages load nothing but this server's own files and run no inline script or style. */
export const security = plugin(secure, { name: 'security', fastify: '5.x' });

async function secure(app: FastifyInstance, settings: ConnectionSettings): Promise<void> {
  const hosts = new Set([...loopback, ...(settings.hosts ?? [])].map((host) => host.toLowerCase()));
  app.addHook('onRequest', async (request) => {
    // Another site's name pointed at this machine (DNS rebinding) must not reach the pages.
    if (!hosts.has(hostName(request.headers.host))) throw new PageError('wrong-host');
    // Without https there is no session cookie: said here, not by a form that never works.
    if (settings.secure && request.protocol !== 'https')
      throw new PageError('not-https', { url: settings.publicUrl ?? `https://${request.headers.host ?? ''}` });
  });
  // Made once: the plugin for it makes the same headers anew for every answer.
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: settings.secure === true && { maxAge: 31_536_000, includeSubDomains: false },
    xFrameOptions: { action: 'deny' },
  });
  app.addHook('onRequest', (request, reply, done) => headers(request.raw, reply.raw, () => done()));
  await app.register(rateLimit, {
    global: false,
    max: 10,
    timeWindow: '1 minute',
    onExceeded: (request) => noteRefused(request),
    errorResponseBuilder: () => new PageError('too-many-attempts'),
  });
  const count = app.createRateLimit(signInForms);
  app.decorate('showsSignInForm', async (request: FastifyRequest) => {
    const counted = await count(request);
    const shown = counted.isAllowed || !counted.isExceeded;
    if (!shown) noteRefused(request);
    return shown;
  });
}

function noteRefused({ ip, routeOptions, server }: FastifyRequest): void {
  server.noteRefused({ object: routeOptions.url ?? 'unknown', why: 'too-many-requests', from: ip });
}

function hostName(host: string | undefined): string {
  return (host ?? '').toLowerCase().replace(/:\d+$/, '');
}
