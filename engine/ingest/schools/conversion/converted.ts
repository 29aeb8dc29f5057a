import type { ResultStatus } from '../../../tables/assessment-data.ts';
import type { ResultPlace, Sitting } from './sitting.ts';

/** A cell or row of a school's file that did not become part of the data folder. */
export interface UnusedCell {
  readonly file: string;
  /** Row of the sheet, 1 = the first; entry of the file for XML. */
  readonly row: number;
  readonly column: string;
  readonly reason: string;
  readonly value: string;
  /** Of a result cell. */
  readonly sitting?: Sitting;
  /** The result is kept beside the data folder: there is nothing to mend. */
  readonly apart?: true;
}

export interface ConvertedResult extends Sitting {
  readonly score: string;
  readonly day: number;
  readonly status: ResultStatus;
  readonly sem: string;
  readonly form: string;
  /** School whose file holds it; '' not said. */
  readonly school?: string;
  readonly place?: ResultPlace;
}

export interface OpenEnd {
  /** '' none. */
  readonly scale: string;
  readonly status: 'floor' | 'ceiling';
  readonly score: string;
  /** Where it first stands, and as what. */
  readonly file: string;
  readonly text: string;
  readonly count: number;
}

/** An entry in place of a result of which nobody knows what it stands for. */
export interface OpenCode {
  /** Where it first stands, and as it is written there. */
  readonly file: string;
  readonly text: string;
  /** It may be a grade. */
  readonly besideGrades: boolean;
  readonly count: number;
}

export interface ConvertedWindow {
  readonly label: string;
  /** ISO day near the end of its term. */
  readonly nominal: string;
  /** Days of its dated results. */
  readonly days: number[];
  /** How many results of it have no date. */
  undated: number;
  /** Whether a heading, result set or person names it; else dates alone make it. */
  named: boolean;
  /** Sheets whose dates alone put results in it. */
  readonly datedBy: Set<string>;
}
