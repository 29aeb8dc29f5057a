import { foundPupil } from '../../runs/found-pupil.ts';
import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dateText } from '../../../engine/index.ts';
import { htmlPage } from '../../http/html-page.ts';
import { audit } from '../../records/audit.ts';
import { inOneChange } from '../../records/in-one-change.ts';
import type { SchoolRecord } from '../../records/open-record.ts';
import { emptyPlan, planContent, type PlanContent } from '../../records/plans/plan-content.ts';
import { planOutcomes } from '../../records/plans/plan-outcomes.ts';
import type { PlanOutcomeRow, EffectCode } from '../../records/plans/plan-tables.ts';
import { addPlan, savePlan } from '../../records/plans/save-plan.ts';
import { undoPlan } from '../../records/plans/undo-plan.ts';
import { pupilOfRow, type SchoolPupil } from '../../records/pupils/school-pupil.ts';
import type { SupportPlanRow } from '../../records/record-tables.ts';
import { reviewPlan, supportPlans } from '../../records/register/support-plans.ts';
import { pupilParams, type PupilParams } from '../../runs/queries.ts';
import type { UnsavedPlan } from './facts.ts';
import { planFaults, reviewFaults, type Faults } from './faults.ts';
import {
  enteredOutcomes,
  planForm,
  reviewedOutcomes,
  reviewForm,
  strategiesForm,
  typed,
  typedDate,
  undoForm,
  type Entered,
} from './forms.ts';
import { plansPage } from './load.ts';

const answers = { ...htmlPage, 303: Type.Null() };
const query = Type.Object({ template: Type.Optional(Type.String({ maxLength: 36 })) });

const changedMeanwhile =
  'Somebody else has changed this plan meanwhile: it stands here as they left it, and what you typed is in the boxes. Save again to put yours in its place.';
const notRunning = 'This plan is not running any more: somebody has reviewed it or taken it back.';

interface Doing {
  /** The record within the change that the deed and its line in the audit are. */
  readonly within: SchoolRecord;
  readonly pupil: SchoolPupil;
  readonly entered: Entered;
  /** The plan that the form is about, if it is there. */
  readonly plan: SupportPlanRow | undefined;
  readonly outcomes: readonly PlanOutcomeRow[];
  readonly seen: number;
  readonly deed: { readonly personId: string; readonly at: Date };
  readonly today: string;
}
/** null where it is saved; faults by field or a sentence where it is not. */
type Outcome = Faults | string | null;

/** One pupil’s plans: written, changed, reviewed and taken back by a person; nothing follows from a result by itself. */
export function plansRoutes(app: FastifyInstance): void {
  app.get<{ Params: PupilParams; Querystring: { template?: string } }>(
    '/plans/:key',
    { config: { permission: 'see-pupils' }, schema: { params: pupilParams, querystring: query, response: htmlPage } },
    async (request, reply) => {
      const found = await foundPupil(request);
      return reply.page(await plansPage(request, reply, { ...found, template: request.query.template }));
    },
  );
  const keeps = { permission: 'keep-register' } as const;
  const schema = (body: typeof undoForm) => ({ params: pupilParams, body, response: answers });
  app.post<{ Params: PupilParams; Body: Entered }>(
    '/plans/:key/plan',
    { config: keeps, schema: schema(planForm) },
    (request, reply) => saveForm(request, reply, 'plan', writePlan),
  );
  app.post<{ Params: PupilParams; Body: Entered }>(
    '/plans/:key/strategies',
    { config: { permission: 'record-outcome' }, schema: schema(strategiesForm) },
    (request, reply) =>
      saveForm(request, reply, 'strategies', async (doing) => {
        const { plan, entered } = doing;
        if (!plan || plan.reviewed_on !== null) return notRunning;
        return saved(doing, { ...planContent(plan, doing.outcomes), strategies: typed(entered, 'strategies') });
      }),
  );
  app.post<{ Params: PupilParams; Body: Entered }>(
    '/plans/:key/review',
    { config: keeps, schema: schema(reviewForm) },
    (request, reply) => saveForm(request, reply, 'review', writeReview),
  );
  app.post<{ Params: PupilParams; Body: Entered }>(
    '/plans/:key/undo',
    { config: { permission: 'record-outcome' }, schema: schema(undoForm) },
    (request, reply) =>
      saveForm(request, reply, 'undo', async ({ within, plan, seen, deed }) => {
        const done = plan?.version === seen && (await undoPlan(within, plan, deed));
        return done
          ? null
          : 'It cannot be taken back any more: ten minutes are over, or somebody has changed it since. Change the plan instead.';
      }),
  );
}

