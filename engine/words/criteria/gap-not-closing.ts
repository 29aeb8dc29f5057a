import { normalCdf } from '../../stats/distributions/normal-cdf.ts';
import { fillTemplate } from '../kit/fill-template.ts';
import { unitCount } from '../kit/unit-count.ts';
import type { CriterionSentence, CriterionWords } from './criterion-words.ts';
import { gapLeans } from './gap-leans.ts';

export const gapNotClosingTemplates = {
  met: '{subject}: {Pupil} was about {points} {below} the middle of the year group and is {likely} still about as far away, or further.',
  metWithoutPoints:
    '{subject}: {Pupil} was well {below} the middle of the year group and is {likely} still about as far away, or further.',
  closing:
    '{subject}: the gap to the middle of the year group is getting smaller: about {points} then, about {now} now.',
  closingToNone:
    '{subject}: the gap to the middle of the year group is getting smaller: about {points} then, almost none now.',
  closingWithoutPoints: '{subject}: the gap to the middle of the year group is getting smaller.',
  noGap:
    '{subject}: {Pupil} did not start far {below} the middle of the year group, so there is no large gap to close.',
  notMet: '{subject}: no sign of a large gap to the year group that stays open.',
  short: 'a large gap is {likely} still there, about {points} then and about {now} now',
  shortWithoutPoints: 'a large gap is {likely} still there',
  shortTowards: 'the gap may be staying open, but it is too early to be sure',
};

const templates = gapNotClosingTemplates;

export const gapNotClosingWords: CriterionWords = {
  question: 'gap still there?',
  title: 'Gap still there',
  explained:
    'Of the pupils of whom it can be said: how many started well below the middle of the year group and are likely still as far away.',
  asks: ({ gapNotClosing }) => [
    'Gap still there?',
    `Was the pupil among about the lowest ${Math.round(100 * normalCdf(-gapNotClosing.gap))} of 100 in the year group, and still about as far from the middle, or further?`,
  ],
  settings: { 'criteria.gapNotClosing.gap': 'Gap still there: how large a gap' },
  met: ({ facts, words, slots }) => {
    const far = words.hasPoints && Math.round(facts.gapBaselinePoints) >= 1;
    const points = unitCount(facts.gapBaselinePoints, words);
    return fillTemplate(far ? templates.met : templates.metWithoutPoints, { ...slots, points });
  },
  notMet,
  leans: gapLeans,
  short: ({ facts, words, slots }) => {
    const then = Math.round(facts.gapBaselinePoints);
    if (!words.hasPoints || !(then >= 1)) return fillTemplate(templates.shortWithoutPoints, slots);
    return fillTemplate(templates.short, { ...slots, points: unitCount(then, words), now: facts.gapPoints });
  },
  shortTowards: templates.shortTowards,
};

function notMet({ facts, words, slots }: CriterionSentence): string {
  if (facts.reason === 'no-gap') return fillTemplate(templates.noGap, slots);
  if (facts.reason !== 'gap-closing') return fillTemplate(templates.notMet, slots);
  const then = Math.round(facts.gapBaselinePoints);
  const now = Math.round(facts.gapPoints);
  if (!words.comparesPoints || !(now < then)) return fillTemplate(templates.closingWithoutPoints, slots);
  return fillTemplate(now < 1 ? templates.closingToNone : templates.closing, {
    ...slots,
    points: unitCount(then, words),
    now,
  });
}
