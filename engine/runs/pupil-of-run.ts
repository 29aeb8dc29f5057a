import type { RunTableName } from '../tables/run-schema.ts';
import type { TableOf } from '../tables/run-table.ts';
import type { RunManifest } from '../tables/run-content.ts';
import { readManifest } from './read-manifest.ts';
import { readTableFile } from './read-table-file.ts';
import { withTableDatabase } from './table-database.ts';

/** What one run holds of one pupil. */
export interface PupilOfRun {
  readonly manifest: RunManifest;
  /** Rows of these tables that are the pupil's; none where the run does not know the pupil. */
  readonly agenda: TableOf<'agenda'>;
  readonly trajectories: TableOf<'trajectories'>;
}

/**
 * Reads one pupil out of a published run, and nothing else of it: a history goes through years of runs, each of them large.
 * @throws SameStartError run-missing, run-incomplete (half there), run-newer (written by a newer engine),
 *   run-column-unreadable (written by another version)
 */
export async function pupilOfRun(folder: string, pupilId: string): Promise<PupilOfRun> {
  const manifest = await readManifest(folder);
  return withTableDatabase({ threads: 1 }, async (connect) => {
    const connection = await connect();
    const rowsOf = <Name extends RunTableName>(name: Name) =>
      readTableFile(connection, folder, name, { pupil_id: pupilId });
    const agenda = await rowsOf('agenda');
    return { manifest, agenda, trajectories: await rowsOf('trajectories') };
  });
}
