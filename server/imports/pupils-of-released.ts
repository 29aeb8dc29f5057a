import { existsSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { listImports } from '../records/data-imports.ts';
import { pupilsOfFolder, type PupilsOfFolder } from '../records/pupils/take-in-pupils.ts';
import { importFolder } from './import-folder.ts';

/**
 * What the files of a run that is being released say of their pupils beside the results: of the school of whoever brought them
 * alone. Until a release nothing that files say has touched the record. Nothing for a run of the command line.
 */
export async function pupilsOfReleased(
  { imports, record }: Pick<FastifyInstance, 'imports' | 'record'>,
  runId: string,
): Promise<readonly PupilsOfFolder[]> {
  if (imports === null) return [];
  const found: PupilsOfFolder[] = [];
  for (const row of await listImports(record)) {
    if (row.run_id !== runId || row.state !== 'done') continue;
    const folder = row.folder ?? importFolder(imports.settings, row.import_id).data;
    // Gone where the same files were released before: what they say was taken in then.
    if (existsSync(folder))
      found.push(await pupilsOfFolder(folder, (school) => row.school === null || row.school === school));
  }
  return found;
}
