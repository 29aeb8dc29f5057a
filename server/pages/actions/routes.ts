import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PageError } from '../../page-error.ts';
import { nameInRun } from '../../runs/pupils/name-in-run.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { audit } from '../../records/audit.ts';
import { inOneChange } from '../../records/in-one-change.ts';
import { discussionsOfRun } from '../../records/discussions/discussions.ts';
import { agreementDone, mostAskedFor, openAgreements } from '../../records/discussions/open-agreements.ts';
import { plansToReview } from '../../records/register/support-plans.ts';
import { htmlPage } from '../../http/html-page.ts';
import { actionsView, type OpenAgreement } from './view.ts';
import { missingVoices } from '../../html/pupils/agreed-line.ts';
import { addDays, dateText } from '../../../engine/index.ts';

const uuid = Type.String({ format: 'uuid' });
const actionsQuery = Type.Object({ sort: Type.Optional(Type.String({ pattern: '^-?(name|who|by)$' })) });

const doneBody = Type.Object({
  token: Type.String(),
  /** What is done: one, or all that were chosen. */
  discussion: Type.Optional(Type.Union([uuid, Type.Array(uuid, { maxItems: 500 })])),
  /** The meeting to come back to. */
  meeting: Type.Optional(Type.String({ format: 'uuid' })),
});

/** Who does what by when: all that was agreed for the reader’s pupils and is not done. */
export function actionsRoute(app: FastifyInstance): void {
  app.get<{ Querystring: { sort?: string } }>(
    '/actions',
    { config: { permission: 'see-pupils' }, schema: { querystring: actionsQuery, response: htmlPage } },
    async (request, reply) =>
      reply.page({
        title: 'What we agreed',
        place: 'actions',
        scripts: ['tables.js'],
        body: actionsView({
          open: await openFor(request),
          ...(await toAskAndReview(request)),
          reader: request.person!.name,
          today: dateText(app.now()),
          token: reply.generateCsrf(),
          sort: request.query.sort ?? '',
        }),
      }),
  );
  app.post<{ Body: { discussion?: string | string[]; meeting?: string } }>(
    '/actions',
    {
      config: { permission: 'record-outcome' },
      schema: { body: doneBody, response: { ...htmlPage, 303: Type.Null() } },
    },
    async (request, reply) => {
      const wanted = new Set([request.body.discussion ?? []].flat());
      const found = (await openFor(request)).filter(({ row }) => wanted.has(row.discussion_id));
      if (found.length < wanted.size) throw new PageError('no-such-pupil');
      const { personId } = request.person!;
      await inOneChange(app.record, async (within) => {
        for (const { row } of found) {
          await agreementDone(within, row, { personId, at: app.now() });
          await audit(within, {
            personId,
            action: 'agreement-done',
            object: row.pupil_id,
            school: row.school,
            detail: { run: row.run_id },
          });
        }
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
  return (await openAgreements(record, scoped.pupilsOr(mostAskedFor))).flatMap((row) => {
    const key = scoped.run.keyOf(row.pupil_id);
    return scoped.pupil(key)?.school === row.school
      ? [{ row, key, name: nameInRun(scoped.run, names, row.pupil_id).short }]
      : [];
  });
}

/** A review is announced so many days before. */
const reviewDays = 21;

/** Voices left to be asked in the newest run, and plans whose review is near, for pupils the reader may see. */
async function toAskAndReview(request: FastifyRequest) {
  const { record, names, now } = request.server;
  const scoped = await runOfRequest(request);
  const soon = addDays(dateText(now()), reviewDays);
  const [discussions, plans] = await Promise.all([
    discussionsOfRun(record, scoped.run.id),
    plansToReview(record, scoped.schools, soon),
  ]);
  const seen = ({ school, pupil_id: pupilId }: { school: string; pupil_id: string }) => {
    const key = scoped.run.keyOf(pupilId);
    return scoped.pupil(key)?.school === school
      ? { key, name: nameInRun(scoped.run, names, pupilId).short }
      : undefined;
  };
  return {
    voices: [...discussions.values()].flatMap((row) => {
      const pupil = row.outcome === null || row.asks === '' ? undefined : seen(row);
      const missing = missingVoices(row).join(' and ');
      return pupil && missing ? [{ ...pupil, missing, who: row.asks, by: row.asks_by }] : [];
    }),
    reviews: plans.flatMap((plan) => {
      const pupil = seen(plan);
      return pupil ? [{ ...pupil, on: plan.review_on }] : [];
    }),
  };
}
