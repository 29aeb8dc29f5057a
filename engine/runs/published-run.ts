import type { RunManifest } from '../tables/run-content.ts';
import type { RunRow, RunTable } from '../tables/run-table.ts';
import type { RunTableName } from '../tables/run-schema.ts';
import type { RunDictionary } from './run-dictionary.ts';

/** A manifest as it stands in a run's folder. */
export interface PublishedManifest extends RunManifest {
  readonly id: string;
  /** Every other file of the folder but `timings.json`, by its path: size and SHA-256 (hex). */
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
  /** Rows of each table. */
  readonly tables: Readonly<Record<RunTableName, number>>;
}

/** Which rows, and how much of them. A column equal to a value, or to one of several; null stands for missing. */
export interface RowQuery {
  readonly where?: Readonly<Record<string, RowValue | readonly RowValue[]>>;
  /** Columns wanted, default all. */
  readonly columns?: readonly string[];
  readonly limit?: number;
  readonly offset?: number;
}
export type RowValue = string | number | boolean | null;

/** A run opened for reading. Tables are read once, on first use, and stay in memory; a run never changes. */
export interface PublishedRun {
  readonly id: string;
  readonly folder: string;
  readonly manifest: PublishedManifest;
  readonly dictionary: RunDictionary;
  table(name: RunTableName): Promise<RunTable>;
  /** Rows of a table in its order. Text columns named in `where` are indexed on first use: a lookup takes microseconds. */
  rows(name: RunTableName, query?: RowQuery): Promise<RunRow[]>;
  /** How many rows match, without making them. */
  count(name: RunTableName, query?: Pick<RowQuery, 'where'>): Promise<number>;
  /** What was fitted, by file name in `reference/`. */
  reference(): Promise<Readonly<Record<string, unknown>>>;
  timings(): Promise<Readonly<Record<string, number>>>;
}
