import type { OutcomeCode } from '../../../engine/index.ts';
import type { SchoolRecord } from '../open-record.ts';
import { provisionOfPupils } from '../provision/provision-of-pupils.ts';
import { remembered } from '../remembered.ts';

/** Help that a pupil of the school had: what was agreed, a support plan, or something of the provision map; ISO dates, `to` null where no end is recorded. */
export interface HelpOfPupil {
  readonly pupilId: string;
  readonly kind: OutcomeCode | 'support-plan' | 'provision';
  readonly from: string;
  readonly to: string | null;
}

/** Outcomes by which something new is tried. */
const help: readonly OutcomeCode[] = ['change-teaching', 'extra-help', 'start-sen-support', 'change-plan'];

/** All help that the record of a school holds. */
export function helpOfSchool(record: SchoolRecord, school: string): Promise<readonly HelpOfPupil[]> {
  return remembered(record, ['helpOfSchool', school], () => readHelp(record, school));
}

async function readHelp(record: SchoolRecord, school: string): Promise<HelpOfPupil[]> {
  const { db } = record;
  const [agreed, plans, provided] = await Promise.all([
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
    provisionOfPupils(record, { school }),
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
    ...provided.map(({ pupilId, from, to }) => ({ pupilId, kind: 'provision' as const, from, to })),
  ];
}
