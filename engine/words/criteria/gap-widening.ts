import { fillTemplate } from '../kit/fill-template.ts';
import { unitCount } from '../kit/unit-count.ts';
import type { CriterionSentence, CriterionWords } from './criterion-words.ts';
import { gapLeans } from './gap-leans.ts';

export const gapWideningTemplates = {
  met: '{subject}: the gap to the middle of the year group has {likely} grown, from about {points} to about {now}.',
  metFromNone:
    '{subject}: the gap to the middle of the year group has {likely} grown, from almost none to about {points}.',
  metFromAhead:
    '{subject}: {Pupil} was about {points} {above} the middle of the year group and is now {likely} about {now} {below} it.',
  metWithoutPoints: '{subject}: the gap to the middle of the year group has {likely} grown.',
  notMet: '{subject}: no sign that the gap to the year group has grown.',
  short: 'the gap has {likely} grown, from about {points} to about {now}',
  shortWithoutPoints: 'the gap has {likely} grown',
  shortTowards: 'the gap looks a little bigger, but it is too early to be sure',
};

const templates = gapWideningTemplates;

export const gapWideningWords: CriterionWords = {
  question: 'gap growing?',
  title: 'Gap growing',
  explained:
    'Of the pupils of whom it can be said: how many have likely moved further from the middle of the year group.',
  asks: () => ['Gap growing?', 'Has the distance to the middle of the year group grown?'],
  settings: { 'criteria.gapWidening.growth': 'Gap growing: by how much' },
  met,
  notMet: ({ slots }) => fillTemplate(templates.notMet, slots),
  leans: gapLeans,
  short: ({ facts, words, slots }) => {
    const then = Math.round(facts.gapBaselinePoints);
    const now = Math.round(facts.gapPoints);
    const told = words.hasPoints && then >= 1 && words.comparesPoints && now > then;
    if (!told) return fillTemplate(templates.shortWithoutPoints, slots);
    return fillTemplate(templates.short, { ...slots, points: unitCount(then, words), now });
  },
  shortTowards: templates.shortTowards,
};

function met({ facts, words, slots }: CriterionSentence): string {
  const then = Math.round(facts.gapBaselinePoints);
  const now = Math.round(facts.gapPoints);
  if (!words.comparesPoints || !(now > then) || now < 1) return fillTemplate(templates.metWithoutPoints, slots);
  if (then === 0) return fillTemplate(templates.metFromNone, { ...slots, points: unitCount(now, words) });
  return fillTemplate(then < 0 ? templates.metFromAhead : templates.met, {
    ...slots,
    points: unitCount(then, words),
    now: Math.abs(now),
  });
}
