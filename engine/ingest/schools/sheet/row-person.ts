/** Whose a row is, of which day, and where it stands. */
export interface RowPerson {
  readonly row: number;
  readonly cells: readonly string[];
  readonly id: string;
  readonly school: string;
  readonly day: number;
  /** Why its date is not used, where it has one. */
  readonly undated: string | null;
  readonly yearGroup: string;
}
