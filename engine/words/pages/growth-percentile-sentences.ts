import type { Verdict } from '../../tables/run-schema.ts';
import { fillTemplate } from '../kit/fill-template.ts';
import { pageTemplates } from '../kit/page-templates.ts';

/** A growth percentile with its range, to be put into words. */
export interface GrowthPercentileWords {
  /** Corrected growth percentile and the ends of its 90 % range, 0–100; NaN = not known. */
  readonly percentile: number;
  readonly low: number;
  readonly high: number;
  /** Verdict on `slower-than-peers`, whose page this stands on. */
  readonly verdict: Verdict;
}

/**
 * The growth percentile with its range, never bare: one sentence for the figure, one for its doubt, and where the range
 * holds 50 one that says what follows from it. Empty where there is no percentile.
 */
export function growthPercentileSentences(growth: GrowthPercentileWords): string[] {
  if (Number.isNaN(growth.percentile + growth.low + growth.high)) return [];
  const sentences = [
    fillTemplate(pageTemplates.growthPercentile, { percentile: inHundred(growth.percentile) }),
    fillTemplate(pageTemplates.growthPercentileRange, { low: inHundred(growth.low), high: inHundred(growth.high) }),
  ];
  if (growth.low <= 50 && growth.high >= 50) {
    sentences.push(growth.verdict === 'met' ? pageTemplates.bandHoldsMiddleButMet : pageTemplates.bandHoldsMiddle);
  }
  return sentences;
}

/** Of 100 pupils at least one is always on either side: a range never reads “between 0 and 100”. */
function inHundred(percentile: number): number {
  return Math.min(99, Math.max(1, Math.round(percentile)));
}
