import { type ResultStatus } from '../../../tables/assessment-data.ts';
import type { TableCounts } from '../../files/reject-log.ts';

/** Always: rows = kept + rejected + countedOnce. */
export interface FileReport extends Readonly<TableCounts> {
  readonly table: string;
  readonly file: string;
  readonly reasons: readonly ReasonReport[];
  readonly unknownColumns: readonly string[];
  readonly nameColumns: readonly string[];
}

export interface ReasonReport {
  readonly code: string;
  readonly reason: string;
  readonly column: string;
  readonly count: number;
  /** Line of data and value of the first such row. */
  readonly firstRow: number;
  readonly firstValue: string;
}

/** Pupils on roll: those of the table pupils who had not left by the newest window. */
export interface RollReport {
  readonly pupils: number;
  readonly schools: readonly {
    readonly school: string;
    readonly pupils: number;
    readonly yearGroups: readonly { readonly yearGroup: string; readonly pupils: number }[];
    readonly classes: readonly { readonly class: string; readonly pupils: number }[];
  }[];
}

export interface WindowReport {
  readonly window: string;
  readonly date: string;
  readonly label: string | null;
  readonly subjects: readonly SubjectReport[];
}

/** Changes of the roll, as far as dates say; `since` is the date of the window before the newest, null where there is one window only. */
export interface RollChangeReport {
  readonly since: string | null;
  /** On roll, with a date of joining after `since`. */
  readonly joined: number;
  /** On roll, with a result in the newest window and none before it. */
  readonly firstResults: number;
  /** Left by the newest window; not on roll, not listed. Their results stay, for comparison. */
  readonly left: number;
  readonly leaversResults: number;
  /** On roll, with a change of school within the windows, by a dated move or by results at another school. */
  readonly moved: number;
}

/** Pupils on roll in one window: onRoll = the statuses together + withoutResult. */
export interface SubjectReport {
  readonly subject: string;
  readonly onRoll: number;
  readonly statuses: Readonly<Record<ResultStatus, number>>;
  readonly withoutResult: number;
  /** Results of this subject and window whose pupil is not in the table pupils. */
  readonly notMatched: number;
}

/** One class (or the pupils of a school without one) and subject in the newest window. */
export interface CoverageReport {
  readonly school: string;
  readonly class: string | null;
  readonly subject: string;
  readonly onRoll: number;
  /** Results with a score, floor and ceiling included. */
  readonly scored: number;
  readonly otherStatus: number;
  readonly withoutResult: number;
}
