import type { FastifyInstance, FastifyRequest } from 'fastify';
import { auditActions, auditEntries, type AuditChoice } from '../../records/audit-entries.ts';
import { peopleWithin } from '../../people/manage-people.ts';
import { personNames } from '../../people/people.ts';
import { htmlPage } from '../../http/html-page.ts';
import { auditQuery, type AuditQuery } from './query.ts';
import { auditView } from './view.ts';

/** Entries on one page. */
const pageLength = 50;

/** Who did what, and when: newest first. */
export function auditRoute(app: FastifyInstance): void {
  app.get<{ Querystring: AuditQuery }>(
    '/audit',
    { config: { permission: 'see-audit' }, schema: { querystring: auditQuery, response: htmlPage } },
    async (request, reply) => {
      const { query } = request;
      const own = request.person!.school;
      const before = query.before ? Number(query.before) : undefined;
      // One more than is shown tells whether there are earlier ones.
      const found = await auditEntries(app.record, choiceOf(request), { most: pageLength + 1, before });
      return reply.page({
        title: 'Audit',
        place: 'audit',
        body: auditView({
          entries: found.slice(0, pageLength),
          earlier: found.length > pageLength,
          chosen: query,
          actions: await auditActions(app.record, own),
          people: await peopleWithin(app.record, own),
          names: await personNames(app.record),
        }),
      });
    },
  );
}

/** What the reader asked for, within their school. */
export function choiceOf(request: FastifyRequest): AuditChoice {
  const { person, action, object, from, until } = request.query as AuditQuery;
  return { personId: person, action, object, from, until, school: request.person!.school };
}
