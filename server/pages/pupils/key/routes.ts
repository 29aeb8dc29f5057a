import type { FastifyInstance } from 'fastify';
import { PageError } from '../../../page-error.ts';
import { mayDo } from '../../../people/permissions.ts';
import { pupilPage } from './load.ts';
import { pupilToRead } from './to-read.ts';
import { runOfRequest } from '../../../runs/run-of-request.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { pupilParams, pupilQuery, type PupilParams, type PupilQuery } from '../../../runs/queries.ts';

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
