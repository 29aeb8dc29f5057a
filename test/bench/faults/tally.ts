/** What a fault did, over all its rounds. */
export interface Tally {
  readonly fault: string;
  /** Rounds made, of those that were to be. */
  times: number;
  readonly wanted: number;
  /** Writes that a server had answered as saved, or runs that were published, before the fault. */
  confirmed: number;
  /** Of those, how many were gone or otherwise afterwards. */
  lost: number;
  /** A whole record refused, a damaged one served without complaint, or a page that did not say what was wrong. */
  wrong: number;
  /** Saved versions of which the audit says nothing; NaN where there is no audit. */
  unaudited: number;
  /** What to know beside the figures. */
  readonly notes: string[];
}

/** A fault of which nothing is known yet. */
export function newTally(fault: string, wanted: number, unaudited = 0): Tally {
  return { fault, times: 0, wanted, confirmed: 0, lost: 0, wrong: 0, unaudited, notes: [] };
}

/** Whether the fault did harm, or could not be tried as often as it was to be. */
export function failed({ times, wanted, lost, wrong, unaudited }: Tally): boolean {
  return times < wanted || lost > 0 || wrong > 0 || unaudited > 0;
}
