import type { CriterionFacts } from './criterion-facts.ts';
import { shortRatingReasons, shortReasons } from './criterion-templates.ts';
import { openReason } from './reason-sentence.ts';
import type { SubjectWords } from '../kit/subject-words.ts';

/** Why nothing can be said, in a table's cell after “cannot say: ”. */
export function shortReason(reason: CriterionFacts['reason'], { isRating }: Pick<SubjectWords, 'isRating'>): string {
  const open = openReason(reason);
  return isRating && (open === 'at-floor' || open === 'at-ceiling') ? shortRatingReasons[open] : shortReasons[open];
}
