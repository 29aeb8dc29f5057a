import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSettings } from './data-settings.ts';

/** Where one import lies on the disk: only this server's user may read it. */
export interface ImportFolder {
  /** Files as they were brought. */
  readonly files: string;
  /** The data folder made of them. */
  readonly data: string;
  /** Rows and cells that were not used, as CSV. */
  readonly notUsed: string;
  /** How the files were understood before the last answers. */
  readonly undo: string;
}

/** Where the parts of an import lie, whether they are there yet or not. */
export function importFolder({ files }: DataSettings, importId: string): ImportFolder {
  const folder = join(files, importId);
  return {
    files: join(folder, 'files'),
    data: join(folder, 'data'),
    notUsed: join(folder, 'not-used'),
    undo: join(folder, 'undo.json'),
  };
}

/** Makes the folders of an import, for this server's user only; those that are there already stay as they are. */
export async function makeImportFolder(settings: DataSettings, importId: string): Promise<ImportFolder> {
  const folder = importFolder(settings, importId);
  for (const part of [folder.files, folder.data, folder.notUsed]) await mkdir(part, { recursive: true, mode: 0o700 });
  return folder;
}

/** Removes everything an import left on the disk. */
export async function removeImportFolder(settings: DataSettings, importId: string): Promise<void> {
  await rm(join(settings.files, importId), { recursive: true, force: true });
}
