import { existsSync } from 'node:fs';
import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Mapping } from '../../../../engine/index.ts';
import { mayDo } from '../../../people/permissions.ts';
import { pendingPupils, removePendingPupils } from '../../../records/pupils/pending-pupils.ts';
import { beginAnalysis } from '../../../imports/begin-analysis.ts';
import { schoolsOfImport } from '../../../imports/schools-of-import.ts';
import { importFolder, removeImportFolder } from '../../../imports/import-folder.ts';
import type { ImportReport, Proposed } from '../../../imports/import-tasks.ts';
import { PageError } from '../../../page-error.ts';
import { importOfRequest, jobsOf } from '../../../imports/import-of-request.ts';
import { auditForSchools } from '../../../records/audit-for-schools.ts';
import { inOneChange } from '../../../records/in-one-change.ts';
import { canUndo, keepUndo } from '../../../imports/undo-answers.ts';
import { changeImport, removeImport, savedMapping, type DataImportRow } from '../../../records/data-imports.ts';
import { answersBody, importParams, moved, pageOrMoved, tokenBody } from '../forms.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { importView, type ImportPage } from './view.ts';
import { enterAnswers } from './enter-answers.ts';
import { readImport } from '../read-import.ts';

/** One lot of files on its way: being read, questions, the data report, the analysis. */
export function importRoutes(app: FastifyInstance): void {
  app.get(
    '/data/imports/:id',
    { config: { permission: 'see-data-report' }, schema: { params: importParams, response: htmlPage } },
    async (request, reply) => show(request, reply, await importOfRequest(request)),
  );
  app.get(
    '/data/imports/:id/progress',
    {
      config: { permission: 'see-data-report' },
      schema: {
        params: importParams,
        response: { 200: Type.Object({ state: Type.String(), step: Type.String() }) },
      },
    },
    async (request, reply) => {
      const row = await importOfRequest(request);
      return reply
        .header('cache-control', 'no-store')
        .send({ state: row.state, step: app.imports?.step(row.import_id) ?? '' });
    },
  );
  app.post<{ Body: Record<string, string> }>(
    '/data/imports/:id/answers',
    {
      config: { permission: 'manage-data' },
      schema: { params: importParams, body: answersBody, response: pageOrMoved },
    },
    (request, reply) => answer(request, reply),
  );
  app.post(
    '/data/imports/:id/run',
    { config: { permission: 'manage-data' }, schema: { params: importParams, body: tokenBody, response: moved } },
    async (request, reply) => {
      const row = await importOfRequest(request);
      await beginAnalysis(app, row, request.person!);
      return reply.redirect(`/data/imports/${row.import_id}`, 303);
    },
  );
  app.post(
    '/data/imports/:id/discard',
    { config: { permission: 'manage-data' }, schema: { params: importParams, body: tokenBody, response: moved } },
    async (request, reply) => {
      const row = await importOfRequest(request);
      const jobs = jobsOf(request);
      jobs.stop(row.import_id);
      // The files first: where the rest fails they are listed still, and can be removed again.
      await removeImportFolder(jobs.settings, row.import_id);
      await inOneChange(app.record, async (within) => {
        await removePendingPupils(within, [row.import_id]);
        // What was analysed keeps its report; only the files go.
        if (row.state !== 'done') await removeImport(within, row.import_id);
        await auditForSchools(within, schoolsOfImport(row), {
          personId: request.person!.personId,
          action: 'files-removed',
          object: row.import_id,
        });
      });
      return reply.redirect('/data', 303);
    },
  );
}

/** What an answer that was not asked for lacks. */
const unasked = { entries: [], persons: null, grades: [] };

/** The answers are put into the mapping; what is not understood is asked again, the rest is read with it. */
async function answer(
  request: FastifyRequest<{ Body: Record<string, string> }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const row = await importOfRequest(request);
  const all = request.body['all'] === '1';
  const state = all ? 'checked' : 'questions';
  if (row.state !== state || row.mapping === null || request.body['seen'] !== row.changed_at)
    throw new PageError('bad-request', { problem: 'These questions have been answered, or are others by now.' });
  const mapping = JSON.parse(row.mapping) as Mapping;
  const proposed = JSON.parse(row.proposal!) as Proposed;
  const questions = all ? proposed.guesses.map((guess) => ({ ...guess, ...unasked })) : proposed.questions;
  const problems = enterAnswers(mapping, questions, request.body);
  if (all && problems.size > 0)
    throw new PageError('bad-request', {
      problem: `Not understood: ${[...problems.keys()].map((number) => `“${questions[number].of}”`).join(', ')}. Nothing was changed; go back and write it as the other answers are written.`,
    });
  if (problems.size > 0) return show(request, reply, row, { problems, given: request.body });
  const before = { state, mapping: row.mapping, proposal: row.proposal! } as const;
  await keepUndo(jobsOf(request).settings, row.import_id, {
    ...before,
    kept: (await savedMapping(request.server.record, row.school ?? '')) ?? null,
  });
  await readImport(request, row.import_id, {
    settled: true,
    change: async (within) => {
      await changeImport(within, row.import_id, { mapping: JSON.stringify(mapping) }, request.server.now());
      await auditForSchools(within, schoolsOfImport(row), {
        personId: request.person!.personId,
        action: 'questions-answered',
        object: row.import_id,
        detail: { questions: questions.length },
      });
    },
  });
  return reply.redirect(`/data/imports/${row.import_id}`, 303);
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  row: DataImportRow,
  unsaved?: ImportPage['unsaved'],
): Promise<FastifyReply> {
  const { imports } = request.server;
  const working = row.state === 'reading' || row.state === 'analysing';
  return reply.page({
    title: 'The school’s files',
    place: 'data',
    ...(working ? { refreshSeconds: 3, scripts: ['import-progress.js'] } : {}),
    ...(row.state === 'questions' ? { scripts: ['order-grades.js'] } : {}),
    body: importView({
      row,
      step: imports?.step(row.import_id) ?? '',
      proposed: row.proposal === null ? null : (JSON.parse(row.proposal) as Proposed),
      read: row.report === null ? null : (JSON.parse(row.report) as ImportReport),
      manages: mayDo(request.person!.role, 'manage-data'),
      kept: imports !== null && existsSync(importFolder(imports.settings, row.import_id).data),
      waits: (await pendingPupils(request.server.record, row.import_id)) !== undefined,
      schools: await knownSchools(request),
      token: reply.generateCsrf(),
      today: request.server.now(),
      undo: imports !== null && canUndo(imports.settings, row.import_id),
      ...(unsaved ? { unsaved } : {}),
    }),
  });
}

/** Schools of earlier runs: how their names were written before. */
async function knownSchools(request: FastifyRequest): Promise<string[]> {
  const visible = await request.server.runs.visible(request.person!);
  return [...new Set(visible.flatMap(({ schools }) => schools ?? []))].sort();
}
