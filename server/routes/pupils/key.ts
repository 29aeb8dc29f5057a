import type { FastifyInstance } from 'fastify';
import { PageError } from '../../plugins/error-pages.ts';
import { mayDo } from '../../access/permissions.ts';
import { pupilPage } from '../../plugins/pupil-page.ts';
import { pupilToRead } from '../../plugins/pupil-to-read.ts';
import { runOfRequest } from '../../plugins/run-of-request.ts';
import { htmlPage } from '../../schemas/html-page.ts';
import { pupilParams, pupilQuery, type PupilParams, type PupilQuery } from '../../schemas/queries.ts';

/** One pupil: can do, in short, picture, the four questions, what else, tried, agree, history. */
export function pupilRoute(app: FastifyInstance): void {
  app.get<{ Params: PupilParams; Querystring: PupilQuery }>(
    '/pupils/:key',
    {
      config: { permission: 'see-names' },
      schema: { params: pupilParams, querystring: pupilQuery, response: htmlPage },
    },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const row = scoped.pupil(request.params.key);
      if (!row) throw new PageError('no-such-pupil');
      const whole = mayDo(request.person!.role, 'see-pupils');
      return reply.page(
        await (whole ? pupilPage(request, reply, { scoped, row }) : pupilToRead(request, { scoped, row })),
      );
    },
  );
}
