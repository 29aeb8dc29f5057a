import { randomUUID } from 'node:crypto';
import { inOneChange } from '../in-one-change.ts';
import type { SchoolRecord } from '../open-record.ts';
import { ofPupil, type SchoolPupil } from '../pupils/school-pupil.ts';
import type { SupportPlanRow } from '../record-tables.ts';
import type { PlanContent } from './plan-content.ts';

export interface PlanPlace extends SchoolPupil {
  readonly planId: string;
  /** Version the writer saw. */
  readonly seen: number;
}

interface Deed {
  readonly personId: string;
  readonly at: Date;
}

/** Writes a new plan with its outcomes. @returns it, or null where one is running: that is reviewed first */
export function addPlan(
  record: SchoolRecord,
  { pupilId, school }: SchoolPupil,
  content: PlanContent,
  { personId, at }: Deed,
): Promise<SupportPlanRow | null> {
  return inOneChange(record, async (within) => {
    const { outcomes: _outcomes, ...columns } = content;
    const stamp = at.toISOString();
    const row = await within.db
      .insertInto('support_plan')
      .values({
        plan_id: randomUUID(),
        pupil_id: pupilId,
        school,
        ...columns,
        hoped_for: hopedFor(content),
        made_at: stamp,
        made_by: personId,
        version: 1,
        updated_at: stamp,
        updated_by: personId,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (!row) return null;
    await writeOutcomes(within, row, content);
    return row;
  });
}

/**
 * Saves what a plan holds, if nobody saved since the writer looked. Every version is kept.
 *
 * @returns the plan as it now stands, or null where somebody else was faster (nothing is changed then)
 */
export function savePlan(
  record: SchoolRecord,
  { planId, seen, ...pupil }: PlanPlace,
  content: PlanContent,
  { personId, at }: Deed,
): Promise<SupportPlanRow | null> {
  return inOneChange(record, async (within) => {
    const { outcomes: _outcomes, ...columns } = content;
    const stamp = { version: seen + 1, updated_at: at.toISOString(), updated_by: personId };
    const row = await within.db
      .updateTable('support_plan')
      .set({ ...columns, hoped_for: hopedFor(content), ...stamp })
      .where(ofPupil('support_plan', pupil))
      .where('plan_id', '=', planId)
      .where('version', '=', seen)
      .returningAll()
      .executeTakeFirst();
    if (!row) return null;
    await within.db.deleteFrom('plan_outcome').where('plan_id', '=', planId).execute();
    await writeOutcomes(within, row, content);
    return row;
  });
}

async function writeOutcomes({ db }: SchoolRecord, row: SupportPlanRow, content: PlanContent): Promise<void> {
  const own = { plan_id: row.plan_id, school: row.school, pupil_id: row.pupil_id };
  if (content.outcomes.length > 0)
    await db
      .insertInto('plan_outcome')
      .values(content.outcomes.map((one, at) => ({ ...own, place: at + 1, ...one })))
      .execute();
  await db
    .insertInto('support_plan_version')
    .values({
      ...own,
      version: row.version,
      content: JSON.stringify({ ...content, hoped_for: row.hoped_for }),
      saved_at: row.updated_at,
      saved_by: row.updated_by,
    })
    .execute();
}

function hopedFor({ outcomes }: PlanContent): string {
  return outcomes.map(({ outcome }) => outcome).join('\n');
}
