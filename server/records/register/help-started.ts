import type { OutcomeCode } from '../../../engine/index.ts';
import type { SchoolRecord } from '../open-record.ts';
import { ofPupil, pupilKey, type SchoolPupil } from '../pupils/school-pupil.ts';
import { remembered } from '../remembered.ts';

/** Outcomes by which something new is tried. */
const help: readonly OutcomeCode[] = ['change-teaching', 'extra-help', 'start-sen-support', 'change-plan'];

/**
 * Days (ISO) on which help for a pupil started, earliest first: a plan on the day it says, what a meeting agreed on the day that
 * somebody said it is done. What was agreed and has not begun is no help yet.
 */
export async function helpStarted(record: SchoolRecord, pupil: SchoolPupil, today: string): Promise<readonly string[]> {
  const days = await remembered(record, ['helpStarted', pupilKey(pupil)], () => readHelpStarted(record, pupil));
  return days.filter((day) => day <= today);
}

async function readHelpStarted(record: SchoolRecord, pupil: SchoolPupil): Promise<string[]> {
  const [agreed, plans] = await Promise.all([
    record.db
      .selectFrom('discussion')
      .innerJoin('agreement_done', (join) =>
        join
          .onRef('agreement_done.discussion_id', '=', 'discussion.discussion_id')
          .onRef('agreement_done.version', '>=', 'discussion.agreed_version'),
      )
      .select('agreement_done.done_at')
      .where(ofPupil('discussion', pupil))
      .where('outcome', 'in', help)
      .where('agreed', '!=', '')
      .execute(),
    record.db.selectFrom('support_plan').select('start_on').where(ofPupil('support_plan', pupil)).execute(),
  ]);
  const days = [...agreed.map(({ done_at }) => done_at.slice(0, 10)), ...plans.map(({ start_on }) => start_on)];
  return [...new Set(days)].toSorted();
}
