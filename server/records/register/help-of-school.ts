import type { OutcomeCode } from '../../../engine/index.ts';
import type { SchoolRecord } from '../open-record.ts';
import { remembered } from '../remembered.ts';

/** Help that a pupil of the school had: what was agreed, or a support plan; ISO dates, `to` null where no end is recorded. */
export interface HelpOfPupil {
  readonly pupilId: string;
  readonly kind: OutcomeCode | 'support-plan';
  readonly from: string;
  readonly to: string | null;
}

/** Outcomes by which something new is tried. */
const help: readonly OutcomeCode[] = ['change-teaching', 'extra-help', 'start-sen-support', 'change-plan'];

/** All help that the record of a school holds. */
export function helpOfSchool(record: SchoolRecord, school: string): Promise<readonly HelpOfPupil[]> {
  return remembered(record, ['helpOfSchool', school], () => readHelp(record, school));
}

async function readHelp({ db }: SchoolRecord, school: string): Promise<HelpOfPupil[]> {
  const [agreed, plans] = await Promise.all([
    db
      .selectFrom('discussion')
      .select(['pupil_id', 'outcome', 'updated_at'])
      .where('school', '=', school)
      .where('outcome', 'in', help)
      .where('agreed', '!=', '')
      .execute(),
    db
      .selectFrom('support_plan')
      .select(['pupil_id', 'start_on', 'reviewed_on'])
      .where('school', '=', school)
      .execute(),
  ]);
  return [
    ...agreed.map(({ pupil_id, outcome, updated_at }) => ({
      pupilId: pupil_id,
      kind: outcome as OutcomeCode,
      from: updated_at.slice(0, 10),
      to: null,
    })),
    ...plans.map(({ pupil_id, start_on, reviewed_on }) => ({
      pupilId: pupil_id,
      kind: 'support-plan' as const,
      from: start_on,
      to: reviewed_on,
    })),
  ];
}
