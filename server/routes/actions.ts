import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PageError } from '../plugins/error-pages.ts';
import { runOfRequest } from '../plugins/run-of-request.ts';
import { audit } from '../records/audit.ts';
import { agreementDone, openAgreements } from '../records/open-agreements.ts';
import { htmlPage } from '../schemas/html-page.ts';
import { actionsView, type OpenAgreement } from '../views/actions-view.ts';

const doneBody = Type.Object({
  token: Type.String(),
  discussion: Type.String({ format: 'uuid' }),
  /** The meeting to come back to. */
  meeting: Type.Optional(Type.String({ format: 'uuid' })),
});

/** Who does what by when: all that was agreed for the reader’s pupils and is not done. */
export function actionsRoute(app: FastifyInstance): void {
  app.get(
    '/actions',
    { config: { permission: 'see-pupils' }, schema: { response: htmlPage } },
    async (request, reply) =>
      reply.page({
        title: 'What we agreed',
        place: 'actions',
        body: actionsView({
          open: await openFor(request),
          today: app.now().toISOString().slice(0, 10),
          token: reply.generateCsrf(),
        }),
      }),
  );
  app.post<{ Body: { discussion: string; meeting?: string } }>(
    '/actions',
    {
      config: { permission: 'record-outcome' },
      schema: { body: doneBody, response: { ...htmlPage, 303: Type.Null() } },
    },
    async (request, reply) => {
      const found = (await openFor(request)).find(({ row }) => row.discussion_id === request.body.discussion);
      if (!found) throw new PageError('no-such-pupil');
      const { personId } = request.person!;
      await agreementDone(app.record, found.row, { personId, at: app.now() });
      await audit(app.record, {
        personId,
        action: 'agreement-done',
        object: found.row.pupil_id,
        detail: { run: found.row.run_id },
      });
      const { meeting } = request.body;
      return reply.redirect(meeting === undefined ? '/actions' : `/meetings/${meeting}`, 303);
    },
  );
}

/** Open agreements for pupils the reader may see in the newest run. */
async function openFor(request: FastifyRequest): Promise<OpenAgreement[]> {
  const { record, names } = request.server;
  const scoped = await runOfRequest(request);
  return (await openAgreements(record)).flatMap((row) => {
    const key = scoped.run.keyOf(row.pupil_id);
    return scoped.pupil(key) ? [{ row, key, name: names.of(row.pupil_id).short }] : [];
  });
}
