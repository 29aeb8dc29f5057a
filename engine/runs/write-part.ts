import { copyFile, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { SameStartError } from '../errors.ts';
import { runTableNames } from '../tables/run-schema.ts';
import { readManifest } from './read-manifest.ts';

/**
 * Puts a run's tables into a dataset of many, one Parquet dataset a table, split as Hive does, so that DuckDB, Spark and Trino
 * read all runs as one table:
 *
 *     SET/growth/schema_version=1/run_window=2026-11/authority=E08000001/part.parquet
 *
 * The window of the run is `run_window`, because tables have a column `window` of their own. A later run of the same authority
 * and window takes the earlier one's place, each file by one rename.
 *
 * @param authority letters, digits, `-` and `_`
 * @returns how many tables were written
 * @throws SameStartError setting-invalid; run-missing, run-incomplete
 */
export async function writePart(runFolder: string, set: string, authority: string): Promise<number> {
  if (!/^[\w-]{1,60}$/.test(authority))
    throw new SameStartError('setting-invalid', {
      setting: '--authority',
      value: authority,
      why: 'it must be letters, digits, - and _, as in E08000001',
    });
  const { format, window, id, files } = await readManifest(runFolder);
  let written = 0;
  for (const table of runTableNames) {
    // A run of an earlier version lacks tables that came later.
    if (!Object.hasOwn(files, `${table}.parquet`)) continue;
    const parts = [`schema_version=${format}`, `run_window=${encodeURIComponent(window)}`, `authority=${authority}`];
    const folder = join(set, table, ...parts);
    await mkdir(folder, { recursive: true });
    // Names that begin with a dot are passed over by every reader.
    const partial = join(folder, `.${id}.partial`);
    await copyFile(join(runFolder, `${table}.parquet`), partial);
    await rename(partial, join(folder, 'part.parquet'));
    written += 1;
  }
  return written;
}
