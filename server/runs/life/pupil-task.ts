import type { RecordSettings } from '../../records/keeping/encrypted-database.ts';
import type { Retentions } from '../../records/life/retention-settings.ts';

/** What is to be done about people in the record: see `same-start records --help`. */
export interface PupilTask {
  readonly task: 'prune' | 'about' | 'erase';
  readonly records: string;
  readonly runs: string;
  readonly school?: string;
  readonly pupil?: string;
  /** prune: the day on which something is due; default today. */
  readonly until?: string;
  /** about: folder that gets the two files. */
  readonly out?: string;
  /** Whether it is done, not only shown. */
  readonly doIt?: boolean;
}

export interface Done {
  readonly text: string;
  readonly json: unknown;
}

/** A task with where the record is, what the school has decided, and the moment. */
export interface Doing {
  readonly task: PupilTask;
  readonly settings: RecordSettings;
  readonly retentions: Retentions;
  readonly now: Date;
}
