import type { FastifyReply, FastifyRequest } from 'fastify';
import { dateText, type AgendaRow } from '../../../engine/index.ts';
import type { Page } from '../../http/pages.ts';
import { personNames } from '../../people/people.ts';
import { mayDo } from '../../people/permissions.ts';
import { cycles } from '../../records/plans/cycles.ts';
import { planOutcomes } from '../../records/plans/plan-outcomes.ts';
import { planTemplates } from '../../records/plans/plan-templates.ts';
import { planVersions } from '../../records/plans/plan-versions.ts';
import { mayUndoPlan } from '../../records/plans/undo-plan.ts';
import { provisionOfPupils } from '../../records/provision/provision-of-pupils.ts';
import { pupilOfRow } from '../../records/pupils/school-pupil.ts';
import { supportPlans } from '../../records/register/support-plans.ts';
import { listedPupil } from '../../runs/pupils/listed-pupils.ts';
import { planGrowth } from '../../runs/pupils/plan-growth.ts';
import type { ScopedRun } from '../../runs/scoped-run.ts';
import type { ShownPlan, UnsavedPlan } from './facts.ts';
import { plansView } from './view.ts';
import { starterTemplates } from '../../html/plans/starter-templates.ts';

/** A pupil’s plans, each with its outcomes, provision and what the results say of its time; oldest first. */
export async function shownPlans(
  request: FastifyRequest,
  scoped: ScopedRun,
  row: AgendaRow,
): Promise<{ readonly plans: readonly ShownPlan[]; readonly provided: Awaited<ReturnType<typeof provisionOfPupils>> }> {
  const { record } = request.server;
  const pupil = pupilOfRow(row);
  const [all, outcomes, provided] = await Promise.all([
    supportPlans(record, pupil),
    planOutcomes(record, pupil),
    provisionOfPupils(record, pupil),
  ]);
  const growth = await planGrowth(record, { run: scoped.run, row }, all);
  const cycleOf = cycles(all);
  const plans = all.map((plan) => ({
    plan,
    cycle: cycleOf.get(plan.plan_id) ?? 0,
    outcomes: outcomes.get(plan.plan_id) ?? [],
    provided: provided.filter(({ from, to }) => from <= (plan.reviewed_on ?? plan.review_on) && to >= plan.start_on),
    growth: growth.get(plan.plan_id) ?? [],
  }));
  return { plans, provided };
}

/** The page of a pupil’s plans, fetched and joined; with what a form held that was not saved. */
export async function plansPage(
  request: FastifyRequest,
  reply: FastifyReply,
  of: { scoped: ScopedRun; row: AgendaRow; unsaved?: UnsavedPlan; template?: string | undefined },
): Promise<Page> {
  const { scoped, row, unsaved } = of;
  const { record, names, now } = request.server;
  const pupil = pupilOfRow(row);
  const [{ plans, provided }, versions, people, templates] = await Promise.all([
    shownPlans(request, scoped, row),
    planVersions(record, pupil),
    personNames(record),
    planTemplates(record, row.school),
  ]);
  const offered = [...templates, ...starterTemplates];
  const { role, personId } = request.person!;
  const today = dateText(now());
  const deed = { personId, at: now() };
  return {
    title: 'Plans',
    place: 'register',
    body: plansView({
      pupil: listedPupil(scoped.run, names, row),
      running: plans.find(({ plan }) => plan.reviewed_on === null),
      reviewed: plans.filter(({ plan }) => plan.reviewed_on !== null).toReversed(),
      provided: provided.filter(({ to }) => to >= today),
      versions,
      people,
      templates: offered.filter(({ retired }) => !retired),
      template: offered.find(({ templateId }) => templateId === of.template),
      unsaved,
      today,
      mayPlan: mayDo(role, 'keep-register'),
      mayWrite: mayDo(role, 'record-outcome'),
      undoes: plans
        .map(({ plan }) => plan)
        .filter((plan) => mayUndoPlan(plan, deed))
        .toSorted((a, b) => b.updated_at.localeCompare(a.updated_at))[0],
      token: reply.generateCsrf(),
    }),
  };
}
