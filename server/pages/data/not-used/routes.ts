import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { schoolsOfImport } from '../../../imports/schools-of-import.ts';
import { importFolder } from '../../../imports/import-folder.ts';
import type { ImportReport, NotUsedFile } from '../../../imports/import-tasks.ts';
import { PageError } from '../../../page-error.ts';
import { takeRoom } from '../../../imports/room-for-files.ts';
import { listImports } from '../../../records/data-imports.ts';
import { importOfRequest, jobsOf } from '../../../imports/import-of-request.ts';
import { auditForSchools } from '../../../records/audit-for-schools.ts';
import { importParams, moved } from '../forms.ts';
import { readImport } from '../read-import.ts';

const listedFile = Type.Object({ file: Type.String({ maxLength: 120 }) });

/** Rows that were not used: taken as CSV to be mended, and put back. */
export function notUsedRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: { file: string } }>(
    '/data/imports/:id/not-used.csv',
    {
      config: { permission: 'see-data-report' },
      schema: { params: importParams, querystring: listedFile, response: { 200: {} } },
    },
    async (request, reply) => {
      const row = await importOfRequest(request);
      const { file } = listed(row.report, request.query.file);
      const place = join(importFolder(jobsOf(request).settings, row.import_id).notUsed, file);
      if (!(await stat(place).catch(() => null))) throw new PageError('no-such-import');
      await auditForSchools(app.record, schoolsOfImport(row), {
        personId: request.person!.personId,
        action: 'export-rows-not-used',
        object: row.import_id,
      });
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="${file.replace(/[^A-Za-z0-9._-]/g, '_')}"`)
        .type('text/csv; charset=utf-8')
        .send(createReadStream(place));
    },
  );
  app.post<{ Querystring: { file: string } }>(
    '/data/imports/:id/mended',
    {
      config: { permission: 'manage-data', takesFiles: true },
      schema: { params: importParams, querystring: listedFile, response: moved },
    },
    async (request, reply) => {
      const row = await importOfRequest(request);
      const { back } = listed(row.report, request.query.file);
      if (back === null || back === 'files' || row.folder !== null || row.state !== 'checked')
        throw new PageError('no-such-import');
      const { record } = app;
      const bytes = Number(request.headers['content-length']);
      const giveBack = await takeRoom(jobsOf(request).settings, await listImports(record), {
        school: row.school,
        bytes,
      });
      const text = await onlyText(request).finally(giveBack);
      const { table } = back;
      await readImport(request, row.import_id, {
        settled: true,
        mended: { table, text },
        change: (within) =>
          auditForSchools(within, schoolsOfImport(row), {
            personId: request.person!.personId,
            action: 'rows-mended',
            object: row.import_id,
            detail: { table },
          }),
      });
      return reply.redirect(`/data/imports/${row.import_id}`, 303);
    },
  );
}

/** A file of the import's own list: an address cannot name any other. */
function listed(report: string | null, name: string): NotUsedFile {
  const found =
    report === null ? undefined : (JSON.parse(report) as ImportReport).notUsed.find(({ file }) => file === name);
  if (!found) throw new PageError('no-such-import');
  return found;
}

const mostMended = 20_000_000;

/** The one file of the form, as text. Rows to be mended are few; it is held in memory up to 20 MB. */
async function onlyText(request: FastifyRequest): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const part of request.sentParts!) {
    if (part.type !== 'file') continue;
    for await (const chunk of part.file as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > mostMended)
        throw new PageError('upload-refused', {
          problem: 'Mended rows are taken up to 20 MB. Mend the file itself instead.',
        });
      chunks.push(chunk);
    }
  }
  if (bytes === 0) throw new PageError('upload-refused', { problem: 'No file was chosen.' });
  const whole = Buffer.concat(chunks);
  const encoding = whole[0] === 0xff && whole[1] === 0xfe ? 'utf-16le' : 'utf-8';
  return new TextDecoder(encoding).decode(whole);
}
