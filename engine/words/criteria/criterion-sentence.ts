import { fillTemplate } from '../kit/fill-template.ts';
import type { SubjectWords } from '../kit/subject-words.ts';
import { commonSlots } from './common-slots.ts';
import { type CriterionFacts, type SentenceSettings, defaultSentenceSettings } from './criterion-facts.ts';
import { cannotSayTemplate } from './criterion-templates.ts';
import { criterionWords } from './index.ts';
import { isUndecided } from './is-undecided.ts';
import { reasonSentence, settlingSentence } from './reason-sentence.ts';

/**
 * The sentence on one criterion of one pupil in one subject, at most 25 words beside the name of the measure. Says
 * “This pupil”; `fillForename` puts the name at display. A verdict that cannot be given names its reason.
 */
export function criterionSentence(
  facts: CriterionFacts,
  words: SubjectWords,
  settings: SentenceSettings = defaultSentenceSettings,
): string {
  const about = { facts, words, slots: commonSlots(facts, words, settings), settings };
  const { met, notMet, leans } = criterionWords[facts.criterion];
  if (facts.verdict === 'met') return met(about);
  if (facts.verdict === 'not-met') return notMet(about);
  // A lean is told only where the verdict is open because the scores do not decide it.
  if (!isUndecided(facts) || !(facts.probability > settings.notMet)) {
    return fillTemplate(cannotSayTemplate, { ...about.slots, reason: reasonSentence(facts, words, settings) });
  }
  const settling = settlingSentence(facts, settings);
  return settling === '' ? leans(about) : `${leans(about)} ${settling}`;
}
