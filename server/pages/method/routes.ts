import type { FastifyInstance } from 'fastify';
import { htmlPage } from '../../http/html-page.ts';
import { methodView } from './view.ts';

/** How results are looked at, for parents and governors; the same for every school, with or without any results. */
export function methodRoute(app: FastifyInstance): void {
  app.get('/method', { config: { permission: 'home' }, schema: { response: htmlPage } }, async (_request, reply) =>
    reply.page({ title: 'How we look at progress', body: methodView() }),
  );
}