async function writePlan(doing: Doing): Promise<Outcome> {
  const { within, pupil, entered, plan, outcomes, deed, today } = doing;
  const faults = planFaults(entered, today);
  if (Object.keys(faults).length > 0) return faults;
  if (typed(entered, 'plan') !== '' && (!plan || plan.reviewed_on !== null)) return notRunning;
  const content: PlanContent = {
    ...(plan ? planContent(plan, outcomes) : emptyPlan),
    ...textsOf(entered),
    outcomes: enteredOutcomes(entered, outcomes),
  };
  if (plan) return saved(doing, content);
  const row = await addPlan(within, pupil, content, deed);
  return row ? null : 'A plan is running already. Review it first, or change it: what you typed is in the boxes.';
}

async function writeReview(doing: Doing): Promise<Outcome> {
  const { within, pupil, entered, plan, outcomes, seen, deed, today } = doing;
  if (!plan || plan.reviewed_on !== null) return notRunning;
  const faults = reviewFaults(entered, { startOn: plan.start_on, outcomes }, today);
  if (Object.keys(faults).length > 0) return faults;
  const review = {
    reviewed_on: typedDate(entered, 'reviewed_on'),
    effect: typed(entered, 'effect') as EffectCode,
    came_of_it: typed(entered, 'came_of_it'),
    pupil_says: typed(entered, 'pupil_says'),
    pupil_says_absent: typed(entered, 'pupil_says_absent'),
    home_says: typed(entered, 'home_says'),
    home_says_absent: typed(entered, 'home_says_absent'),
    outcomes: reviewedOutcomes(entered, planContent(plan, outcomes).outcomes),
  };
  const row = await reviewPlan(within, { ...pupil, planId: plan.plan_id, seen }, review, deed);
  return row ? null : changedMeanwhile;
}

async function saved({ within, pupil, plan, seen, deed }: Doing, content: PlanContent): Promise<Outcome> {
  const row = await savePlan(within, { ...pupil, planId: plan!.plan_id, seen }, content, deed);
  return row ? null : changedMeanwhile;
}

function textsOf(entered: Entered) {
  const text = (name: string) => typed(entered, name).replaceAll('\r\n', '\n');
  return {
    start_on: typedDate(entered, 'start_on'),
    review_on: typedDate(entered, 'review_on'),
    strategies: text('strategies'),
    provision: text('provision'),
    pupil_view: text('pupil_view'),
    pupil_view_absent: text('pupil_view_absent'),
    home_view: text('home_view'),
    home_view_absent: text('home_view_absent'),
    school_view: text('school_view'),
  };
}

const actions = { strategies: 'write-strategies', review: 'review-plan', undo: 'undo-plan' } as const;

/** Does what a form asks, with its line in the audit, and shows the plans again; a form that cannot be saved comes back as typed. */
async function saveForm(
  request: FastifyRequest<{ Params: PupilParams; Body: Entered }>,
  reply: FastifyReply,
  form: UnsavedPlan['form'],
  doing: (of: Doing) => Promise<Outcome>,
): Promise<FastifyReply> {
  const found = await foundPupil(request);
  const { record, now } = request.server;
  const { personId } = request.person!;
  const pupil = pupilOfRow(found.row);
  const entered = request.body;
  const planId = entered['plan'] ?? '';
  const result = await inOneChange(record, async (within) => {
    const plan = (await supportPlans(within, pupil)).find(({ plan_id }) => plan_id === planId);
    const outcomes = (await planOutcomes(within, pupil)).get(planId) ?? [];
    const at = now();
    const of = { within, pupil, entered, plan, outcomes, seen: Number(entered['version']), deed: { personId, at } };
    const outcome = await doing({ ...of, today: dateText(at) });
    const action = form === 'plan' ? (plan ? 'change-plan' : 'start-plan') : actions[form];
    if (outcome === null) await audit(within, { personId, action, object: pupil.pupilId, school: pupil.school });
    return outcome;
  });
  if (result === null) return reply.redirect(`/plans/${request.params.key}`, 303);
  const unsaved: UnsavedPlan =
    typeof result === 'string'
      ? { form, entered, faults: {}, problem: result }
      : { form, entered, faults: result, problem: '' };
  return reply.code(422).page(await plansPage(request, reply, { ...found, unsaved }));
}
