import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerQuestion, forgetAnswer, keptAnswers, type Guess, type Mapping } from '../../../../engine/index.ts';
import { importOfRequest, jobsOf } from '../../../imports/import-of-request.ts';
import type { Proposed } from '../../../imports/import-tasks.ts';
import { schoolsOfImport } from '../../../imports/schools-of-import.ts';
import { beforeAnswers, canUndo, forgetUndo } from '../../../imports/undo-answers.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { PageError } from '../../../page-error.ts';
import { mayDo } from '../../../people/permissions.ts';
import { auditForSchools } from '../../../records/audit-for-schools.ts';
import { audit } from '../../../records/audit.ts';
import { inOneChange } from '../../../records/in-one-change.ts';
import type { SchoolRecord } from '../../../records/open-record.ts';
import { changeImport, savedMapping, saveMapping } from '../../../records/data-imports.ts';
import { answersBody, importParams, moved, pageOrMoved, tokenBody } from '../forms.ts';
import { orderGiven } from '../grades-list.ts';
import { readImport } from '../read-import.ts';
import { importAnswersView, keptAnswersView } from './view.ts';

/** Every answer, to be seen, printed and changed: of one lot of files, and those kept for the next; and the way back. */
export function answersRoutes(app: FastifyInstance): void {
  app.get(
    '/data/imports/:id/answers',
    { config: { permission: 'see-data-report' }, schema: { params: importParams, response: htmlPage } },
    async (request, reply) => {
      const row = await importOfRequest(request);
      const proposed = row.proposal === null ? null : (JSON.parse(row.proposal) as Proposed);
      const manages = mayDo(request.person!.role, 'manage-data');
      return reply.page({
        title: 'Questions and answers',
        place: 'data',
        scripts: ['order-grades.js'],
        body: importAnswersView({
          row,
          guesses: proposed?.guesses ?? [],
          open: row.state === 'questions' ? (proposed?.questions ?? []) : [],
          changeable: manages && row.state === 'checked',
          undo: manages && app.imports !== null && canUndo(app.imports.settings, row.import_id),
          today: app.now(),
          token: reply.generateCsrf(),
        }),
      });
    },
  );
  app.post(
    '/data/imports/:id/undo',
    { config: { permission: 'manage-data' }, schema: { params: importParams, body: tokenBody, response: moved } },
    (request, reply) => undo(request, reply),
  );
  app.get(
    '/data/answers',
    { config: { permission: 'see-data-report' }, schema: { response: htmlPage } },
    (request, reply) => showKept(request, reply),
  );
  app.post<{ Body: Record<string, string> }>(
    '/data/answers',
    { config: { permission: 'manage-data' }, schema: { body: answersBody, response: pageOrMoved } },
    (request, reply) => changeKept(request, reply),
  );
}

/** Puts the questions back as they were before they were answered, and what was kept for the next files too. */
async function undo(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { record, now } = request.server;
  const row = await importOfRequest(request);
  const { personId } = request.person!;
  if (row.state !== 'checked') throw new PageError('bad-request', { problem: 'There are no answers to undo now.' });
  const { settings } = jobsOf(request);
  const before = await beforeAnswers(settings, row.import_id);
  if (before === null) throw new PageError('bad-request', { problem: 'There are no answers to undo.' });
  const { state, mapping, proposal, kept } = before;
  const entry = { personId, action: 'questions-answered', object: row.import_id, detail: { undone: true } };
  const change = async (within: SchoolRecord) => {
    if (kept !== null) await saveMapping(within, row.school ?? '', { mapping: kept, personId, at: now() });
    await changeImport(within, row.import_id, { state, mapping, proposal }, now());
    await auditForSchools(within, schoolsOfImport(row), entry);
  };
  if (state === 'checked') await readImport(request, row.import_id, { settled: true, change });
  else await inOneChange(record, change);
  await forgetUndo(settings, row.import_id);
  return reply.redirect(`/data/imports/${row.import_id}`, 303);
}

async function kept(request: FastifyRequest): Promise<{ text: string; mapping: Mapping } | null> {
  const text = await savedMapping(request.server.record, request.person!.school ?? '');
  return text === null ? null : { text, mapping: JSON.parse(text) as Mapping };
}

async function showKept(
  request: FastifyRequest,
  reply: FastifyReply,
  problems: ReadonlyMap<number, string> = new Map(),
): Promise<FastifyReply> {
  const found = await kept(request);
  return reply.page({
    title: 'Answers kept for the next files',
    place: 'data',
    scripts: ['order-grades.js'],
    body: keptAnswersView({
      answers: found === null ? [] : keptAnswers(found.mapping),
      seen: found === null ? '' : seenOf(found.text),
      manages: mayDo(request.person!.role, 'manage-data'),
      problems,
      given: (request.body ?? {}) as Record<string, string>,
      token: reply.generateCsrf(),
    }),
  });
}

/** Which answers a form is about: they may have been changed elsewhere since. */
function seenOf(text: string): string {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + letter.codePointAt(0)!) >>> 0;
  return `${text.length}-${sum}`;
}

/** What a changed row of the form says to the mapping; null where it stays as it is. */
function changed({ choices }: Guess, number: number, body: Readonly<Record<string, string>>): string | null {
  const chosen = body[`q${number}`] ?? '';
  if (chosen === 'leave-out') return '-';
  if (chosen === 'other') return (body[`t${number}`] ?? '').trim();
  if (chosen === 'order') return orderGiven(number, body).join(' < ');
  return choices?.find((_, place) => chosen === `choice-${place}`)?.value ?? null;
}

async function changeKept(
  request: FastifyRequest<{ Body: Record<string, string> }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { record, now } = request.server;
  const { personId, school } = request.person!;
  const found = await kept(request);
  const { body } = request;
  if (found === null || body['seen'] !== seenOf(found.text))
    throw new PageError('bad-request', { problem: 'These answers have been changed, or are others by now.' });
  const { mapping } = found;
  const problems = new Map<number, string>();
  for (const [number, answer] of keptAnswers(mapping).entries()) {
    const chosen = body[`q${number}`] ?? '';
    const said = changed(answer, number, body);
    if (chosen === 'forget') forgetAnswer(mapping, answer);
    else if (said !== null && !answerQuestion(mapping, answer, said)) problems.set(number, 'Not understood.');
  }
  if (problems.size > 0) return showKept(request, reply, problems);
  await inOneChange(record, async (within) => {
    await saveMapping(within, school ?? '', { mapping: JSON.stringify(mapping), personId, at: now() });
    await audit(within, { personId, action: 'questions-answered', object: 'kept', detail: { kept: true } });
  });
  return reply.redirect('/data/answers', 303);
}
