import type { ReviewDateRow, ReviewedDocument } from '../../../../records/settings/review-dates.ts';
import type { SummaryFacts } from '../load.ts';
import type { Term } from '../terms.ts';

/** What a form held that was not saved. */
export interface UnsavedDay {
  readonly document: ReviewedDocument;
  readonly typed: string;
  readonly problem: string;
}

export interface DocumentsPage {
  readonly school: string;
  readonly schools: readonly string[];
  /** Newest first. */
  readonly days: readonly ReviewDateRow[];
  readonly people: ReadonlyMap<string, string>;
  /** What the register says of the term, small counts withheld. */
  readonly draft: SummaryFacts;
  readonly term: Term;
  /** ISO. */
  readonly today: string;
  readonly unsaved: UnsavedDay | undefined;
  readonly token: string;
}
