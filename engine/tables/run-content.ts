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
  /** The policy as used, every key. */
  readonly policy: unknown;
}

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
