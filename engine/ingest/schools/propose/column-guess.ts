import type { ColumnUse } from '../mapping/mapping.ts';

export interface ColumnGuess {
  readonly use: ColumnUse;
  readonly reason: string;
  readonly confidence: number;
  /** As of `Guess`. */
  readonly unclear?: true;
  readonly about?: string;
}

/** What is known of the sheet a column stands in. */
export interface ColumnSetting {
  /** The sheet has one result a row. */
  readonly isLong: boolean;
  /** Of a sheet with several results a row: columns are terms, of the subject that the row or the sheet is about. */
  readonly byTerm: boolean;
  readonly headings: readonly string[];
}
