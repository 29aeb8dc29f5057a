/** A register entry as it stood before somebody changed it, ended it or took it back: nothing is lost by a correction. */
export interface RegisterEntryVersionRow {
  entry_id: string;
  version: number;
  school: string;
  pupil_id: string;
  /** The row as it stood, JSON. */
  content: string;
  saved_at: string;
  saved_by: string;
}

/** What somebody likes to see of a school's register, under a name: theirs alone. */
export interface SavedChoiceRow {
  choice_id: string;
  person_id: string;
  school: string;
  name: string;
  /** The choice as an address has it: `class=4K&show=due`. */
  choice: string;
  saved_at: string;
}
