import type { CriterionRule } from './criterion.ts';
import { gapChange, gapHindrance, weights } from './gap-change.ts';

export interface GapWideningSettings {
  /** How much the gap must grow, SD. */
  readonly gapWidening: { readonly growth: number };
}

/**
 * (d) There is a gap now, and it is larger than at the baseline by so much or more.
 *
 * Source: SEND Code of Practice 2015 §6.17, “widens the attainment gap”.
 */
export const gapWidening = {
  name: 'gap-widening',
  usual: { gapWidening: { growth: 0.1 } } as GapWideningSettings,
  statement: [
    { weigh: weights(0, 0, 1), limit: () => 0 },
    { weigh: weights(0, -1, 1), limit: (settings) => -settings.gapWidening.growth },
  ],
  corners: (settings) => [0, settings.gapWidening.growth],
  hindrance: gapHindrance,
  whyNotMet: () => 'ordinary',
  effect: gapChange,
} satisfies CriterionRule<GapWideningSettings> & { usual: GapWideningSettings };
