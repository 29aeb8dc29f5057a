import { SameStartError } from '../errors.ts';
import type { Scale, ScaleClass } from '../tables/assessment-data.ts';

/** What a difference over time on a scale of one class means in the test's own units. */
export type RateUnit = 'points a year' | 'standardised points' | 'steps' | 'months' | 'change' | 'none';

/**
 * A scale of class `standardised` is re-normed each time: holding the score is average growth, so its difference is a move
 * against the norm. One of class `criterion` is another test each time, even under one name: no difference at all.
 */
export const rateUnits: Readonly<Record<ScaleClass, RateUnit>> = {
  vertical: 'points a year',
  standardised: 'standardised points',
  criterion: 'none',
  ordinal: 'steps',
  'age-equivalent': 'months',
  'non-attainment': 'change',
};

/** A value on a scale, with its day. */
export interface ScaledValue {
  readonly scale: Scale;
  /** Points, or the grade's place in its scale; NaN where missing. */
  readonly value: number;
}

/**
 * Later − earlier in the scale's own units and direction; NaN where either is missing.
 *
 * @throws SameStartError `two-instruments` where the scales differ, whatever their classes; `no-difference` where the class
 * allows none
 */
export function pointsDifference(earlier: ScaledValue, later: ScaledValue): number {
  if (earlier.scale.scale !== later.scale.scale) {
    throw new SameStartError('two-instruments', { earlier: earlier.scale.scale, later: later.scale.scale });
  }
  if (rateUnits[earlier.scale.class] === 'none') {
    throw new SameStartError('no-difference', { scale: earlier.scale.scale, class: earlier.scale.class });
  }
  return later.value - earlier.value;
}
