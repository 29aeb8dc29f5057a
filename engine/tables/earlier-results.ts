import type { ManifestScale } from './run-content.ts';

/** Results of windows that were analysed before, as a run knows them. */
export interface EarlierResults {
  readonly windows: readonly { readonly window: string; readonly date: string; readonly label: string | null }[];
  readonly results: readonly {
    readonly pupilId: string;
    /** Whose pupil it was in that run. */
    readonly school: string;
    readonly subject: string;
    readonly window: string;
    /** As it was written; '' where the status has no score. */
    readonly score: string;
    readonly status: string;
  }[];
  /** The scale of each subject, where it has only one; results of other subjects are not among `results`. */
  readonly scaleOf: Readonly<Record<string, EarlierScale>>;
}

export type EarlierScale = Omit<ManifestScale, 'subject'>;
