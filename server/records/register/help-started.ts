import type { OutcomeCode } from '../../../engine/index.ts';
import type { SchoolRecord } from '../open-record.ts';
import { ofPupil, pupilKey, type SchoolPupil } from '../pupils/school-pupil.ts';
import { remembered } from '../remembered.ts';

/** Outcomes by which something new is tried. */
const help: readonly OutcomeCode[] = ['change-teaching', 'extra-help', 'start-sen-support', 'change-plan'];

/** Days (ISO) on which help for a pupil was agreed or a plan began, earliest first. */
export function helpStarted(record: SchoolRecord, pupil: SchoolPupil): Promise<readonly string[]> {
  return remembered(record, ['helpStarted', pupilKey(pupil)], () => readHelpStarted(record, pupil));
}

async function readHelpStarted(record: SchoolRecord, pupil: SchoolPupil): Promise<string[]> {
  const [agreed, plans] = await Promise.all([
    record.db
      .selectFrom('discussion')
      .select('updated_at')
      .where(ofPupil('discussion', pupil))
      .where('outcome', 'in', help)
      .where('agreed', '!=', '')
      .execute(),
    record.db.selectFrom('support_plan').select('start_on').where(ofPupil('support_plan', pupil)).execute(),
  ]);
  const days = [...agreed.map(({ updated_at }) => updated_at.slice(0, 10)), ...plans.map(({ start_on }) => start_on)];
  return [...new Set(days)].toSorted();
}
