import type { CriterionFacts } from './criterion-facts.ts';

/** Whether an answer is open because the scores do not decide it: only then is it told which way it leans. */
export function isUndecided({ verdict, reason }: Pick<CriterionFacts, 'verdict' | 'reason'>): boolean {
  return verdict === 'cannot-say' && (reason === 'too-close-to-call' || reason === 'too-imprecise' || reason === null);
}
