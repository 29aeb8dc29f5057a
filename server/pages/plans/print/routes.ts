import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { dateText } from '../../../../engine/index.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { PageError } from '../../../page-error.ts';
import { audit } from '../../../records/audit.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';
import { listedPupil } from '../../../runs/pupils/listed-pupils.ts';
import { pupilParams, type PupilParams } from '../../../runs/queries.ts';
import { runOfRequest } from '../../../runs/run-of-request.ts';
import { shownPlans } from '../load.ts';
import { printedPlanView } from './view.ts';

const query = Type.Object({ plan: Type.Optional(Type.String({ maxLength: 36 })) });

/** One plan on paper, for parents: the running one, or the one that is asked for. */
export function printedPlanRoute(app: FastifyInstance): void {
  app.get<{ Params: PupilParams; Querystring: { plan?: string } }>(
    '/plans/:key/print',
    { config: { permission: 'see-pupils' }, schema: { params: pupilParams, querystring: query, response: htmlPage } },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const row = scoped.pupil(request.params.key);
      if (!row) throw new PageError('no-such-pupil');
      const { plans } = await shownPlans(request, scoped, row);
      const { plan: wanted } = request.query;
      const shown = plans.findLast(({ plan }) =>
        wanted === undefined ? plan.reviewed_on === null : plan.plan_id === wanted,
      );
      if (!shown)
        throw new PageError('bad-request', {
          problem: 'There is no such plan of this pupil: open one from their plans.',
        });
      const { pupilId, school } = pupilOfRow(row);
      await audit(app.record, { personId: request.person!.personId, action: 'print-plan', object: pupilId, school });
      return reply.page({
        title: 'Plan',
        kind: 'letter',
        body: printedPlanView({
          shown,
          pupil: listedPupil(scoped.run, app.names, row),
          day: dateText(app.now()),
        }),
      });
    },
  );
}
