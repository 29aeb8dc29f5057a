import type { FastifyInstance } from 'fastify';
import type { DataImportRow } from '../records/data-imports.ts';
import { keepPendingPupils } from '../records/pupils/pending-pupils.ts';
import { pupilsOfFolder } from '../records/pupils/take-in-pupils.ts';
import type { DataSettings } from './data-settings.ts';
import { importFolder, removeImportFolder } from './import-folder.ts';

/**
 * Once analysed, an import's files have done their work but for names and context, which a release takes in: those wait in the
 * encrypted record, of the school of whoever brought them alone, and the files go at once. A data folder on this machine is not
 * ours to remove.
 */
export async function keepOnlyPupils(
  { record, now }: Pick<FastifyInstance, 'record' | 'now'>,
  settings: DataSettings,
  row: Pick<DataImportRow, 'import_id' | 'school' | 'folder'>,
): Promise<void> {
  const folder = row.folder ?? importFolder(settings, row.import_id).data;
  const pupils = await pupilsOfFolder(folder, (school) => row.school === null || row.school === school);
  await keepPendingPupils(record, row.import_id, { pupils, at: now() });
  await removeImportFolder(settings, row.import_id);
}
