import { notComparableTemplate, reasonTemplates } from './criterion-templates.ts';
import { fillTemplate } from '../kit/fill-template.ts';
import { notComparable } from '../kit/lack-words.ts';

/** Why nothing can be said of a pupil this time. Who has a score is not told of having none. @param because of `lackWords` */
export function notMeasuredSentence(because: string | null): string {
  if (because === notComparable) return notComparableTemplate;
  return fillTemplate(reasonTemplates['not-measured'], { because: because ?? 'not entered' });
}
