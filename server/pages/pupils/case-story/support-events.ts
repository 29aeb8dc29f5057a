import { overdueSentences } from '../../../../engine/index.ts';
import { letterTitle } from '../../../html/letters/letter-title.ts';
import { provisionLine } from '../../../html/plans/provision-line.ts';
import { effectWords } from '../../../html/words.ts';
import { lettersMade } from '../../../records/letters/letters-made.ts';
import type { SchoolRecord } from '../../../records/open-record.ts';
import { cycles } from '../../../records/plans/cycles.ts';
import { planOutcomes } from '../../../records/plans/plan-outcomes.ts';
import type { PlanOutcomeRow } from '../../../records/plans/plan-tables.ts';
import { provisionOfPupils } from '../../../records/provision/provision-of-pupils.ts';
import type { SchoolPupil } from '../../../records/pupils/school-pupil.ts';
import type { SupportPlanRow } from '../../../records/record-tables.ts';
import { supportPlans } from '../../../records/register/support-plans.ts';
import { transfersOfPupil } from '../../../records/transfers/transfers.ts';
import { storyLine as line } from './story-line.ts';
import type { StoryEvent, StoryWords } from './story.ts';

/** Plans with what came of each outcome, provision from and until when, letters made, moves. In no order. */
export async function supportEvents(
  record: SchoolRecord,
  pupil: SchoolPupil,
  words: StoryWords,
): Promise<StoryEvent[]> {
  const [plans, outcomes, provision, letters, moves] = await Promise.all([
    supportPlans(record, pupil),
    planOutcomes(record, pupil),
    provisionOfPupils(record, pupil),
    lettersMade(record, pupil),
    transfersOfPupil(record, pupil),
  ]);
  const cycle = cycles(plans);
  return [
    ...moves.flatMap(({ carried_out_at: at, from_school, to_school }) =>
      at === null
        ? []
        : [
            event(
              at.slice(0, 10),
              'register',
              `Moved from ${from_school} to ${to_school}; register and plans came along.`,
            ),
          ],
    ),
    ...plans.flatMap((plan) =>
      planEvents(plan, { cycle: cycle.get(plan.plan_id) ?? 0, outcomes: outcomes.get(plan.plan_id) ?? [], words }),
    ),
    ...provision.flatMap(({ provision: one, from, to }) => [
      event(from, 'plan', `${one.name} starts: ${provisionLine(one)}.`),
      ...(to < words.today ? [event(to, 'plan', `${one.name} ends.`)] : []),
    ]),
    ...letters
      .filter(({ taken_back_at }) => taken_back_at === null)
      .map((one) =>
        event(
          one.made_at.slice(0, 10),
          'register',
          `Letter: ${letterTitle(one.kind)}, made by ${words.person(one.made_by)}.`,
          one.told_on === null
            ? ''
            : line('Parents told', [words.date(one.told_on), `by ${one.told_by ?? ''}`, one.told_how ?? '']),
        ),
      ),
  ];
}

function planEvents(
  plan: SupportPlanRow,
  { cycle, outcomes, words }: { cycle: number; outcomes: readonly PlanOutcomeRow[]; words: StoryWords },
): StoryEvent[] {
  const { start_on, review_on, reviewed_on } = plan;
  const hoped = outcomes.length > 0 ? outcomes.map(aimed).join('; ') : inOneLine(plan.hoped_for);
  const overdue = reviewed_on === null && review_on < words.today;
  return [
    event(
      start_on,
      'plan',
      `Plan ${cycle} starts, review ${words.date(review_on)}, made by ${words.person(plan.made_by)}.`,
      line('Hoped for', [hoped]),
      line('In the classroom', [inOneLine(plan.strategies)]),
      line('Provision', [inOneLine(plan.provision)]),
      line('The pupil said', [plan.pupil_view || plan.pupil_view_absent]),
      line('Home said', [plan.home_view || plan.home_view_absent]),
    ),
    ...(overdue
      ? overdueSentences({ review: review_on, lookAgain: null, agreed: [] }, words.date).map((asked) =>
          event(review_on, 'plan', asked),
        )
      : []),
    ...(reviewed_on === null
      ? []
      : [
          event(
            reviewed_on,
            'plan',
            `Plan ${cycle} reviewed by ${words.person(plan.review_by)}: effect ${effectWords[plan.effect ?? ''] ?? ''}. ${plan.came_of_it ?? ''}`,
            line('What came of each outcome', [
              outcomes
                .filter(({ effect }) => effect !== null)
                .map(cameOf)
                .join('; '),
            ]),
            line('The pupil said', [plan.pupil_says || plan.pupil_says_absent]),
            line('Home said', [plan.home_says || plan.home_says_absent]),
          ),
        ]),
  ];
}

/** “reads on alone (words a minute: from 31 to 47)”. */
function aimed({ outcome, measure, baseline, aim }: PlanOutcomeRow): string {
  const way = [baseline && `from ${baseline}`, aim && `to ${aim}`].filter(Boolean).join(' ');
  const how = [measure, way].filter(Boolean).join(': ');
  return how === '' ? outcome : `${outcome} (${how})`;
}

/** “reads on alone: 33, not yet”. */
function cameOf({ outcome, result, effect }: PlanOutcomeRow): string {
  return `${outcome}: ${[result, effectWords[effect ?? ''] ?? ''].filter(Boolean).join(', ')}`;
}

function inOneLine(text: string): string {
  return text.split('\n').filter(Boolean).join('; ');
}

function event(on: string, kind: 'register' | 'plan', ...lines: string[]): StoryEvent {
  return { on, kind, lines: lines.filter(Boolean) };
}
