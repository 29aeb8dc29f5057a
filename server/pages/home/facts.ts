import type { WindowCounts } from '../../runs/groups/window-counts.ts';
import type { ListRow } from '../../../engine/index.ts';
import type { Person } from '../../people/person.ts';
import type { ReviewDateRow } from '../../records/settings/review-dates.ts';
import type { DiscussionRow } from '../../records/discussions/discussions.ts';
import type { ListedPupil } from '../../runs/pupils/listed-pupils.ts';

/** A school or a class: a row of the one table. */
export interface HomeLine {
  readonly school: string;
  /** Undefined: the whole school. */
  readonly class: string | undefined;
  /** Year group of a class; of a school ''. */
  readonly yearGroup: string;
  readonly list: ListRow | undefined;
  /** What was agreed and is not done; null where the reader is not shown it. */
  readonly stillToDo: number | null;
}

/** A school as readers of totals see it. */
export interface SchoolStanding {
  readonly school: string;
  /** Its newest released results; undefined where nothing is released. */
  readonly newest: WindowCounts | undefined;
  readonly before: WindowCounts | undefined;
  /** Another school has released results of a later window. */
  readonly behind: boolean;
}

/** The one class of a teacher. */
export interface OwnClass {
  readonly school: string;
  readonly class: string;
  /** Those to talk about first, in the order to talk. */
  readonly first: readonly ListedPupil[];
  readonly agreed: ReadonlyMap<string, DiscussionRow>;
  /** Supported already, and everyone else. */
  readonly supported: number;
  readonly others: number;
}

export interface OpenAction {
  readonly key: string;
  readonly name: string;
  readonly school: string;
  readonly class: string;
  readonly agreed: string;
  readonly who: string;
  /** ISO date or ''. */
  readonly byWhen: string;
}

export interface Home {
  readonly heading: string;
  readonly runId: string;
  readonly person: Person;
  /** The one school or class that everything on the page is of; '' for several schools. */
  readonly place: string;
  /** The list whose doubts stand over the page; undefined where the reader is shown none. */
  readonly list: ListRow | undefined;
  /** Who was tested, as a line; '' where the reader is not shown it. */
  readonly coverage: string;
  readonly lines: readonly HomeLine[];
  readonly ownClass: OwnClass | undefined;
  /** For readers of totals in place of the table of lists. */
  readonly standings: readonly SchoolStanding[] | undefined;
  /** One of several schools was chosen: there is a way back to all. */
  readonly chosen: boolean;
  /** Rows and results of the files that were not used; null where the reader is not shown it. */
  readonly rejects: number | null;
  readonly warnings: readonly string[];
  /** Which questions the results can answer, a sentence or two each. */
  readonly questions: readonly string[];
  /** There is nothing to compare with yet. */
  readonly oneWindow: boolean;
  /** Weeks that must lie between two windows, by the run's policy. */
  readonly minimumWeeks: number;
  /** What was agreed and is not done, due first first. */
  readonly actions: readonly OpenAction[];
  /** Documents whose day of review has come; none for whoever does not keep the register. */
  readonly due: readonly ReviewDateRow[];
  /** ISO date. */
  readonly today: string;
  /** Drafts newer than what staff see. */
  readonly drafts: readonly { readonly id: string; readonly windowDate: string }[];
}
