import { commonSlots } from './common-slots.ts';
import { type CriterionFacts, type SentenceSettings, defaultSentenceSettings } from './criterion-facts.ts';
import { shortTemplates } from './criterion-templates.ts';
import { fillTemplate } from '../kit/fill-template.ts';
import { criterionWords } from './index.ts';
import { isUndecided } from './is-undecided.ts';
import { shortReason } from './short-reason.ts';
import type { SubjectWords } from '../kit/subject-words.ts';

/** The criteria of one pupil in one subject. */
export interface SubjectCriteria {
  readonly words: SubjectWords;
  readonly criteria: readonly CriterionFacts[];
}

/** What one subject comes to: the strongest thing that can be said. Order is the order of telling. */
export type ShortAnswer = 'met' | 'towards' | 'against' | 'no-sign' | 'cannot-say';

/** One subject in a few words, without the subject's name, and how strong that is. */
export interface ShortSentence {
  readonly answer: ShortAnswer;
  readonly text: string;
}

/**
 * One subject's four answers as the one clause a class sheet or “in short” prints: the most certain criterion that is
 * met; else a lean towards; else whether there is no sign of slower progress; else that nothing can be said, and why.
 */
export function shortSentence(
  subject: SubjectCriteria,
  settings: SentenceSettings = defaultSentenceSettings,
): ShortSentence {
  const about = (facts: CriterionFacts) => ({
    facts,
    words: subject.words,
    slots: commonSlots(facts, subject.words, settings),
    settings,
  });
  const met = mostProbable(subject.criteria.filter(({ verdict }) => verdict === 'met'));
  if (met !== null) return { answer: 'met', text: criterionWords[met.criterion].short(about(met)) };
  const open = subject.criteria.filter(isUndecided);
  const towards = mostProbable(open.filter(({ probability }) => probability >= settings.leansTowards));
  if (towards !== null) return { answer: 'towards', text: criterionWords[towards.criterion].shortTowards };
  const slower = subject.criteria.find(({ criterion }) => criterion === 'slower-than-peers');
  if (slower?.verdict === 'not-met') return { answer: 'no-sign', text: shortTemplates['not-met'] };
  if (slower !== undefined && isUndecided(slower) && slower.probability > settings.notMet)
    return { answer: 'against', text: shortTemplates.against };
  const because = shortReason(slower?.reason ?? null, subject.words);
  return { answer: 'cannot-say', text: fillTemplate(shortTemplates['cannot-say'], { because }) };
}

function mostProbable(facts: readonly CriterionFacts[]): CriterionFacts | null {
  // On a tie the first stays: criteria come in the policy's order.
  return facts.reduce<CriterionFacts | null>(
    (best, next) => (best === null || next.probability > best.probability ? next : best),
    null,
  );
}
