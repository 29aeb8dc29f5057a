/** Whose result of which subject and window a cell holds, and of which kind it is. */
export interface Sitting {
  readonly pupilId: string;
  readonly subject: string;
  readonly window: string;
  /** As `measureLabel` says it; '' where nothing does. */
  readonly measure: string;
  readonly scale: string;
}

/** Where a result stands in a school's file. */
export interface ResultPlace {
  readonly file: string;
  /** Row of the sheet, 1 = the first. */
  readonly row: number;
  readonly column: string;
  readonly text: string;
}

/** A result of another kind than the one that is followed, kept beside the data folder. */
export interface ResultApart extends Sitting {
  readonly score: string;
  readonly status: string;
  readonly day: number;
}

/** How many results of a subject are kept apart, and why. */
export interface KeptApart {
  readonly subject: string;
  /** The kind that is followed. */
  readonly followed: string;
  readonly others: readonly string[];
  readonly results: number;
}
