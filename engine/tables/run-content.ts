import type { Criterion, Reason } from './run-schema.ts';
import type { RunTables } from './run-table.ts';

/**
 * All that a run holds before it is published: what `analyse` returns and `writeRun` writes. Plain data, no names of people.
 */
export interface RunContent {
  readonly manifest: RunManifest;
  readonly tables: RunTables;
  /** What was fitted, by file name in `reference/`; JSON. The same input to `--reference` gives the same numbers. */
  readonly reference: Readonly<Record<string, unknown>>;
  /** Seconds by stage; written apart from the manifest, because they differ from run to run. */
  readonly timings: Readonly<Record<string, number>>;
}

/** What `manifest.json` says: what the run was made from, by which engine and policy, and its warnings. */
export interface RunManifest {
  /** Version of the folder's layout; a newer one is refused by name. */
  readonly format: 1;
  readonly engine: string;
  /** Name and ISO date of the newest window analysed. */
  readonly window: string;
  readonly windowDate: string;
  /** True where that window was named: every class is judged on it. Else each class on the newest that enough of it has sat. */
  readonly windowNamed?: true;
  readonly windows: readonly { readonly window: string; readonly date: string; readonly label: string | null }[];
  readonly subjects: readonly string[];
  readonly schools: readonly string[];
  /** Year group, class and school lists are in the tables; scales are here because pages need their names and units. */
  readonly scales: readonly ManifestScale[];
  readonly hashes: {
    readonly inputs: Readonly<Record<string, string>>;
    readonly policy: string;
    readonly reference: string | null;
    readonly previous: string | null;
  };
  readonly previousRun: string | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly warnings: readonly { readonly code: string; readonly count: number; readonly text: string }[];
  /** Which questions the data could answer, in the order of the criteria; runs of earlier versions do not say. */
  readonly questions?: readonly RunQuestion[];
  /** The policy as used, every key. */
  readonly policy: unknown;
}

/** Why a question stays open; the other reasons are of answers. */
export type OpenReason = Exclude<Reason, 'gap-closing' | 'no-gap' | 'ordinary'>;

export interface RunQuestion {
  readonly criterion: Criterion;
  /** Results (pupil × subject) of the current windows, and those of which the answer is met or not met. */
  readonly asked: number;
  readonly answered: number;
  /** What most of the others lack, or come to. */
  readonly commonest: OpenReason | null;
  /** Window to come (ISO date) from which many can be answered, and share of pupils then; null: not within two years. Where it is looked at. */
  readonly answerableFrom?: { readonly date: string; readonly share: number } | null;
  /** The same as people read it. */
  readonly text: string;
}

/** A scale as a run’s manifest tells it. */
export interface ManifestScale {
  readonly scale: string;
  readonly subject: string;
  readonly class: string;
  readonly unit: string;
  readonly min: number | null;
  readonly max: number | null;
  readonly higherIsBetter: boolean;
  readonly grades: readonly string[];
}
