import type { ScaleClass } from '../tables/assessment-data.ts';

/**
 * Whether a difference between two sittings means something in the scale’s own points. On a scale of class `standardised`,
 * re-normed each time, it is a move against the norm. One of class `criterion` is another test each time, even under one
 * name: there it means nothing, and only positions compare.
 */
export function comparesOverTime(scaleClass: ScaleClass): boolean {
  return scaleClass !== 'criterion';
}
