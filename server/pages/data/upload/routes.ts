import type { FastifyInstance, FastifyRequest } from 'fastify';
import { keepFiles, type KeptFile } from '../../../imports/keep-files.ts';
import { makeImportFolder, removeImportFolder } from '../../../imports/import-folder.ts';
import { takeRoom } from '../../../imports/room-for-files.ts';
import { PageError } from '../../../page-error.ts';
import { importOfRequest, jobsOf } from '../../../imports/import-of-request.ts';
import { audit } from '../../../records/audit.ts';
import { addImport, changeImport, listImports, removeImport } from '../../../records/data-imports.ts';
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
      const importId = await addImport(app.record, { school, folder: null, personId, at: app.now() });
      try {
        await bring(request, { importId, school }, []);
        await readImport(request, importId, { settled: false });
      } catch (error) {
        // On a full disk this may be refused as well: what went wrong first is what is said.
        const left = [removeImportFolder(settings, importId), removeImport(app.record, importId)];
        await Promise.allSettled(left);
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
      await bring(request, { importId: row.import_id, school: row.school }, JSON.parse(row.files) as KeptFile[]);
      await readImport(request, row.import_id, { settled: false });
      return reply.redirect(`/data/imports/${row.import_id}`, 303);
    },
  );
}

const notNow = 'These files cannot be added to at this moment.';

function busy(state: string): boolean {
  return state === 'reading' || state === 'analysing' || state === 'done';
}

/** Keeps the files of the form beside `earlier` ones; one of the same name takes the place of the earlier. */
async function bring(
  request: FastifyRequest,
  { importId, school }: { readonly importId: string; readonly school: string | null },
  earlier: readonly KeptFile[],
): Promise<void> {
  const { record, now } = request.server;
  const { settings } = jobsOf(request);
  const bytes = Number(request.headers['content-length']);
  const giveBack = await takeRoom(settings, await listImports(record), { school, bytes });
  const brought = await makeImportFolder(settings, importId)
    .then(({ files }) => keepFiles(request.sentParts!, files, settings))
    .finally(giveBack);
  if (brought.length === 0) throw new PageError('upload-refused', { problem: 'No file was chosen.' });
  const names = new Set(brought.map(({ name }) => name));
  const files = [...earlier.filter(({ name }) => !names.has(name)), ...brought];
  await changeImport(record, importId, { files: JSON.stringify(files) }, now());
  await audit(record, {
    personId: request.person!.personId,
    action: 'files-brought',
    object: importId,
    detail: { files: brought.length, bytes: brought.reduce((sum, { bytes }) => sum + bytes, 0) },
  });
}
