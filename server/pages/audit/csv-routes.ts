import { csvText } from '../../../engine/index.ts';
import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { audit } from '../../records/audit.ts';
import { auditEntries } from '../../records/audit-entries.ts';
import { auditQuery, type AuditQuery } from './query.ts';
import { choiceOf } from './routes.ts';

/** More than a school writes in a term; a longer export is asked for by dates. */
const mostEntries = 100_000;

/** The same entries as a table: identifiers as they stand in the record. Taking it is an entry of its own. */
export function auditCsvRoute(app: FastifyInstance): void {
  app.get<{ Querystring: AuditQuery }>(
    '/audit.csv',
    { config: { permission: 'see-audit' }, schema: { querystring: auditQuery, response: { 200: Type.String() } } },
    async (request, reply) => {
      const entries = await auditEntries(app.record, choiceOf(request), { most: mostEntries });
      const { from = '', until = '' } = request.query;
      await audit(app.record, {
        personId: request.person!.personId,
        action: 'export-audit',
        object: 'audit',
        detail: { entries: entries.length, from, until },
      });
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="audit.csv"')
        .type('text/csv; charset=utf-8')
        .send(
          csvText(
            ['Entry', 'Time (UTC)', 'Person', 'Action', 'Object', 'School', 'Detail'],
            entries.map((row) => [
              String(row.entry),
              row.at,
              row.person_id ?? '',
              row.action,
              row.object,
              row.school ?? '',
              row.detail,
            ]),
            { forSpreadsheets: true },
          ),
        );
    },
  );
}
