import type { FastifyInstance, FastifyRequest } from 'fastify';
import { keepFiles, type KeptFile } from '../../../imports/keep-files.ts';
import { schoolsOfImport } from '../../../imports/schools-of-import.ts';
import { makeImportFolder, removeImportFolder } from '../../../imports/import-folder.ts';
import { takeRoom } from '../../../imports/room-for-files.ts';
import { PageError } from '../../../page-error.ts';
import { importOfRequest, jobsOf } from '../../../imports/import-of-request.ts';
import { auditForSchools } from '../../../records/audit-for-schools.ts';
import { audit } from '../../../records/audit.ts';
import { inOneChange } from '../../../records/in-one-change.ts';
import {
  addImport,
  changeImport,
  listImports,
  removeImport,
  type DataImportRow,
} from '../../../records/data-imports.ts';
import { importParams, moved } from '../forms.ts';
import { readImport } from '../read-import.ts';

/** A school's own files, as its systems export them: new ones, or more of them beside those brought before. */
export function uploadRoutes(app: FastifyInstance): void {
  app.post(
    '/data/upload',
    { config: { permission: 'manage-data', takesFiles: true }, schema: { response: moved } },
    async (request, reply) => {
      const { settings } = jobsOf(request);
      const { personId, school } = request.person!;
      const importId = await inOneChange(app.record, async (within) => {
        const object = await addImport(within, { school, folder: null, personId, at: app.now() });
        await audit(within, { personId, action: 'files-expected', object });
        return object;
      });
      try {
        await bring(request, { import_id: importId, files: '[]', school, report: null });
      } catch (error) {
        const removed = inOneChange(app.record, async (within) => {
          await removeImport(within, importId);
          await audit(within, { personId, action: 'files-removed', object: importId, detail: { why: 'not brought' } });
        });
        // On a full disk this may be refused as well: what went wrong first is what is said.
        await Promise.allSettled([removeImportFolder(settings, importId), removed]);
        throw error;
      }
      return reply.redirect(`/data/imports/${importId}`, 303);
    },
  );
  app.post(
    '/data/imports/:id/files',
    {
      config: { permission: 'manage-data', takesFiles: true },
      schema: { params: importParams, response: moved },
    },
    async (request, reply) => {
      const row = await importOfRequest(request);
      if (row.folder !== null || busy(row.state)) throw new PageError('bad-request', { problem: notNow });
      await bring(request, row);
      return reply.redirect(`/data/imports/${row.import_id}`, 303);
    },
  );
}

const notNow = 'These files cannot be added to at this moment.';

function busy(state: string): boolean {
  return state === 'reading' || state === 'analysing' || state === 'done';
}

/** Keeps the files of the form beside those brought before, and reads them; one of the same name takes the place of the earlier. */
async function bring(
  request: FastifyRequest,
  row: Pick<DataImportRow, 'import_id' | 'files' | 'school' | 'report'>,
): Promise<void> {
  const { settings } = jobsOf(request);
  const earlier = JSON.parse(row.files) as KeptFile[];
  const bytes = Number(request.headers['content-length']);
  const giveBack = await takeRoom(settings, await listImports(request.server.record), { school: row.school, bytes });
  const brought = await makeImportFolder(settings, row.import_id)
    .then(({ files }) => keepFiles(request.sentParts!, files, settings))
    .finally(giveBack);
  if (brought.length === 0) throw new PageError('upload-refused', { problem: 'No file was chosen.' });
  const names = new Set(brought.map(({ name }) => name));
  const files = [...earlier.filter(({ name }) => !names.has(name)), ...brought];
  await readImport(request, row.import_id, {
    settled: false,
    change: async (within) => {
      await changeImport(within, row.import_id, { files: JSON.stringify(files) }, request.server.now());
      await auditForSchools(within, schoolsOfImport(row), {
        personId: request.person!.personId,
        action: 'files-brought',
        object: row.import_id,
        detail: { files: brought.length, bytes: brought.reduce((sum, { bytes }) => sum + bytes, 0) },
      });
    },
  });
}
