import type { TextColumn } from './text-column.ts';

/**
 * A data folder as typed columns: what `ingest` reads and every later stage starts from. Rows are in one canonical order
 * (pupils by id, windows by date, results by subject, pupil, window), so the order of rows in the files never matters.
 *
 * Units: days are whole days since 1970-01-01 (NaN missing); positions of things (`pupil`, `window` …) are row numbers of
 * the table they name. Names are not here: they are read apart, for the record, and never reach a run.
 */
export interface AssessmentData {
  readonly pupils: PupilTable;
  readonly windows: WindowTable;
  /** Subjects, ascending. */
  readonly subjects: readonly string[];
  /** Scales that at least one result uses, ascending by name. */
  readonly scales: readonly Scale[];
  readonly results: ResultTable;
  readonly context: readonly ContextFact[];
  /** Every input row that was not used. */
  readonly rejects: readonly RejectedRow[];
  /** SHA-256 (hex) of each file read, by its name in the folder. */
  readonly fileHashes: Readonly<Record<string, string>>;
}

/** One row a pupil, in columns of equal length. */
export interface PupilTable {
  readonly count: number;
  /** Unique, ascending by code unit. */
  readonly pupilId: readonly string[];
  readonly school: TextColumn;
  /** `N`, `R`, `1` … `13`, in the last window. */
  readonly yearGroup: TextColumn;
  readonly class: TextColumn;
  readonly dateOfBirthDay: Float64Array;
  readonly sex: TextColumn;
  /** 1 yes, 0 no, −1 not known. */
  readonly pupilPremium: Int8Array;
  readonly englishAdditional: Int8Array;
  readonly lookedAfter: Int8Array;
  /** `N`, `K`, `E`; anything else is kept as written. */
  readonly senStatus: TextColumn;
  /** Day the present SEN status began (column `sen_since`, when given). */
  readonly senSinceDay?: Float64Array;
  readonly primaryNeed: TextColumn;
  readonly joinedOnDay: Float64Array;
  /** Day the pupil left (column `left_on`, when given); NaN otherwise. */
  readonly leftOnDay?: Float64Array;
  /** Per cent of sessions, 0–100. */
  readonly attendancePercent: Float64Array;
  /** On the monitoring list (column `monitoring`, when given): 1, 0, −1. */
  readonly monitoring: Int8Array;
  /** Columns of the file beyond the contract's, by name (names of people left out). */
  readonly other?: Readonly<Record<string, TextColumn>>;
}

/** One row a window of tests, in columns of equal length, by date. */
export interface WindowTable {
  readonly count: number;
  readonly window: readonly string[];
  /** Ascending. */
  readonly day: Float64Array;
  readonly term: readonly (string | null)[];
  readonly label: readonly (string | null)[];
}

/** What arithmetic a scale allows. */
export type ScaleClass = 'vertical' | 'standardised' | 'criterion' | 'ordinal' | 'age-equivalent' | 'non-attainment';

/** A scale of marks: its class, its direction, its ends, and what is known of its error. */
export interface Scale {
  readonly scale: string;
  readonly class: ScaleClass;
  /** NaN where not stated, as are max, sem (points) and reliability (0–1). */
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  readonly sem: number;
  readonly reliability: number;
  readonly higherIsBetter: boolean;
  /** Lowest first; empty unless the class is `ordinal`. */
  readonly grades: readonly string[];
}

export const resultStatuses = ['valid', 'floor', 'ceiling', 'absent', 'below-test', 'disapplied', 'withheld'] as const;
/** Why a result is no number, or that it is one. */
export type ResultStatus = (typeof resultStatuses)[number];

/** One row a kept result, in order of subject, pupil, window; at most one row for each of these. */
export interface ResultTable {
  readonly count: number;
  readonly subject: Int32Array;
  readonly pupil: Int32Array;
  readonly window: Int32Array;
  /** Index into `resultStatuses`. */
  readonly status: Uint8Array;
  /** The score as a number, or the grade's place in its scale (0 = lowest); NaN where the status carries none. A score of 0 is a score. */
  readonly value: Float64Array;
  /** The score as written ('' where there is none). */
  readonly score: readonly string[];
  /** Index into `scales`; −1 where the status carries no score and none was named. */
  readonly scale: Int32Array;
  /** The result's own date, or its window's. */
  readonly day: Float64Array;
  /** Standard error of measurement in points, given with the result; NaN otherwise. */
  readonly sem: Float64Array;
  /** School and class at that window; the pupil's present ones where the file does not say. */
  readonly school: TextColumn;
  readonly class: TextColumn;
  readonly form: TextColumn;
  /** Year group of the paper sat; missing where it is the pupil's own. */
  readonly paperYearGroup: TextColumn;
  /** Rows of subject s and pupil p are firstRow[s × pupils.count + p] up to, not including, the next entry. */
  readonly firstRow: Int32Array;
  /** Columns of the file beyond the contract's, by name. */
  readonly other?: Readonly<Record<string, TextColumn>>;
}

/** A dated fact about a pupil that stands beside a result and is never taken off it. */
export interface ContextFact {
  readonly pupil: number;
  readonly kind: 'school-move' | 'attendance' | 'language' | 'other';
  readonly fromDay: number;
  readonly toDay: number;
}

/** A row of a file that was not used: where it stands, and why. */
export interface RejectedRow {
  readonly file: string;
  /** Line of data in the file: 1 is the first row below the header. */
  readonly row: number;
  readonly column: string;
  readonly reason: string;
  readonly value: string;
  /** The row as read, JSON object of its columns (names of people left out). */
  readonly content: string;
}
