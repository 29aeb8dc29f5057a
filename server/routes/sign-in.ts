import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { PageError } from '../plugins/error-pages.ts';
import { audit } from '../records/audit.ts';
import { useSignInToken } from '../records/sign-in-tokens.ts';
import { htmlPage } from '../schemas/html-page.ts';
import { signOutView } from '../views/sign-out-view.ts';

const moved = { 303: Type.Null() };

/** Signing in by the one-time address, and out again. */
export async function signInRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Params: { token: string } }>(
    '/sign-in/:token',
    {
      config: { open: true, rateLimit: { max: 10, timeWindow: '1 minute' } },
      schema: { params: Type.Object({ token: Type.String({ maxLength: 100 }) }), response: moved },
    },
    async (request, reply) => {
      const personId = await useSignInToken(app.record, request.params.token);
      if (personId === null) throw new PageError('link-used');
      // A new identifier for a new right: whoever planted the old one gains nothing.
      await request.session.regenerate();
      request.session.personId = personId;
      await audit(app.record, { personId, action: 'sign-in', object: 'one-time address' });
      return reply.redirect('/', 303);
    },
  );
  app.get('/sign-out', { config: { permission: 'home' }, schema: { response: htmlPage } }, (_request, reply) =>
    reply.page({ title: 'Sign out', body: signOutView(reply.generateCsrf()) }),
  );
  app.post<{ Body: { everywhere?: string } }>(
    '/sign-out',
    {
      config: { permission: 'home' },
      schema: {
        body: Type.Object({ token: Type.String(), everywhere: Type.Optional(Type.Literal('yes')) }),
        response: htmlPage,
      },
    },
    async (request, reply) => {
      const { personId } = request.person!;
      if (request.body.everywhere) await app.signOutEverywhere(personId);
      await audit(app.record, {
        personId,
        action: 'sign-out',
        object: request.body.everywhere ? 'everywhere' : 'here',
      });
      await request.session.destroy();
      request.person = null;
      return reply.page({ title: 'Signed out', body: signOutView(null) });
    },
  );
}
