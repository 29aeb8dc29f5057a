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
  readonly headings: readonly string[];
}
