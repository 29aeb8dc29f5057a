import type { FastifyInstance } from 'fastify';
import { listImports } from '../records/data-imports.ts';
import { pendingPupils } from '../records/pupils/pending-pupils.ts';
import type { PupilsOfFolder } from '../records/pupils/take-in-pupils.ts';

/**
 * What the files of a run that is being released said of their pupils beside the results: of the school of whoever brought them
 * alone. Until a release nothing that files say has touched the record. Nothing for a run of the command line, nor where the same
 * files were released before: what they say was taken in then.
 */
export async function pupilsOfReleased(
  { record }: Pick<FastifyInstance, 'record'>,
  runId: string,
): Promise<readonly PupilsOfFolder[]> {
  const found: PupilsOfFolder[] = [];
  for (const row of await listImports(record)) {
    if (row.run_id !== runId || row.state !== 'done') continue;
    const pupils = await pendingPupils(record, row.import_id);
    if (pupils !== undefined) found.push(pupils);
  }
  return found;
}
