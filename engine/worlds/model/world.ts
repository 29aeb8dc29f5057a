import type { Scale } from '../../tables/assessment-data.ts';
import type { WorldParameters } from './world-parameters.ts';
import type { WorldSettings } from './world-settings.ts';

/**
 * A world whose truth is known, as columns. Pupils are in order of their ids, so a pupil's number is also its row in
 * `AssessmentData.pupils`; results are in order of subject, pupil, window; subjects ascend by name.
 * `school` and `window` are numbers into `schools` and `windows`; days are whole days since 1970-01-01.
 */
export interface World {
  readonly settings: WorldSettings;
  /** The exact generating parameters, for a benchmark that knows them. */
  readonly parameters: WorldParameters;
  readonly schools: readonly string[];
  readonly windows: WorldWindows;
  readonly subjects: readonly string[];
  /** Scale of each subject, aligned with `subjects`. */
  readonly scales: readonly Scale[];
  readonly pupils: WorldPupils;
  readonly results: WorldResults;
  readonly context: readonly WorldContext[];
  readonly truth: WorldTruth;
}

export interface WorldWindows {
  readonly count: number;
  readonly window: readonly string[];
  readonly day: Float64Array;
  /** Years since the first window (365.25 days a year). */
  readonly year: Float64Array;
  /** Academic year by the calendar year it starts in. */
  readonly academicYear: Int32Array;
  readonly term: readonly string[];
  readonly label: readonly string[];
}

export interface WorldPupils {
  readonly count: number;
  readonly pupilId: readonly string[];
  readonly school: Int32Array;
  /** Year taught in the last window: 0 = Reception, 1 … 13. */
  readonly yearGroup: Int8Array;
  /** Academic year (by its first calendar year) in which the pupil's age group was in Reception. */
  readonly cohort: Int32Array;
  /** Class letter's place within school and year group. */
  readonly form: Int32Array;
  /** Years below the cohort in each window (0 or 1): pupil × windows. */
  readonly yearsBelow: Int8Array;
  /** 1 in the windows the pupil was on roll in any of the schools: pupil × windows. */
  readonly onRoll: Uint8Array;
  readonly dateOfBirthDay: Float64Array;
  readonly sex: readonly ('F' | 'M')[];
  readonly pupilPremium: Uint8Array;
  readonly englishAdditional: Uint8Array;
  readonly lookedAfter: Uint8Array;
  readonly senStatus: readonly ('N' | 'K' | 'E')[];
  /** Day the status K or E began; NaN where the status is N. */
  readonly senSinceDay: Float64Array;
  /** '' where the status is N. */
  readonly primaryNeed: readonly string[];
  readonly joinedOnDay: Float64Array;
  readonly attendancePercent: Float64Array;
  /** School before the move, and its day; −1 and −∞ where there was none. */
  readonly earlierSchool: Int32Array;
  readonly movedOnDay: Float64Array;
}

export interface WorldResults {
  readonly count: number;
  readonly subject: Int32Array;
  readonly pupil: Int32Array;
  readonly window: Int32Array;
  /** Index into `resultStatuses` of tables/assessment-data. */
  readonly status: Uint8Array;
  /** Points as reported, or the grade's place (0 = lowest); NaN where the status carries none. */
  readonly value: Float64Array;
  /**
   * What the sitting showed before it was marked on a scale: true position (of the population) + shock + error, in SD of true
   * position, higher is better. NaN where there is no score. For a benchmark that knows the generating model.
   */
  readonly observed: Float64Array;
  /** Standard error of measurement in points, where it is given with the score; else NaN. */
  readonly sem: Float64Array;
  readonly school: Int32Array;
  /** Year group whose paper was sat (0 = Reception). */
  readonly paperYear: Int8Array;
}

export interface WorldContext {
  readonly pupil: number;
  readonly kind: 'school-move' | 'attendance';
  readonly fromDay: number;
  readonly toDay: number;
}

/** The truth. Entry of subject s, pupil p, window w: (s × pupils.count + p) × windows.count + w. */
export interface WorldTruth {
  /**
   * True position against the pupils of the same cohort on roll in the window: mean 0, SD 1 over them, higher is better on
   * every scale. NaN where the pupil was not on roll or the cohort holds one pupil.
   */
  readonly position: Float64Array;
  /** The same against the population the world is drawn from; `position` = (this − centre)/spread of the cell. */
  readonly populationPosition: Float64Array;
  /** Entry of subject s, cohort number c, window w: (s × cohorts.length + c) × windows.count + w. */
  readonly cellCentre: Float64Array;
  readonly cellSpread: Float64Array;
  /** Cohorts, ascending. */
  readonly cohorts: Int32Array;
  /** Subject × pupil: first day and size (SD a year, positive) of the lasting slow-down; NaN and 0 where there is none. */
  readonly slowedFromDay: Float64Array;
  readonly slowedSdPerYear: Float64Array;
  /** Subject × pupil × window: fall on a bad day, in SD (0 = an ordinary day). */
  readonly badDaySd: Float64Array;
  /** Subject × school × window: shock common to all who sat there, in SD. */
  readonly schoolWindowSd: Float64Array;
}
