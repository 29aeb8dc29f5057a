import { csvText, listWorkbook, windowMonth } from '../../../engine/index.ts';
import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { agendaChoice, chosenRows, type AgendaChoice } from '../../runs/agenda-choice.ts';
import { listedPupil } from '../../runs/pupils/listed-pupils.ts';
import { leftSupport, sectionNow } from '../../runs/pupils/left-support.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { audit } from '../../records/audit.ts';
import { discussionsOfRun } from '../../records/discussions/discussions.ts';
import { agendaQuery, type AgendaQuery } from '../../runs/queries.ts';
import { sectionWords, stateWords } from '../../html/words.ts';
import { pupilLevel } from '../../runs/pupils/pupil-level.ts';
import { outcomeWords } from '../../html/outcome-words.ts';

const columns = [
  'Pupil',
  'School',
  'Class',
  'Part of the list',
  'State',
  'What the results say',
  'Level',
  'Results of',
  'Outcome',
  'Agreed',
  'Who',
  'By when',
  'Identifier',
];

/** The list that is shown as a table for a spreadsheet, as CSV and as a workbook; who took it is in the audit. */
export function agendaCsvRoute(app: FastifyInstance): void {
  const config = { permission: 'see-pupils' } as const;
  app.get<{ Querystring: AgendaQuery }>(
    '/agenda.csv',
    { config, schema: { querystring: agendaQuery, response: { 200: Type.String() } } },
    async (request, reply) => {
      const rows = await takenRows(request, 'csv');
      return asFile(reply, 'list.csv')
        .type('text/csv; charset=utf-8')
        .send(csvText(columns, rows, { forSpreadsheets: true }));
    },
  );
  app.get<{ Querystring: AgendaQuery }>(
    '/agenda.xlsx',
    // Bytes go out as they are: there is no object here whose undeclared fields could slip through.
    { config, schema: { querystring: agendaQuery, response: { 200: {} } } },
    async (request, reply) => {
      const rows = await takenRows(request, 'xlsx');
      const bytes = await listWorkbook({ name: 'List', columns, rows });
      return asFile(reply, 'list.xlsx')
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .send(Buffer.from(bytes));
    },
  );
}

function asFile(reply: FastifyReply, name: string): FastifyReply {
  return reply.header('cache-control', 'no-store').header('content-disposition', `attachment; filename="${name}"`);
}

/** The rows, and a line in the audit that says who took how many of which list. */
async function takenRows(request: FastifyRequest<{ Querystring: AgendaQuery }>, format: string): Promise<string[][]> {
  const { record, names } = request.server;
  const scoped = await runOfRequest(request);
  const { run } = scoped;
  const choice = agendaChoice(scoped, request.query);
  const agreed = await discussionsOfRun(record, run.id);
  const left = await leftSupport(record, request.person!, scoped.agenda(choice));
  const rows = chosenRows(scoped, names, { choice, left }).map((row) => {
    const pupil = listedPupil(run, names, row);
    const { pupilId, name, sentences } = pupil;
    const own = agreed.get(pupilId);
    return [
      name.full,
      row.school,
      row.class ?? '',
      sectionWords[sectionNow(row, left)][0],
      row.state ? stateWords[row.state] : '',
      sentences[0] ?? '',
      pupilLevel(pupil),
      windowMonth(run.manifest.windowDate),
      outcomeWords(own?.outcome),
      own?.agreed ?? '',
      own?.who ?? '',
      own?.by_when ?? '',
      pupilId,
    ];
  });
  await audit(record, {
    personId: request.person!.personId,
    action: 'export-list',
    object: run.id,
    detail: { ...auditedChoice(choice), format, pupils: rows.length },
    school: choice.school,
  });
  return rows;
}

function auditedChoice(choice: AgendaChoice): Record<string, string> {
  const { school, class: className = '', ...rest } = choice;
  const narrowed = Object.entries(rest).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { school, class: className, ...Object.fromEntries(narrowed) };
}
