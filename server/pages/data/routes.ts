import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayDo } from '../../people/permissions.ts';
import { makeImportFolder } from '../../imports/import-folder.ts';
import { PageError } from '../../page-error.ts';
import { keptFiles } from '../../imports/room-for-files.ts';
import { jobsOf } from '../../imports/import-of-request.ts';
import { audit } from '../../records/audit.ts';
import { inOneChange } from '../../records/in-one-change.ts';
import { addImport, listImports } from '../../records/data-imports.ts';
import { personNames } from '../../people/people.ts';
import { moved } from './forms.ts';
import { htmlPage } from '../../http/html-page.ts';
import { dataView, type DataPage } from './view.ts';
import { readImport } from './read-import.ts';

/** What was brought, what was made of it, and where each run stands. */
export function dataRoute(app: FastifyInstance): void {
  app.get(
    '/data',
    { config: { permission: 'see-data-report' }, schema: { response: htmlPage } },
    async (request, reply) =>
      reply.page({ title: 'Data', place: 'data', body: dataView(await dataPage(request, reply)) }),
  );
  app.post<{ Body: { folder: string } }>(
    '/data/folder',
    {
      config: { permission: 'manage-data' },
      schema: {
        body: Type.Object({ token: Type.String(), folder: Type.String({ pattern: '^[0-9]{1,3}$' }) }),
        response: moved,
      },
    },
    async (request, reply) => {
      const { settings } = jobsOf(request);
      const { personId, school } = request.person!;
      const folder = settings.folders[Number(request.body.folder)];
      if (folder === undefined) throw new PageError('no-such-import');
      const importId = await inOneChange(app.record, async (within) => {
        const object = await addImport(within, { school, folder, personId, at: app.now() });
        await audit(within, { personId, action: 'folder-read', object });
        return object;
      });
      await makeImportFolder(settings, importId);
      await readImport(request, importId, { settled: false, change: () => Promise.resolve() });
      return reply.redirect(`/data/imports/${importId}`, 303);
    },
  );
}

async function dataPage(request: FastifyRequest, reply: FastifyReply): Promise<DataPage> {
  const { runs, record, imports, releaseByHand } = request.server;
  const person = request.person!;
  const [visible, brought, people, byHand] = await Promise.all([
    runs.visible(person),
    listImports(record),
    personNames(record, person.personId),
    releaseByHand(),
  ]);
  return {
    runs: visible,
    imports: brought.filter((row) => (person.school === null || row.school === person.school) && row.state !== 'done'),
    nameOf: (personId) => people.get(personId) ?? '',
    manages: mayDo(person.role, 'manage-data'),
    byHand,
    folders: imports === null ? null : imports.settings.folders,
    kept: imports === null ? null : await keptFiles(imports.settings, brought, person.school),
    token: reply.generateCsrf(),
  };
}
