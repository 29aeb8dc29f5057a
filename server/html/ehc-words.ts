import type { DueCode, EhcDue } from '../records/higher/ehc-due.ts';
import type { StepKind } from '../records/higher/ehc-steps.ts';
import { dateWords } from './date-words.ts';

/** Each step as it is chosen and told; the local authority decides, the school writes it down. */
export const stepWords: Readonly<Record<StepKind, string>> = {
  requested: 'EHC needs assessment requested',
  withdrawn: 'Request taken back',
  assess: 'Decided to assess',
  'no-assess': 'Decided not to assess',
  'no-plan': 'Decided that no plan is needed',
  draft: 'Draft plan received',
  final: 'Final EHC plan',
  'review-meeting': 'Review meeting held',
  'review-report': 'Report of the review meeting sent',
  'review-maintain': 'Review: plan stays as it is',
  'review-amend': 'Review: plan is to be amended',
  'review-cease': 'Review: plan is to end',
  amended: 'Amended EHC plan',
  ceased: 'EHC plan ended',
};

/** What is due, and who sets the day. */
export const dueWords: Readonly<Record<DueCode, readonly [what: string, by: string]>> = {
  'assess-decision': ['Decision whether to assess', '6 weeks after the request, regulation 5'],
  'plan-decision': ['Draft plan, or the decision that none is needed', '16 weeks after the request, regulation 10'],
  'final-plan': ['Final plan', '20 weeks after the request, regulation 13'],
  'annual-review': [
    'Annual review complete, with the authority’s decision',
    '12 months, Children and Families Act 2014, section 44',
  ],
  'review-report': ['Report of the review meeting to everyone invited', '2 weeks after the meeting, regulation 20'],
  'review-decision': ['The authority’s decision after the review', '4 weeks after the meeting, regulation 20'],
  'amended-plan': ['Amended plan', '8 weeks after that decision, regulation 22'],
  'phase-transfer': [
    'Reviewed and amended for the next phase of education',
    'before 15 February, to post-16 before 31 March, regulation 18',
  ],
};

/** “due by 2 February 2027”, “overdue since …”, “done on …”, “done on …, late”. */
export function dueLine({ dueOn, doneOn }: EhcDue, today: string): string {
  if (doneOn !== null) return `done on ${dateWords(doneOn)}${doneOn > dueOn ? `, after ${dateWords(dueOn)}` : ''}`;
  return isOverdue({ dueOn, doneOn }, today)
    ? `overdue: it was due by ${dateWords(dueOn)}`
    : `due by ${dateWords(dueOn)}`;
}

export function isOverdue({ dueOn, doneOn }: Pick<EhcDue, 'dueOn' | 'doneOn'>, today: string): boolean {
  return doneOn === null && dueOn < today;
}
