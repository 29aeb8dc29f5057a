import { undoMinutes } from '../discussions/discussions.ts';
import { inOneChange } from '../in-one-change.ts';
import type { SchoolRecord } from '../open-record.ts';
import { ofPupil, pupilOfRow } from '../pupils/school-pupil.ts';
import type { SupportPlanRow } from '../record-tables.ts';
import { planContent } from './plan-content.ts';
import { planVersions } from './plan-versions.ts';
import { savePlan } from './save-plan.ts';

interface Deed {
  readonly personId: string;
  readonly at: Date;
}

/** Whether this person may take back the last save of a plan: their own, and within ten minutes. */
export function mayUndoPlan(plan: SupportPlanRow, { personId, at }: Deed): boolean {
  return plan.updated_by === personId && at.getTime() - Date.parse(plan.updated_at) <= undoMinutes * 60_000;
}

/**
 * Takes the last save of a plan back: what it held before is saved again as a new version; a plan that has just begun is gone,
 * and its versions stay.
 *
 * @returns whether it was taken back: not where it is too late, somebody else's, changed meanwhile, or where a review is undone
 *   and another plan has begun
 */
export function undoPlan(record: SchoolRecord, plan: SupportPlanRow, deed: Deed): Promise<boolean> {
  if (!mayUndoPlan(plan, deed)) return Promise.resolve(false);
  return inOneChange(record, async (within) => {
    const pupil = pupilOfRow(plan);
    const before = (await planVersions(within, pupil)).find(
      (one) => one.planId === plan.plan_id && one.version === plan.version - 1,
    );
    if (!before?.content) return plan.version === 1 && takeBack(within, plan, deed);
    if (plan.reviewed_on !== null && before.content.reviewed_on === null && (await runs(within, plan))) return false;
    const { outcomes } = before.content;
    const content = planContent({ ...plan, ...before.content }, outcomes);
    return (await savePlan(within, { ...pupil, planId: plan.plan_id, seen: plan.version }, content, deed)) !== null;
  });
}

async function runs({ db }: SchoolRecord, plan: SupportPlanRow): Promise<boolean> {
  const other = await db
    .selectFrom('support_plan')
    .select('plan_id')
    .where(ofPupil('support_plan', pupilOfRow(plan)))
    .where('reviewed_on', 'is', null)
    .executeTakeFirst();
  return other !== undefined;
}

async function takeBack({ db }: SchoolRecord, plan: SupportPlanRow, { personId, at }: Deed): Promise<boolean> {
  const gone = await db
    .deleteFrom('support_plan')
    .where('plan_id', '=', plan.plan_id)
    .where('version', '=', plan.version)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) return false;
  await db.deleteFrom('plan_outcome').where('plan_id', '=', plan.plan_id).execute();
  await db
    .insertInto('support_plan_version')
    .values({
      plan_id: plan.plan_id,
      school: plan.school,
      pupil_id: plan.pupil_id,
      version: plan.version + 1,
      content: 'null',
      saved_at: at.toISOString(),
      saved_by: personId,
    })
    .execute();
  return true;
}
