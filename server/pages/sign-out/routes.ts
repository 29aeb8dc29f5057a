import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { audit } from '../../records/audit.ts';
import { inOneChange } from '../../records/in-one-change.ts';
import { htmlPage } from '../../http/html-page.ts';
import { signOutView } from './view.ts';

/** Signing out: here, or everywhere. */
export function signOutRoutes(app: FastifyInstance): void {
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
      const { everywhere } = request.body;
      await inOneChange(app.record, async (within) => {
        if (everywhere) await app.signOutEverywhere(personId, within);
        await audit(within, { personId, action: 'sign-out', object: everywhere ? 'everywhere' : 'here' });
      });
      await request.session.destroy();
      request.person = null;
      return reply.page({ title: 'Signed out', body: signOutView(null) });
    },
  );
}
