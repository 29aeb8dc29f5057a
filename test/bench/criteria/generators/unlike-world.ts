import type { AssessmentData } from '../../../../engine/index.ts';
import type { UnlikeCalendar } from './unlike-calendar.ts';
import type { SlowDownKind, UnlikeSettings } from './unlike-settings.ts';

/**
 * A made-up world that owes nothing to the engine's model: what the engine may read, and the truth it may not. Arrays by entry
 * have subject s, pupil p, window w at (s × pupils + p) × times + w, where `times` = windows + 1: the last is a year after the
 * newest window, which nobody has sat yet.
 *
 * These worlds are the bench's and not `simulate`'s: what people try the program on may follow the engine's model, what the engine
 * is judged on may not, and nothing of the engine can be tuned to a room it must not import.
 */
export interface UnlikeWorld {
  readonly settings: UnlikeSettings;
  readonly calendar: UnlikeCalendar;
  readonly data: AssessmentData;
  readonly truth: UnlikeTruth;
}

export interface UnlikeTruth {
  readonly pupils: number;
  readonly times: number;
  /** School, year group's place and class of each pupil. */
  readonly school: Int32Array;
  readonly cohort: Int32Array;
  /** By entry: true level in SD of the middle of the record, NaN before a pupil joined. */
  readonly level: Float64Array;
  /** By entry: the level against the pupil's cohort on roll, mean 0 and SD 1. */
  readonly position: Float64Array;
  /** By entry: what the sitting showed (level + marking + error), before it was made points of; NaN where there was none. */
  readonly shown: Float64Array;
  /** By entry: how far a lasting slow-down has taken the pupil below ordinary progress; 0 for a dip. */
  readonly shortfall: Float64Array;
  /** By pupil: kind of slow-down or dip, or null. */
  readonly kind: readonly (SlowDownKind | null)[];
  /** By pupil: years since the first window that it began; NaN. */
  readonly fromYear: Float64Array;
  /** Subject × pupil: 1 where the shortfall in the newest window is lasting and at least `leastShortfall`. */
  readonly slowed: Uint8Array;
  /** By pupil: first window away, and how many; −1 and 0. */
  readonly awayFrom: Int32Array;
  readonly awayWindows: Int32Array;
  /** By entry, the last time only: points a test a year on would show, and what of it is that cohort's drift. */
  readonly pointsYearOn: Float64Array;
  readonly driftYearOn: Float64Array;
  /** The pupils of the school and windows that `schoolEvent` touched. */
  readonly eventSchool: number;
  readonly eventWindow: number;
}
