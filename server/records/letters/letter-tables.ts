export interface LetterTables {
  letter_words: LetterWordsRow;
  letter_made: LetterMadeRow;
}

/**
 * The words of a kind of letter, version by version; the highest one stands. A school of '' is the trust's. `words` is null where
 * they were given up for the ones above them.
 */
export interface LetterWordsRow {
  school: string;
  kind: string;
  version: number;
  words: string | null;
  set_at: string;
  set_by: string;
}

/** A letter as it was made. Whether parents were told is said by a person, never by the letter. */
export interface LetterMadeRow {
  letter_id: string;
  /** Letters made at once. */
  batch_id: string;
  school: string;
  pupil_id: string;
  kind: string;
  /** JSON: the paragraphs as they were, and what was typed for them. */
  content: string;
  made_at: string;
  made_by: string;
  told_on: string | null;
  told_by: string | null;
  told_how: string | null;
  told_recorded_at: string | null;
  told_recorded_by: string | null;
  /** Made by mistake, or never given. */
  taken_back_at: string | null;
  taken_back_by: string | null;
  version: number;
}
