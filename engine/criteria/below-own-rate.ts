import type { CriterionRule, Span } from './criterion.ts';

export interface BelowOwnRateSettings {
  readonly belowOwnRate: {
    /** How far the rate must fall, SD a year. */
    readonly rateDifference: number;
    /** Years needed on each side of the baseline. */
    readonly minimumYears: number;
    /** Information without which not-met becomes cannot-say, 0–1. */
    readonly minimumInformation: number;
  };
}

/** Rate since the baseline less the rate before it: (n − b)/since − (b − f)/before. */
function rateChange({ yearsBefore, yearsSince }: Span, out: Float64Array): void {
  out[0] = 1 / yearsBefore;
  out[1] = -1 / yearsBefore - 1 / yearsSince;
  out[2] = 1 / yearsSince;
}

/**
 * (b) The rate since the baseline is lower than the rate before it by so much or more.
 *
 * Source: SEND Code of Practice 2015 §6.17, “fails to match or better the child’s previous rate of progress”.
 */
export const belowOwnRate = {
  name: 'below-own-rate',
  usual: { belowOwnRate: { rateDifference: 0.1, minimumYears: 0.5, minimumInformation: 0.15 } } as BelowOwnRateSettings,
  statement: [{ weigh: rateChange, limit: (settings) => -settings.belowOwnRate.rateDifference }],
  corners: () => [],
  hindrance: ({ row, yearsBefore, yearsSince, facts }, { belowOwnRate: { minimumYears } }) => {
    if (facts.changedSince[row] === 1) return 'changed-test';
    // A missing first window has no years before, and no comparison with a number holds for it.
    if (!(yearsBefore >= minimumYears)) return 'no-earlier-window';
    if (yearsSince < minimumYears) return 'windows-too-close';
    return facts.changedBefore[row] === 1 ? 'changed-test' : null;
  },
  // Before any score the chance is a third or more on every calendar: a low probability is the scores’ doing, however little they tell.
  minimumInformation: (settings) => settings.belowOwnRate.minimumInformation,
  whyNotMet: () => 'ordinary',
  effect: { unit: 'SD a year', points: 'same-test', weigh: rateChange },
} satisfies CriterionRule<BelowOwnRateSettings> & { usual: BelowOwnRateSettings };
