/** Something that is probably a slip in the data. It is shown for a look; nothing is changed or left out for it. */
export interface DataDoubt {
  readonly kind:
    | 'code-unknown'
    | 'implausible-change'
    | 'unusual-score'
    | 'dates-spread'
    | 'test-changed'
    | 'uniform-marks'
    | 'subjects-alike'
    | 'window-to-come'
    | 'window-lonely';
  readonly text: string;
  readonly count: number;
  /** Up to five, by identifier. */
  readonly examples: readonly string[];
}
