import type { RunManifest } from '../tables/run-content.ts';
import type { ColumnName, RowOf, RunTableName } from '../tables/run-schema.ts';
import type { TableOf } from '../tables/run-table.ts';
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
export interface RowQuery<Name extends RunTableName, Column extends ColumnName<Name> = ColumnName<Name>> {
  readonly where?: { readonly [One in ColumnName<Name>]?: RowOf<Name>[One] | readonly RowOf<Name>[One][] };
  /** Columns wanted, default all. */
  readonly columns?: readonly Column[];
  readonly limit?: number;
  readonly offset?: number;
}

/** A run opened for reading. Tables are read once, on first use, and stay in memory; a run never changes. */
export interface PublishedRun {
  readonly id: string;
  readonly folder: string;
  readonly manifest: PublishedManifest;
  readonly dictionary: RunDictionary;
  table<Name extends RunTableName>(name: Name): Promise<TableOf<Name>>;
  /** Rows of a table in its order. Text columns named in `where` are indexed on first use: a lookup takes microseconds. */
  rows<Name extends RunTableName, Column extends ColumnName<Name> = ColumnName<Name>>(
    name: Name,
    query?: RowQuery<Name, Column>,
  ): Promise<Pick<RowOf<Name>, Column>[]>;
  /** How many rows match, without making them. */
  count<Name extends RunTableName>(name: Name, query?: Pick<RowQuery<Name>, 'where'>): Promise<number>;
  /** What was fitted, by file name in `reference/`. */
  reference(): Promise<Readonly<Record<string, unknown>>>;
  timings(): Promise<Readonly<Record<string, number>>>;
}
