import type { SchoolRecord } from '../open-record.ts';
import { ofPupil, type SchoolPupil } from '../pupils/school-pupil.ts';
import { emptyPlan, type PlanContent } from './plan-content.ts';

export interface PlanVersion {
  readonly planId: string;
  readonly version: number;
  /** null where the plan was taken back. */
  readonly content: PlanContent | null;
  readonly savedAt: string;
  readonly savedBy: string;
}

/** Every version of the plans of a pupil, those taken back included; oldest first. */
export async function planVersions(record: SchoolRecord, pupil: SchoolPupil): Promise<PlanVersion[]> {
  const rows = await record.db
    .selectFrom('support_plan_version')
    .selectAll()
    .where(ofPupil('support_plan_version', pupil))
    .orderBy('saved_at')
    .orderBy('version')
    .execute();
  return rows.map((row) => ({
    planId: row.plan_id,
    version: row.version,
    content: contentOf(row.content),
    savedAt: row.saved_at,
    savedBy: row.saved_by,
  }));
}

/** Versions of an older layout get what they lacked. */
function contentOf(json: string): PlanContent | null {
  const kept = JSON.parse(json) as Partial<PlanContent> | null;
  return kept && { ...emptyPlan, ...kept };
}
