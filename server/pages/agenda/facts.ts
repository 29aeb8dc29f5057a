import type { ListedPupil, SubjectLabel } from '../../runs/pupils/listed-pupils.ts';
import type { AgendaChoice } from '../../runs/agenda-choice.ts';
import type { DiscussionRow, AddedPupilRow } from '../../records/record-tables.ts';
import type { ListRow, Section } from '../../../engine/index.ts';
import type { ScopedRun } from '../../runs/scoped-run.ts';

/** All that the page of a list shows. */
export interface AgendaPage {
  readonly heading: string;
  readonly runId: string;
  readonly chosen: AgendaChoice;
  readonly scoped: ScopedRun;
  /** Nothing to do on the page and nothing that people wrote: for readers of names alone. */
  readonly resultsOnly: boolean;
  /** What has just been done for several pupils; '' for nothing. */
  readonly done: string;
  readonly token: string;
  readonly labels: ReadonlyMap<string, SubjectLabel>;
  /** What was agreed so far, by pupil. */
  readonly agreed: ReadonlyMap<string, DiscussionRow>;
  /** The day a pupil left SEN Support, where that was after the files of these results; by pupil. */
  readonly left: ReadonlyMap<string, string>;
  /** Pupils brought by people, whom the numbers did not list. */
  readonly added: readonly ListedPupil[];
  readonly reasons: ReadonlyMap<string, AddedPupilRow>;
  readonly list: ListRow | undefined;
  /** Whether any pupil of the list has an earlier result to compare with. */
  readonly anybodyHasBaseline: boolean;
  /** Weeks that must lie between two windows, by the run's policy. */
  readonly minimumWeeks: number;
  readonly coverage: string;
  readonly sections: readonly { section: Section; pupils: readonly ListedPupil[] }[];
  /** Pupils that are not listed and not shown, on a whole school's list. */
  readonly unlisted: number;
  readonly baselineMonth: (window: string) => string;
}
