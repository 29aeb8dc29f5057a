import { fillTemplate } from '../kit/fill-template.ts';
import type { CriterionSentence } from './criterion-words.ts';

export const gapLeansTemplates = {
  leans: '{subject}: the gap looks {change}, but the change is within what a good or bad day can do.',
  bigger: 'a little bigger',
  smaller: 'a little smaller',
  same: 'about the same',
  nearTheMiddle:
    '{subject}: {Pupil} is near the middle of the year group, and any gap is within what a good or bad day can do.',
};

/** An open answer about a gap: how it looks. “About the same” up to the size at which it counts as grown. */
export function gapLeans({ facts, slots, settings }: CriterionSentence): string {
  const { growth } = settings.gapWidening;
  if (facts.gapPoints <= 0) return fillTemplate(gapLeansTemplates.nearTheMiddle, slots);
  const { bigger, smaller, same } = gapLeansTemplates;
  const change = facts.effect >= growth ? bigger : facts.effect <= -growth ? smaller : same;
  return fillTemplate(gapLeansTemplates.leans, { ...slots, change });
}
