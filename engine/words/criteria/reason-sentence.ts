import { type CriterionFacts, type SentenceSettings, defaultSentenceSettings } from './criterion-facts.ts';
import {
  ratingReasonTemplates,
  reasonTemplates,
  settlingTemplates,
  smallNumberTemplates,
} from './criterion-templates.ts';
import { criterionWords } from './index.ts';
import { fillTemplate } from '../kit/fill-template.ts';
import { notMeasuredSentence } from './not-measured-sentence.ts';
import { numberWords } from '../kit/number-words.ts';
import type { SubjectWords } from '../kit/subject-words.ts';

/**
 * Why nothing can be said, in one or two short sentences, without the subject: what a cell of the four questions opens to.
 * Says “This pupil”. A verdict that is open without a reason reads as too close to call.
 */
export function reasonSentence(
  facts: CriterionFacts,
  words: SubjectWords,
  settings: SentenceSettings = defaultSentenceSettings,
): string {
  const reason = openReason(facts.reason);
  if (reason === 'not-measured') return notMeasuredSentence(facts.because);
  return fillTemplate(templateOf(reason, facts, words), {
    Pupil: 'This pupil',
    pupil: 'this pupil',
    settling: settlingSentence(facts, settings),
    because: facts.because ?? 'no result about a year ago',
    baseline: facts.baselineMonth ?? 'the earlier test',
    current: facts.currentMonth ?? 'this one',
    weeks: Number.isNaN(facts.weeksApart) ? 'a few' : facts.weeksApart,
    minimumWeeks: minimumWeeksOf(facts, settings),
    peers: Number.isNaN(facts.peers) ? 'a few' : facts.peers,
    bands: words.bands > 1 ? numberWords(words.bands) : 'a few',
  }).trimEnd();
}

function templateOf(
  reason: keyof typeof reasonTemplates,
  { weeksApart, peers }: CriterionFacts,
  { isRating }: SubjectWords,
): string {
  if (isRating && (reason === 'at-floor' || reason === 'at-ceiling')) return ratingReasonTemplates[reason];
  if (reason !== 'windows-too-close' && reason !== 'too-few-peers') return reasonTemplates[reason];
  const told = Math.round(reason === 'too-few-peers' ? peers : weeksApart);
  return told === 0 || told === 1 ? smallNumberTemplates[reason][told] : reasonTemplates[reason];
}

/** Weeks two tests must lie apart: for a criterion that needs more, those. */
function minimumWeeksOf(facts: CriterionFacts, settings: SentenceSettings): number {
  return Math.max(settings.minimumWeeks, criterionWords[facts.criterion].minimumWeeks?.(settings) ?? 0);
}

/** The reason as one that can leave a verdict open. */
export function openReason(reason: CriterionFacts['reason']): keyof typeof reasonTemplates {
  return reason === null || reason === 'gap-closing' || reason === 'no-gap' || reason === 'ordinary'
    ? 'too-close-to-call'
    : reason;
}

/** Whether one more window would settle it, probably or perhaps; '' where the chance is not known. */
export function settlingSentence(
  facts: Pick<CriterionFacts, 'settles' | 'nextMonth'>,
  settings: Pick<SentenceSettings, 'settles'> = defaultSentenceSettings,
): string {
  if (facts.settles >= settings.settles)
    return fillTemplate(settlingTemplates.probably, { next: facts.nextMonth ?? 'next' });
  return facts.settles < settings.settles ? settlingTemplates.perhaps : '';
}
