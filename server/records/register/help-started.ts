import type { OutcomeCode } from '../../../engine/index.ts';
import type { SchoolRecord } from '../open-record.ts';
import { remembered } from '../remembered.ts';

/** Outcomes by which something new is tried. */
const help: readonly OutcomeCode[] = ['change-teaching', 'extra-help', 'start-sen-support', 'change-plan'];

/** Days (ISO) on which help for a pupil was agreed or a plan began, earliest first. */
export function helpStarted(record: SchoolRecord, pupilId: string): Promise<readonly string[]> {
  return remembered(record, ['helpStarted', pupilId], () => readHelpStarted(record, pupilId));
}

async function readHelpStarted(record: SchoolRecord, pupilId: string): Promise<string[]> {
  const [agreed, plans] = await Promise.all([
    record.db
      .selectFrom('discussion')
      .select('updated_at')
      .where('pupil_id', '=', pupilId)
      .where('outcome', 'in', help)
      .where('agreed', '!=', '')
      .execute(),
    record.db.selectFrom('support_plan').select('start_on').where('pupil_id', '=', pupilId).execute(),
  ]);
  const days = [...agreed.map(({ updated_at }) => updated_at.slice(0, 10)), ...plans.map(({ start_on }) => start_on)];
  return [...new Set(days)].toSorted();
}
