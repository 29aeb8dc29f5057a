/** A step to or around an EHC plan, as a person wrote it down; rows are only ever added. */
export interface EhcStepRow {
  step_id: string;
  school: string;
  pupil_id: string;
  /** 1 for the first row of the pupil: whoever writes states the newest one they saw. */
  place: number;
  /** A code of `stepKinds`, or `undone`. */
  kind: string;
  /** ISO day on which it happened. */
  on_day: string;
  /** Who asked, decided, held the meeting. */
  by_whom: string;
  detail: string;
  /** Outcomes of a plan, one a line; '' for other steps. */
  outcomes: string;
  /** The step that an `undone` row takes back. */
  undoes: string | null;
  written_at: string;
  written_by: string;
}

/** One version of what stands beside a pupil's plan. The newest version stands; every earlier one is kept. */
export interface SupportEntryRow {
  entry_id: string;
  version: number;
  school: string;
  pupil_id: string;
  kind: 'agency' | 'access' | 'works';
  /** JSON; `null` where the entry was taken back. */
  content: string;
  written_at: string;
  written_by: string;
}
