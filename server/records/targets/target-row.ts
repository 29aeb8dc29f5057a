/** A target that a person chose for a pupil in a subject. A row is never changed but for its end. */
export interface PupilTargetRow {
  target_id: string;
  school: string;
  pupil_id: string;
  subject: string;
  until: 'year' | 'key-stage';
  /** Day it is for, ISO 8601. */
  date: string;
  level: TargetLevel;
  /** Points of the test. */
  score: number;
  /** Chance of reaching it in the results it was chosen from, 0–1. */
  chance: number | null;
  /** Those results. */
  run_id: string;
  reason: string;
  set_at: string;
  set_by: string;
  /** The target it took the place of. */
  replaces: string | null;
  ended_at: string | null;
  ended_by: string | null;
  ended_as: 'replaced' | 'undone' | null;
}

/** Which of the offered targets was chosen; `other`: a score of a person’s own. */
export type TargetLevel = 'typical' | 'aspirational' | 'exceptional' | 'other';
