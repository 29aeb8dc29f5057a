import { runSchema, runTableNames, type RunTableName } from '../tables/run-schema.ts';
import type { RunManifest } from '../tables/run-content.ts';
import { runRows } from '../tables/run-table.ts';
import { readManifest } from './read-manifest.ts';
import { readTableFile } from './read-table-file.ts';
import { withTableDatabase } from './table-database.ts';

/** All that one run holds of one pupil: rows by table, columns as the run has them; tables with none are left out. */
export interface RowsOfPupil {
  readonly manifest: RunManifest;
  readonly tables: Readonly<Partial<Record<RunTableName, readonly Readonly<Record<string, unknown>>[]>>>;
}

/**
 * Reads every row of a published run that is about one pupil: the tables by pupil, and rows of files that were not used where they
 * carry the identifier.
 * @throws SameStartError run-missing, run-incomplete, run-newer, run-column-unreadable
 */
export async function rowsOfPupil(folder: string, pupilId: string): Promise<RowsOfPupil> {
  const manifest = await readManifest(folder);
  return withTableDatabase({ threads: 1 }, async (connect) => {
    const connection = await connect();
    const tables: Partial<Record<RunTableName, Readonly<Record<string, unknown>>[]>> = {};
    for (const name of runTableNames) {
      const byPupil = 'pupil_id' in runSchema[name];
      if (!byPupil && name !== 'rejects') continue;
      const table = await readTableFile(connection, folder, name, byPupil ? { pupil_id: pupilId } : undefined);
      const rows = runRows(table).map((row) => plain(name, row));
      const own = byPupil ? rows : rows.filter(({ content }) => quotes(String(content), pupilId));
      if (own.length > 0) tables[name] = own;
    }
    return { manifest, tables };
  });
}

/** A row by column, as values that JSON holds. */
function plain(name: RunTableName, row: object): Record<string, unknown> {
  const read = row as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.keys(runSchema[name]).map((column) => [column, read[column] ?? null]));
}

function quotes(content: string, pupilId: string): boolean {
  try {
    return Object.values(JSON.parse(content) as Record<string, unknown>).some((value) => value === pupilId);
  } catch {
    return false;
  }
}
