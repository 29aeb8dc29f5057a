import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SameStartError } from '../errors.ts';
import { byCodeUnit } from '../tables/text-column.ts';
import type { PublishedManifest } from './published-run.ts';
import { readManifest } from './read-manifest.ts';

/** A run that can be opened. */
export interface ListedRun {
  readonly id: string;
  readonly folder: string;
  readonly manifest: PublishedManifest;
  /** When it was written, milliseconds since 1970. */
  readonly writtenMs: number;
}

/** A folder that looks like a run and cannot be opened, with what to do about it. */
export interface UnreadableRun {
  readonly folder: string;
  readonly error: SameStartError;
}

/**
 * Runs of a folder, newest first: by date of the window, then by when they were written. A folder that is not there has no
 * runs; what is half written is passed over (see `listUnreadableRuns`).
 */
export async function listRuns(runsFolder: string): Promise<ListedRun[]> {
  const found = await inspect(runsFolder);
  return found
    .filter((one) => 'manifest' in one)
    .toSorted(
      (a, b) =>
        byCodeUnit(b.manifest.windowDate, a.manifest.windowDate) || b.writtenMs - a.writtenMs || byCodeUnit(b.id, a.id),
    );
}

/** Folders that cannot be opened as a run, though they hold the files of one or are named like one. */
export async function listUnreadableRuns(runsFolder: string): Promise<UnreadableRun[]> {
  return (await inspect(runsFolder)).filter((one) => 'error' in one);
}

const namedLikeRun = /^\d{4}-\d{2}-\d{2}-[0-9a-f]{12}$/;

async function inspect(runsFolder: string): Promise<(ListedRun | UnreadableRun)[]> {
  const entries = await readdir(runsFolder, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory() && namedLikeRun.test(entry.name));
  return Promise.all(
    folders.map(async ({ name }) => {
      const folder = join(resolve(runsFolder), name);
      try {
        const manifest = await readManifest(folder);
        const { mtimeMs } = await stat(join(folder, 'manifest.json'));
        return { id: manifest.id, folder, manifest, writtenMs: mtimeMs };
      } catch (error) {
        if (!(error instanceof SameStartError)) throw error;
        return { folder, error };
      }
    }),
  );
}
