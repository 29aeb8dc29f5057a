import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SameStartError } from '../errors.ts';
import { laterTables, runTableNames } from '../tables/run-schema.ts';
import type { PublishedManifest } from './published-run.ts';

/** Layouts of a run folder this engine reads. */
const knownFormat = 1;

/**
 * Reads the manifest of a run folder and sees that every file it vouches for is there in its full size.
 * @throws SameStartError run-missing, run-newer, run-incomplete
 */
export async function readManifest(folder: string): Promise<PublishedManifest> {
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw new SameStartError('run-missing', { folder });
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => null);
  if (text === null) throw incomplete(folder, 'manifest.json is missing');
  const manifest = parsed(text);
  if (manifest === null) throw incomplete(folder, 'manifest.json cannot be read');
  if (typeof manifest.format === 'number' && manifest.format > knownFormat) {
    throw new SameStartError('run-newer', { folder, format: manifest.format, known: knownFormat });
  }
  if (!isManifest(manifest)) throw incomplete(folder, 'manifest.json is not the manifest of a run');
  await Promise.all(
    Object.entries(manifest.files).map(async ([file, { bytes }]) => {
      const size = (await stat(join(folder, file)).catch(() => null))?.size;
      if (size === undefined) throw incomplete(folder, `${file} is missing`);
      if (size !== bytes) throw incomplete(folder, `${file} has ${size} bytes of ${bytes}`);
    }),
  );
  return manifest;
}

function parsed(text: string): Partial<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function isManifest(manifest: object): manifest is PublishedManifest {
  const { format, id, files, windowDate } = manifest as Partial<PublishedManifest>;
  return (
    format === knownFormat &&
    typeof id === 'string' &&
    typeof windowDate === 'string' &&
    files !== undefined &&
    runTableNames.every((name) => laterTables.has(name) || Object.hasOwn(files, `${name}.parquet`))
  );
}

function incomplete(folder: string, why: string): SameStartError {
  return new SameStartError('run-incomplete', { folder, why });
}
