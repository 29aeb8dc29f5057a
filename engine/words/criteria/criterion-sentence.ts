import { type CriterionFacts, type SentenceSettings, defaultSentenceSettings } from './criterion-facts.ts';
import { criterionTemplates, rateTemplates } from './criterion-templates.ts';
import { type Slots, fillTemplate } from '../kit/fill-template.ts';
import { likelihoodOf } from '../kit/likelihood-of.ts';
import { reasonSentence, settlingSentence } from './reason-sentence.ts';
import { shareOfPeers } from '../kit/share-of-peers.ts';
import type { SubjectWords } from '../kit/subject-words.ts';
import { unitCount } from '../kit/unit-count.ts';

/**
 * The sentence on one criterion of one pupil in one subject, at most 25 words beside the name of the measure. Says
 * “This pupil”; `fillForename` puts the name at display. A verdict that cannot be given names its reason.
 */
export function criterionSentence(
  facts: CriterionFacts,
  words: SubjectWords,
  settings: SentenceSettings = defaultSentenceSettings,
): string {
  if (facts.verdict === 'met') return metSentence(facts, words, settings);
  if (facts.verdict === 'not-met') return notMetSentence(facts, words, settings);
  const lean = leanSentence(facts, words, settings);
  if (lean !== null) return withSettling(lean, facts, settings);
  return `${words.label}: cannot say. ${reasonSentence(facts, words, settings)}`;
}

function metSentence(facts: CriterionFacts, words: SubjectWords, settings: SentenceSettings): string {
  const slots = commonSlots(facts, words, settings);
  if (facts.criterion === 'slower-than-peers') return fillTemplate(criterionTemplates['slower-than-peers'].met, slots);
  if (facts.criterion === 'below-own-rate') return metOwnRate(facts, words, slots);
  if (facts.criterion === 'gap-not-closing') {
    const far = words.hasPoints && Math.round(facts.gapBaselinePoints) >= 1;
    const template = criterionTemplates['gap-not-closing'][far ? 'met' : 'met-without-points'];
    return fillTemplate(template, { ...slots, points: unitCount(facts.gapBaselinePoints, words) });
  }
  return metWidening(facts, words, slots);
}

function metOwnRate(facts: CriterionFacts, words: SubjectWords, slots: Slots): string {
  const templates = criterionTemplates['below-own-rate'];
  const before = Math.round(facts.rateBeforePoints);
  const since = Math.round(facts.rateSincePoints);
  // Where whole points do not show the difference (or there are none), numbers would contradict the words; and without
  // the baseline's month there is no “until”.
  if (!words.comparesPoints || !(since < before) || facts.baselineMonth === null)
    return fillTemplate(templates['met-without-points'], slots);
  const rates = rateTemplates[words.higherIsBetter ? 'attainment' : 'difficulty'];
  const early = before > 0 ? rates.gaining : before === 0 ? rates.level : rates.losing;
  const late = since > 0 ? rates.gained : since === 0 ? rates.kept : rates.lost;
  return fillTemplate(templates.met, {
    ...slots,
    before: fillTemplate(early, { points: unitCount(before, words) }),
    // The unit is named once: “gaining about 3 points a year …, lost about 4 a year”.
    since: fillTemplate(late, { points: before === 0 ? unitCount(since, words) : Math.abs(since) }),
  });
}

function metWidening(facts: CriterionFacts, words: SubjectWords, slots: Slots): string {
  const templates = criterionTemplates['gap-widening'];
  const then = Math.round(facts.gapBaselinePoints);
  const now = Math.round(facts.gapPoints);
  if (!words.comparesPoints || !(now > then) || now < 1) return fillTemplate(templates['met-without-points'], slots);
  if (then === 0) return fillTemplate(templates['met-from-none'], { ...slots, points: unitCount(now, words) });
  return fillTemplate(then < 0 ? templates['met-from-ahead'] : templates.met, {
    ...slots,
    points: unitCount(then, words),
    now: Math.abs(now),
  });
}

function notMetSentence(facts: CriterionFacts, words: SubjectWords, settings: SentenceSettings): string {
  const slots = commonSlots(facts, words, settings);
  if (facts.criterion !== 'gap-not-closing') {
    return fillTemplate(criterionTemplates[facts.criterion]['not-met'], slots);
  }
  const templates = criterionTemplates['gap-not-closing'];
  if (facts.reason === 'no-gap') return fillTemplate(templates['no-gap'], slots);
  if (facts.reason !== 'gap-closing') return fillTemplate(templates['not-met'], slots);
  const then = Math.round(facts.gapBaselinePoints);
  const now = Math.round(facts.gapPoints);
  if (!words.comparesPoints || !(now < then)) return fillTemplate(templates['closing-without-points'], slots);
  return fillTemplate(now < 1 ? templates['closing-to-none'] : templates.closing, {
    ...slots,
    points: unitCount(then, words),
    now,
  });
}

/** The lean of a verdict that is open only because the scores do not decide it; null for every other reason. */
function leanSentence(facts: CriterionFacts, words: SubjectWords, settings: SentenceSettings): string | null {
  const open = facts.reason === 'too-close-to-call' || facts.reason === 'too-imprecise' || facts.reason === null;
  if (!open || !(facts.probability > settings.unlikely)) return null;
  const slots = commonSlots(facts, words, settings);
  if (facts.criterion === 'slower-than-peers') {
    const templates = criterionTemplates['slower-than-peers'];
    return fillTemplate(facts.probability >= settings.leansTowards ? templates.towards : templates.against, slots);
  }
  if (facts.criterion === 'below-own-rate') return fillTemplate(criterionTemplates['below-own-rate'].leans, slots);
  if (facts.gapPoints <= 0) return fillTemplate(criterionTemplates.gap['near-the-middle'], slots);
  const change =
    facts.effect >= settings.gapGrowth
      ? 'a little bigger'
      : facts.effect <= -settings.gapGrowth
        ? 'a little smaller'
        : 'about the same';
  return fillTemplate(criterionTemplates.gap.leans, { ...slots, change });
}

function withSettling(sentence: string, facts: CriterionFacts, settings: SentenceSettings): string {
  const settling = settlingSentence(facts, settings);
  return settling === '' ? sentence : `${sentence} ${settling}`;
}

function commonSlots(facts: CriterionFacts, words: SubjectWords, settings: SentenceSettings): Slots {
  const likelihood = likelihoodOf(facts.probability, facts.information, settings);
  return {
    subject: words.label,
    Pupil: 'This pupil',
    pupil: 'this pupil',
    likely: likelihood === 'very likely' || likelihood === 'likely' ? likelihood : 'probably',
    share: shareOfPeers(settings.slowerPercentile),
    baseline: facts.baselineMonth ?? 'the earlier test',
    below: words.higherIsBetter ? 'below' : 'above',
    above: words.higherIsBetter ? 'above' : 'below',
  };
}
