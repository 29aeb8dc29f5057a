import type { FastifyInstance } from 'fastify';
import { classGrowth } from '../../access/class-growth.ts';
import { PageError } from '../../plugins/error-pages.ts';
import { listedPupil, subjectLabels } from '../../plugins/listed-pupils.ts';
import { comparisonWords } from '../../plugins/comparison-words.ts';
import { monthOf, runHeading } from '../../plugins/run-heading.ts';
import { runOfRequest } from '../../plugins/run-of-request.ts';
import { htmlPage } from '../../schemas/html-page.ts';
import { listQuery, pupilParams, type PupilParams } from '../../schemas/queries.ts';
import { pupilView } from '../../views/pupil-view.ts';

/** One pupil: can do, in short, picture, the four questions, what else, agree, history. */
export function pupilRoute(app: FastifyInstance): void {
  app.get<{ Params: PupilParams }>(
    '/pupils/:key',
    {
      config: { permission: 'see-pupils' },
      schema: { params: pupilParams, querystring: listQuery, response: htmlPage },
    },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const { run } = scoped;
      const row = scoped.pupil(request.params.key);
      if (!row) throw new PageError('no-such-pupil');
      const pupil = listedPupil(run, app.names, row);
      const labels = subjectLabels(run);
      const listed = scoped
        .agenda({ school: String(row['school']), class: String(row['class'] ?? '') })
        .filter((one) => one['section'] !== 'not-listed');
      const place = listed.findIndex((one) => one['pupil_id'] === pupil.pupilId);
      return reply.page({
        title: 'Pupil',
        place: 'agenda',
        body: pupilView({
          ...runHeading(run),
          pupil,
          labels,
          words: (evidence) => comparisonWords(run, pupil, evidence),
          monthOf: (window) => monthOf(run, window),
          classLines: pupil.evidence.flatMap(({ subject }) => classGrowth(run, row, subject)),
          steps: {
            previous: place > 0 ? run.keyOf(String(listed[place - 1]['pupil_id'])) : null,
            next: place >= 0 && place < listed.length - 1 ? run.keyOf(String(listed[place + 1]['pupil_id'])) : null,
            place: place + 1,
            of: listed.length,
          },
        }),
      });
    },
  );
}
