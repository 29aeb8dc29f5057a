import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { csvLines, csvText } from '../../../engine/index.ts';
import { audit } from '../../records/audit.ts';
import { allAuditEntries, newestEntry, type AuditChoice, type AuditRow } from '../../records/audit-entries.ts';
import type { SchoolRecord } from '../../records/open-record.ts';
import { auditQuery, type AuditQuery } from './query.ts';
import { choiceOf } from './routes.ts';

const columns = ['Entry', 'Time (UTC)', 'Person', 'Action', 'Object', 'School', 'Detail'];
const forSpreadsheets = true;

/**
 * The same entries as a table, all of them: identifiers as they stand in the record. They are sent as they are read, no faster
 * than they are taken. Taking it is an entry of its own.
 */
export function auditCsvRoute(app: FastifyInstance): void {
  app.get<{ Querystring: AuditQuery }>(
    '/audit.csv',
    // A stream goes out as it is: there is no object here whose undeclared fields could slip through.
    { config: { permission: 'see-audit' }, schema: { querystring: auditQuery, response: { 200: {} } } },
    async (request, reply) => {
      const { person = '', action = '', object = '', from = '', until = '' } = request.query;
      const upTo = await newestEntry(app.record);
      await audit(app.record, {
        personId: request.person!.personId,
        action: 'export-audit',
        object: 'audit',
        detail: { 'up to entry': upTo, 'of person': person, 'of action': action, about: object, from, until },
      });
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="audit.csv"')
        .type('text/csv; charset=utf-8')
        .send(Readable.from(table(app.record, choiceOf(request), upTo)));
    },
  );
}

async function* table(record: SchoolRecord, choice: AuditChoice, upTo: number): AsyncGenerator<Buffer> {
  yield Buffer.from(csvText(columns, [], { forSpreadsheets }));
  for await (const rows of allAuditEntries(record, choice, upTo))
    yield Buffer.from(csvLines(rows.map(cells), { forSpreadsheets }));
}

function cells(row: AuditRow): string[] {
  return [String(row.entry), row.at, row.person_id ?? '', row.action, row.object, row.school ?? '', row.detail];
}
