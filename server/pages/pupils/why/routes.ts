import { fillForename, whereListedTemplates } from '../../../../engine/index.ts';
import type { FastifyInstance } from 'fastify';
import { mayDo } from '../../../people/permissions.ts';
import { PageError } from '../../../page-error.ts';
import { listedPupil, subjectLabels } from '../../../runs/pupils/listed-pupils.ts';
import { runOfRequest } from '../../../runs/run-of-request.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { listQuery, pupilParams, type PupilParams } from '../../../runs/queries.ts';
import { whyView } from './view.ts';

/** Why a pupil is where they are on the list, or not on it. */
export function whyRoute(app: FastifyInstance): void {
  app.get<{ Params: PupilParams }>(
    '/pupils/:key/why',
    {
      config: { permission: 'see-names' },
      schema: { params: pupilParams, querystring: listQuery, response: htmlPage },
    },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const row = scoped.pupil(request.params.key);
      if (!row) throw new PageError('no-such-pupil');
      const pupil = listedPupil(scoped.run, app.names, row);
      const where = whereListedTemplates[row.section]
        .replaceAll('{Pupil}', 'This pupil')
        .replaceAll('{pupil}', 'this pupil');
      return reply.page({
        title: 'Why on the list, or not',
        place: 'agenda',
        body: whyView({
          pupil,
          labels: subjectLabels(scoped.run),
          where: fillForename(where, pupil.name.forename),
          mayAdd: mayDo(request.person!.role, 'record-outcome'),
        }),
      });
    },
  );
}
