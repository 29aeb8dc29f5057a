import { Type, type Static } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { PageError } from '../../../page-error.ts';
import { pupilBackground } from '../../../runs/pupils/pupil-background.ts';
import { runOfForm } from '../../../runs/run-of-form.ts';
import { runOfRequest } from '../../../runs/run-of-request.ts';
import { pupilPicture } from '../../../runs/pupils/trajectory-picture.ts';
import { pupilParams, type PupilParams } from '../../../runs/queries.ts';
import { drawingTypes, pictureQuery, plotRoom, svgPicture } from '../../../http/svg-picture.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';

const query = Type.Object({
  subject: Type.String({ maxLength: 120 }),
  kind: Type.Optional(Type.Union([Type.Literal('scores'), Type.Literal('gap')])),
  run: Type.Optional(Type.String({ maxLength: 60 })),
  /** The page says once for all its pictures what their marks stand for. */
  key: Type.Optional(Type.Literal('elsewhere')),
  ...pictureQuery,
});

/** One pupil and subject as a picture. On its own address, so that the page is there at once. */
export function pupilPictureRoute(app: FastifyInstance): void {
  app.get<{
    Params: PupilParams;
    Querystring: Static<typeof query>;
  }>(
    '/pupils/:key/picture',
    {
      config: { permission: 'see-names' },
      schema: { params: pupilParams, querystring: query, response: svgPicture },
    },
    async (request, reply) => {
      const { run: named } = request.query;
      const scoped = named === undefined ? await runOfRequest(request) : await runOfForm(request, named);
      const row = scoped.pupil(request.params.key);
      if (!row || !scoped.run.manifest.subjects.includes(request.query.subject)) throw new PageError('no-such-pupil');
      const { forename } = app.names.of(pupilOfRow(row));
      const { subject, kind = 'scores', key, dark, form = 'svg' } = request.query;
      const { events, targets } = await pupilBackground(request, pupilOfRow(row));
      const room = plotRoom(request.query, 85);
      const drawing = await pupilPicture(
        scoped.run,
        {
          pupil: row,
          forename,
          subject,
          kind,
          events,
          targets,
          keyElsewhere: key === 'elsewhere',
          ...(room === null ? {} : { width: room }),
        },
        { form, dark: dark === '1' },
      );
      return reply.header('cache-control', 'no-store').type(drawingTypes[form]).send(drawing);
    },
  );
}
