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

/**
 * An open answer about a gap: how it looks. “About the same” up to the size at which it counts as grown, and where the points that
 * stand beside it do not change either.
 */
export function gapLeans({ facts, words, slots, settings }: CriterionSentence): string {
  const { growth } = settings.gapWidening;
  if (facts.gapPoints <= 0) return fillTemplate(gapLeansTemplates.nearTheMiddle, slots);
  const { bigger, smaller, same } = gapLeansTemplates;
  const points = words.comparesPoints ? facts.gapPoints - facts.gapBaselinePoints : Number.NaN;
  const unmoved = Math.abs(points) < 0.05;
  const change =
    facts.effect >= growth && !unmoved && !(points < 0)
      ? bigger
      : facts.effect <= -growth && !unmoved && !(points > 0)
        ? smaller
        : same;
  return fillTemplate(gapLeansTemplates.leans, { ...slots, change });
}
