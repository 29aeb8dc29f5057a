import type { FastifyInstance } from 'fastify';
import { htmlPage } from '../../http/html-page.ts';
import { helpView } from './view.ts';

/** Help for whoever is signed in, with or without any results. */
export function helpRoute(app: FastifyInstance): void {
  app.get('/help', { config: { permission: 'home' }, schema: { response: htmlPage } }, async (request, reply) =>
    reply.page({ title: 'Help', place: 'help', body: helpView({ role: request.person!.role }) }),
  );
}
