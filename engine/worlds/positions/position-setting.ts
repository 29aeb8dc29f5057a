/** What a process of true positions needs to know of the pupils. */
export interface PositionSetting {
  readonly pupils: number;
  /** Years since the first window, one a window. */
  readonly years: Float64Array;
  readonly day: Float64Array;
  readonly school: Int32Array;
  readonly schools: number;
  readonly cohort: Int32Array;
}

/** Lasting slow-downs by subject × pupil: start in years after the first window (NaN = none) and size, SD a year. */
export interface SlowDowns {
  readonly fromYear: Float64Array;
  readonly sdPerYear: Float64Array;
}

export interface TruePositions {
  /** Entry (subject × pupils + pupil) × windows + window; mean 0 and SD 1 in the population before slow-downs. */
  readonly position: Float64Array;
  readonly slowDowns: SlowDowns;
}
