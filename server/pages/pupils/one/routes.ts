import type { FastifyInstance } from 'fastify';
import { PageError } from '../../../page-error.ts';
import { listedPupil, subjectLabels } from '../../../runs/pupils/listed-pupils.ts';
import { pupilBackground } from '../../../runs/pupils/pupil-background.ts';
import { runHeading } from '../../../runs/run-heading.ts';
import { runOfRequest } from '../../../runs/run-of-request.ts';
import { discussion, emptyDiscussion } from '../../../records/discussions/discussions.ts';
import { emptyPreparation, preparations } from '../../../records/discussions/preparations.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { pupilParams, pupilQuery, type PupilParams, type PupilQuery } from '../../../runs/queries.ts';
import { onePupilView } from './view.ts';
import { strongestSubject } from '../../../runs/pupils/strongest-subject.ts';
import { toldOf } from '../../../runs/pupils/pupil-told.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';

/** One pupil for a projector, and nobody else. */
export function onePupilRoute(app: FastifyInstance): void {
  app.get<{ Params: PupilParams; Querystring: PupilQuery }>(
    '/pupils/:key/one',
    {
      config: { permission: 'see-pupils' },
      schema: { params: pupilParams, querystring: pupilQuery, response: htmlPage },
    },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const { run } = scoped;
      const row = scoped.pupil(request.params.key);
      if (!row) throw new PageError('no-such-pupil');
      const pupil = listedPupil(run, app.names, row);
      const [own, prepared, background] = await Promise.all([
        discussion(app.record, run.id, pupilOfRow(row)),
        preparations(app.record, run.id, [pupilOfRow(row)]),
        pupilBackground(request, pupilOfRow(row)),
      ]);
      const { can_do, pupil_says, home_says } = prepared.get(pupil.pupilId) ?? emptyPreparation;
      const content = own?.outcome ? own : { ...emptyDiscussion, can_do, pupil_says, home_says };
      return reply.page({
        title: 'One pupil',
        bare: true,
        kind: 'wall',
        body: onePupilView({
          pupil,
          runId: run.id,
          heading: runHeading(run).heading,
          labels: subjectLabels(run),
          strongest: strongestSubject(pupil, subjectLabels(run)),
          content,
          ...toldOf(scoped, pupil, background),
        }),
      });
    },
  );
}
