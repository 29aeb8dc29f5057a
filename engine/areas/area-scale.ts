/** Who answered or counted. */
export const areaSources = ['teacher', 'parent', 'self', 'school'] as const;
/** One who answers or counts. */
export type AreaSource = (typeof areaSources)[number];

/** A band of an area’s scale, by its code. */
export type AreaBandCode =
  | 'close-to-average'
  | 'slightly-raised'
  | 'high'
  | 'very-high'
  | 'slightly-lowered'
  | 'low'
  | 'very-low'
  | 'severely-absent'
  | 'persistently-absent'
  | 'attends';

/** A band with both its ends in it, as the scales are published. */
export interface AreaBand {
  readonly band: AreaBandCode;
  readonly from: number;
  readonly to: number;
}

/** What is published of a scale as one kind of person answers it. */
export interface AreaNorm {
  readonly source: AreaSource;
  /** In the order of the scores, without gaps; empty where none are published for everybody to use. */
  readonly bands: readonly AreaBand[];
  /** 0–1 and in points; NaN where they are not stated. */
  readonly reliability: number;
  readonly standardDeviation: number;
}

/**
 * A scale of an area other than attainment. It is read as what it is: it is in no growth percentile and in none of the four
 * criteria.
 */
export interface AreaScale {
  readonly scale: string;
  readonly name: string;
  /** Which way it runs: what a higher score means. */
  readonly higher: 'more-difficulty' | 'better';
  readonly min: number;
  /** Infinity where the scale states no highest score. */
  readonly max: number;
  /** Whether a score is a whole number. */
  readonly whole: boolean;
  /** Counted, not answered: a change of it is no matter of measurement error. */
  readonly counted: boolean;
  readonly norms: readonly AreaNorm[];
  /** Where bands, reliability and range are stated. */
  readonly source: string;
}
