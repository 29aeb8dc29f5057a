import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { dateText } from '../../../../engine/index.ts';
import { registerPage } from './load.ts';
import { endMonitoring, monitor } from '../../../records/register/monitored.ts';
import { runningPlans } from '../../../records/register/running-plans.ts';
import { reviewPlan, startPlan } from '../../../records/register/support-plans.ts';
import { dateWords } from '../../../html/date-words.ts';
import { dayFault } from '../../../html/plans/day-fault.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { foundPupil } from '../../../runs/found-pupil.ts';
import { pupilParams, type PupilParams } from '../../../runs/queries.ts';
import {
  endWatchForm,
  planForm,
  reviewForm,
  watchForm,
  type EndWatchForm,
  type PlanForm,
  type ReviewForm,
  type WatchForm,
} from './forms.ts';
import { statusRoutes } from './status-routes.ts';
import { required, trimmed, write } from './write.ts';

const answers = { ...htmlPage, 303: Type.Null() };

/** One pupil’s support: a person enters, plans, reviews and ends it. Nothing here follows from a result by itself. */
export function registerPupilRoutes(app: FastifyInstance): void {
  app.get<{ Params: PupilParams }>(
    '/register/:key',
    { config: { permission: 'see-pupils' }, schema: { params: pupilParams, response: htmlPage } },
    async (request, reply) => reply.page(await registerPage(request, reply, await foundPupil(request))),
  );
  // Where plans were written and reviewed before they had a page of their own.
  for (const before of ['plan', 'review'])
    app.get<{ Params: PupilParams }>(
      `/register/:key/${before}`,
      { config: { permission: 'see-pupils' }, schema: { params: pupilParams, response: { 303: Type.Null() } } },
      async (request, reply) => {
        await foundPupil(request);
        return reply.redirect(`/plans/${request.params.key}`, 303);
      },
    );
  statusRoutes(app);
  planRoutes(app);
  watchRoutes(app);
}

function planRoutes(app: FastifyInstance): void {
  app.post<{ Params: PupilParams; Body: PlanForm }>(
    '/register/:key/plan',
    { config: { permission: 'keep-register' }, schema: { params: pupilParams, body: planForm, response: answers } },
    (request, reply) =>
      write(request, reply, 'start-plan', async ({ within, pupil, ...deed }) => {
        const { start_on, review_on, hoped_for, plan_provision: provision } = trimmed(request.body);
        const missing =
          required({ hoped_for, provision }, 'Write what we hope for, and the provision.') ??
          required({ start_on, review_on }, 'A plan is for a fixed time: from when, and when it is reviewed.') ??
          dayFault('The start', start_on, dateText(deed.at)) ??
          dayFault('The day of the review', review_on, dateText(deed.at)) ??
          (review_on <= start_on ? 'The review comes after the start.' : null);
        if (missing) return missing;
        const row = await startPlan(within, pupil, { start_on, review_on, hoped_for, provision }, deed);
        return row ? null : 'A plan is running. Review it first; nothing you typed is lost.';
      }),
  );
  app.post<{ Params: PupilParams; Body: ReviewForm }>(
    '/register/:key/review',
    { config: { permission: 'keep-register' }, schema: { params: pupilParams, body: reviewForm, response: answers } },
    (request, reply) =>
      write(request, reply, 'review-plan', async ({ within, pupil, ...deed }) => {
        const { body } = request;
        const { came_of_it, reviewed_on, review_pupil_says: pupil_says, review_home_says: home_says } = trimmed(body);
        if (body.effect === undefined) return 'Say whether it had the effect hoped for.';
        const missing =
          required({ came_of_it, reviewed_on }, 'Write what came of it, and when it was reviewed.') ??
          required({ pupil_says, home_says }, 'Write what the pupil and home say, or why they were not asked.');
        if (missing) return missing;
        const [plan] = await runningPlans(within, [pupil]);
        if (plan && reviewed_on < plan.start_on)
          return `The plan began on ${dateWords(plan.start_on)}: give that day or a later one.`;
        const review = { reviewed_on, effect: body.effect, came_of_it, pupil_says, home_says };
        const row = await reviewPlan(within, { ...pupil, planId: body.plan }, review, deed);
        return row ? null : 'Someone else has reviewed this plan meanwhile; their review stands below.';
      }),
  );
}

function watchRoutes(app: FastifyInstance): void {
  app.post<{ Params: PupilParams; Body: WatchForm }>(
    '/register/:key/monitoring',
    { config: { permission: 'keep-register' }, schema: { params: pupilParams, body: watchForm, response: answers } },
    (request, reply) =>
      write(request, reply, 'start-monitoring', async ({ within, pupil, ...deed }) => {
        const { watch_because: because, look_again_on } = trimmed(request.body);
        const missing = required({ because, look_again_on }, 'Write why, and when to look again.');
        if (missing) return missing;
        const from_on = dateText(deed.at);
        const row = await monitor(within, pupil, { from_on, because, look_again_on }, deed);
        return row ? null : 'This pupil is on the monitoring list already.';
      }),
  );
  app.post<{ Params: PupilParams; Body: EndWatchForm }>(
    '/register/:key/monitoring/end',
    { config: { permission: 'keep-register' }, schema: { params: pupilParams, body: endWatchForm, response: answers } },
    (request, reply) =>
      write(request, reply, 'end-monitoring', async ({ within, pupil, ...deed }) => {
        const because = request.body.ended_because.trim();
        if (because === '') return 'Write why.';
        const row = await endMonitoring(within, pupil, { because, ...deed });
        return row ? null : 'This pupil is not on the monitoring list.';
      }),
  );
}
