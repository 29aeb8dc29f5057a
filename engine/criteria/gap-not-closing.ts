import type { CriterionRule } from './criterion.ts';
import { gapChange, gapHindrance, weights } from './gap-change.ts';

export interface GapNotClosingSettings {
  /** Gap at the baseline from which it is asked whether it closes, SD. */
  readonly gapNotClosing: { readonly gap: number };
}

/**
 * (c) There was a large gap at the baseline, and it is no smaller now.
 *
 * Source: SEND Code of Practice 2015 §6.17, “fails to close the attainment gap between the child and their peers”.
 */
export const gapNotClosing = {
  name: 'gap-not-closing',
  usual: { gapNotClosing: { gap: 0.5 } } as GapNotClosingSettings,
  statement: [
    { weigh: weights(0, 1, 0), limit: (settings) => -settings.gapNotClosing.gap },
    { weigh: weights(0, -1, 1), limit: () => 0 },
  ],
  corners: (settings) => [-settings.gapNotClosing.gap],
  hindrance: gapHindrance,
  whyNotMet: (gapBaseline, settings) => (gapBaseline < settings.gapNotClosing.gap ? 'no-gap' : 'gap-closing'),
  effect: gapChange,
} satisfies CriterionRule<GapNotClosingSettings> & { usual: GapNotClosingSettings };
