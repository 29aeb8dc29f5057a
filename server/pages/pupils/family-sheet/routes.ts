import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { PageError } from '../../../page-error.ts';
import { listedPupil } from '../../../runs/pupils/listed-pupils.ts';
import { runOfRequest } from '../../../runs/run-of-request.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { pupilParams, type PupilParams } from '../../../runs/queries.ts';
import { familySheetPage } from '../../../html/pupils/family-sheet-page.ts';
import { familySheetView } from '../../../html/pupils/family-sheet-view.ts';

const query = Type.Object({
  run: Type.Optional(Type.String({ maxLength: 60 })),
  subject: Type.Optional(Type.String({ maxLength: 120 })),
});

/** One page for parents and pupil at the first discussion, to be said aloud. It holds no figure. */
export function familySheetRoute(app: FastifyInstance): void {
  app.get<{ Params: PupilParams; Querystring: { subject?: string } }>(
    '/pupils/:key/family-sheet',
    { config: { permission: 'see-pupils' }, schema: { params: pupilParams, querystring: query, response: htmlPage } },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const row = scoped.pupil(request.params.key);
      if (!row) throw new PageError('no-such-pupil');
      const pupil = listedPupil(scoped.run, app.names, row);
      const page = await familySheetPage(request, scoped, { pupil, subject: request.query.subject });
      if (!page) throw new PageError('bad-request', { problem: 'There is no result to talk about in this run.' });
      return reply.page({ title: 'Family sheet', kind: 'letter', body: familySheetView(page) });
    },
  );
}
