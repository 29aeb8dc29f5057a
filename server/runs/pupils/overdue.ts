import type { Overdue } from '../../../engine/index.ts';
import { openAgreements } from '../../records/discussions/open-agreements.ts';
import type { SchoolRecord } from '../../records/open-record.ts';
import type { SchoolPupil } from '../../records/pupils/school-pupil.ts';
import { monitoredEntries } from '../../records/register/monitored.ts';
import { supportPlans } from '../../records/register/support-plans.ts';

/** The dates of a pupil's plan, monitoring and agreements that have passed without a word. @param today and dates: ISO 8601 */
export async function overdueOf(record: SchoolRecord, pupil: SchoolPupil, today: string): Promise<Overdue> {
  const [plans, watched, agreed] = await Promise.all([
    supportPlans(record, pupil),
    monitoredEntries(record, pupil),
    openAgreements(record, [pupil]),
  ]);
  const past = (on: string) => on !== '' && on < today;
  return {
    review: plans.find((one) => one.reviewed_on === null && past(one.review_on))?.review_on ?? null,
    lookAgain: watched.find((one) => one.ended_on === null && past(one.look_again_on))?.look_again_on ?? null,
    agreed: agreed.filter(({ by_when }) => past(by_when)).map((one) => ({ date: one.by_when, agreed: one.agreed })),
  };
}
