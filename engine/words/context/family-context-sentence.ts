import type { PupilContext } from '../../tables/pupil-context.ts';
import { contextFacts, type Span } from './context-facts.ts';
import { fillTemplate } from '../kit/fill-template.ts';

/** Said on the family sheet after its opening; a family knows more of a move than a school does. */
export const familyContextTemplate = 'What we know of this time: {facts}. What else should we know?';

/** Moves, joining and times of absence, without any figure of attendance. '' where nothing is known of the time. */
export function familyContextSentence(context: PupilContext, span: Span): string {
  const facts = contextFacts({ ...context, attendancePercent: null }, span);
  return facts.length === 0 ? '' : fillTemplate(familyContextTemplate, { facts: facts.join('; ') });
}
