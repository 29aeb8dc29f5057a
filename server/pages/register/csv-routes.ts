import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { csvText, listWorkbook } from '../../../engine/index.ts';
import { orNotKnown } from '../../html/register-words.ts';
import { senWords } from '../../html/words.ts';
import { audit } from '../../records/audit.ts';
import { notKnownOf } from '../../records/register/not-known.ts';
import { needTypes } from '../../records/register/pupil-needs.ts';
import type { SupportOf } from '../../runs/pupils/register-of.ts';
import { hoursWords } from './hours-words.ts';
import { needsOf, statusOf } from './choice.ts';
import { chosenRegister, choiceFields, type ChoiceQuery } from './load.ts';

const columns = [
  'Pupil',
  'School',
  'Class',
  'Status',
  'Since',
  'Entered here',
  'Need 1',
  'Need 2',
  'Need 3',
  'What makes learning hard',
  'Different or additional',
  'Decided by',
  'Parents told',
  'Plan',
  'Review due',
  'Plans reviewed',
  'Hours of provision a week',
  'Attendance %',
  'What the results say',
  'Identifier',
];

const query = Type.Object(choiceFields);

/** The register that is shown, for a spreadsheet; who took how many pupils of it is in the audit. */
export function registerCsvRoutes(app: FastifyInstance): void {
  const config = { permission: 'see-pupils' } as const;
  app.get<{ Querystring: ChoiceQuery }>(
    '/register.csv',
    { config, schema: { querystring: query, response: { 200: Type.String() } } },
    async (request, reply) => {
      const rows = await takenRows(request, 'csv');
      return asFile(reply, 'register.csv')
        .type('text/csv; charset=utf-8')
        .send(csvText(columns, rows, { forSpreadsheets: true }));
    },
  );
  app.get<{ Querystring: ChoiceQuery }>(
    '/register.xlsx',
    // Bytes go out as they are: there is no object here whose undeclared fields could slip through.
    { config, schema: { querystring: query, response: { 200: {} } } },
    async (request, reply) => {
      const rows = await takenRows(request, 'xlsx');
      const bytes = await listWorkbook({ name: 'Register', columns, rows });
      return asFile(reply, 'register.xlsx')
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .send(Buffer.from(bytes));
    },
  );
}

function asFile(reply: FastifyReply, name: string): FastifyReply {
  return reply.header('cache-control', 'no-store').header('content-disposition', `attachment; filename="${name}"`);
}

async function takenRows(request: FastifyRequest<{ Querystring: ChoiceQuery }>, format: string): Promise<string[][]> {
  const { school, rows, choice } = await chosenRegister(request, request.query);
  await audit(request.server.record, {
    personId: request.person!.personId,
    action: 'export-register',
    object: 'register',
    detail: { ...choice, format, pupils: rows.length },
    school,
  });
  return rows.map(lineOf);
}

function lineOf(one: SupportOf): string[] {
  const { pupil, entry, plan, reviewed, attendancePercent } = one;
  const status = statusOf(one);
  const needs = needsOf(one).map((code) => needTypes[code]?.[0] ?? code);
  const since = entry ? (notKnownOf(entry).has('from') ? `by ${entry.from_on}` : entry.from_on) : (one.fileSince ?? '');
  return [
    pupil.name.full,
    pupil.row.school,
    pupil.row.class ?? '',
    status === '' ? 'support, no SEN status' : (senWords[status] ?? status),
    since,
    entry ? 'yes' : 'no',
    ...[0, 1, 2].map((place) => needs[place] ?? ''),
    entry ? orNotKnown(entry, 'difficulty', entry.difficulty) : '',
    entry ? orNotKnown(entry, 'provision', entry.provision) : '',
    entry ? orNotKnown(entry, 'decided', entry.decided_by) : '',
    entry ? orNotKnown(entry, 'told', entry.told_on) : '',
    plan?.hoped_for ?? '',
    plan?.review_on ?? '',
    String(reviewed.length),
    one.hoursAWeek === 0 ? '' : hoursWords(one.hoursAWeek),
    attendancePercent === null ? '' : String(attendancePercent),
    pupil.sentences[0] ?? '',
    pupil.pupilId,
  ];
}
