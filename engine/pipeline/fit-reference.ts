import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { SameStartError } from '../errors.ts';
import { stableJson } from '../runs/stable-json.ts';
import type { PublishedManifest } from '../runs/published-run.ts';
import { analyseFolder, type AnalyseFolderSettings } from './analyse-folder.ts';

export type FitReferenceSettings = Pick<AnalyseFolderSettings, 'policy' | 'window' | 'progress'>;

/** What a reference was fitted from, beside its parts. */
export type ReferenceFit = Pick<PublishedManifest, 'engine' | 'window' | 'windowDate' | 'counts' | 'hashes'>;

/**
 * Fits what runs are compared with by `--reference`, from a data folder, and keeps nothing else of it: no pupil stands in a
 * reference. The folder appears whole or not at all.
 *
 * @throws SameStartError folder-in-use; those of `analyseFolder`
 */
export async function fitReference(
  dataFolder: string,
  out: string,
  settings: FitReferenceSettings = {},
): Promise<ReferenceFit> {
  const target = resolve(out);
  const there = await readdir(target).catch(() => null);
  if (there !== null && there.length > 0) throw new SameStartError('folder-in-use', { folder: target });
  await mkdir(dirname(target), { recursive: true });
  const work = await mkdtemp(join(dirname(target), '.reference-'));
  try {
    const { folder, manifest } = await analyseFolder(dataFolder, join(work, 'runs'), { ...settings, previous: 'none' });
    const { engine, window, windowDate, counts, hashes } = manifest;
    const fit = { engine, window, windowDate, counts, hashes };
    await cp(join(folder, 'reference'), join(work, 'reference'), { recursive: true });
    await writeFile(join(work, 'reference', 'about.json'), `${stableJson(fit, 2)}\n`);
    if (there !== null) await rm(target, { recursive: true });
    await rename(join(work, 'reference'), target);
    return fit;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
