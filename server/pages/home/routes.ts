import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PageError } from '../../page-error.ts';
import { mayDo } from '../../people/permissions.ts';
import { programName } from '../../html/layout-view.ts';
import { htmlPage } from '../../http/html-page.ts';
import { listQuery, type ListQuery } from '../../runs/queries.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { emptyHomeView } from './empty-view.ts';
import { loadHome } from './load.ts';
import { homeView } from './view.ts';

/** What is new, how many to discuss by class or school, the two doubts, what is still open, and what waits to be released. */
export function homeRoute(app: FastifyInstance): void {
  app.get<{ Querystring: ListQuery }>(
    '/',
    { config: { permission: 'home' }, schema: { querystring: listQuery, response: htmlPage } },
    async (request, reply) => {
      const scoped = await runOfRequest(request).catch((error: unknown) => {
        if (error instanceof PageError && nothingYet.has(error.code)) return null;
        throw error;
      });
      if (scoped === null) return empty(request, reply);
      const home = await loadHome(request, scoped, request.query.school ?? '');
      return reply.page({ title: programName, place: 'home', body: homeView(home) });
    },
  );
}

const nothingYet: ReadonlySet<string> = new Set(['no-runs', 'no-runs-yet', 'not-released']);

/** The first visit, before anything is analysed or released, says what to do and not that something is amiss. */
function empty(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { role } = request.person!;
  return reply.page({
    title: programName,
    place: 'home',
    body: emptyHomeView({ manages: mayDo(role, 'manage-data'), mayBring: request.server.imports !== null }),
  });
}
