import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SameStartError } from '../errors.ts';
import { openRun } from '../runs/open-run.ts';
import type { PublishedManifest } from '../runs/published-run.ts';
import { stableJson } from '../runs/stable-json.ts';
import { analyseFolder } from './analyse-folder.ts';

export interface VerifyRunSettings {
  /** Folder of the run it was compared with; default beside it. */
  readonly previous?: string | undefined;
  /** What it was told to compare with, where it was told so. */
  readonly reference?: string | undefined;
  readonly progress?: ((what: string) => void) | undefined;
}

/** How a run and the same analysis made again differ; every list empty and `engine` null: byte by byte the same. */
export interface VerifiedRun {
  readonly id: string;
  /** Files compared. */
  readonly files: number;
  /** Files of the run that are not as they were when it was written, or are gone. */
  readonly damaged: readonly string[];
  /** Files that come out otherwise now. */
  readonly differing: readonly string[];
  /** Files of the data that are not those of the run. */
  readonly inputs: readonly { readonly file: string; readonly change: 'changed' | 'gone' | 'new' }[];
  /** Versions, where another one made the run. */
  readonly engine: { readonly before: string; readonly after: string } | null;
  /** Whether it was compared with another run, or another reference, this time. */
  readonly comparedOtherwise: boolean;
}

/**
 * Makes a run again from its data, with its own settings, and compares the two byte by byte. Neither is changed.
 *
 * @param runFolder a published run
 * @param dataFolder the data it was made from
 * @throws SameStartError run-missing, run-incomplete, run-newer; setting-invalid where the run it followed or the reference it was
 *   given is not there; those of `analyseFolder`
 */
export async function verifyRun(
  runFolder: string,
  dataFolder: string,
  settings: VerifyRunSettings = {},
): Promise<VerifiedRun> {
  const { manifest, folder } = await openRun(runFolder);
  settings.progress?.('Reading the run');
  const damaged = await damagedFiles(folder, manifest);
  const previous = await previousOf(manifest, folder, settings.previous);
  if (manifest.hashes.reference !== null && settings.reference === undefined)
    throw new SameStartError('setting-invalid', {
      setting: '--reference',
      value: 'left out',
      why: 'this run was compared with a saved reference: name its file or folder',
    });
  const place = await mkdtemp(join(tmpdir(), 'same-start-verify-'));
  try {
    const policy = join(place, 'policy.json');
    await writeFile(policy, stableJson(manifest.policy));
    const again = await analyseFolder(dataFolder, join(place, 'runs'), {
      policy,
      previous,
      reference: settings.reference,
      window: manifest.windowNamed ? manifest.window : undefined,
      formats: Object.hasOwn(manifest.files, 'agenda.csv') ? ['parquet', 'csv'] : ['parquet'],
      progress: settings.progress,
    });
    return { damaged, ...difference(manifest, again.manifest) };
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

function difference(before: PublishedManifest, after: PublishedManifest): Omit<VerifiedRun, 'damaged'> {
  const seal = ({ files }: PublishedManifest, file: string) => files[file]?.sha256;
  const files = namesOf(before.files, after.files);
  const differing = files.filter((file) => seal(before, file) !== seal(after, file));
  const { files: _before, ...own } = before;
  const { files: _after, ...again } = after;
  if (stableJson(own) !== stableJson(again)) differing.push('manifest.json');
  return {
    id: before.id,
    files: files.length + 1,
    differing,
    inputs: inputChanges(before.hashes.inputs, after.hashes.inputs),
    engine: before.engine === after.engine ? null : { before: before.engine, after: after.engine },
    comparedOtherwise:
      before.hashes.previous !== after.hashes.previous || before.hashes.reference !== after.hashes.reference,
  };
}

function inputChanges(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): VerifiedRun['inputs'] {
  return namesOf(before, after)
    .filter((file) => before[file] !== after[file])
    .map((file) => ({
      file,
      change: before[file] === undefined ? 'new' : after[file] === undefined ? 'gone' : 'changed',
    }));
}

const namesOf = (...all: readonly object[]): string[] => [...new Set(all.flatMap(Object.keys))].toSorted();

async function previousOf(
  { previousRun }: PublishedManifest,
  folder: string,
  named: string | undefined,
): Promise<string> {
  if (previousRun === null) return 'none';
  const previous = resolve(named ?? join(dirname(folder), previousRun));
  await openRun(previous).catch((cause: unknown) => {
    const why = `this run was compared with ${previousRun}, which is not there: name its folder`;
    throw new SameStartError('setting-invalid', { setting: '--previous', value: previous, why }, { cause });
  });
  return previous;
}

async function damagedFiles(folder: string, { files }: PublishedManifest): Promise<string[]> {
  const damaged: string[] = [];
  for (const [file, { sha256 }] of Object.entries(files))
    if ((await hashOfFile(join(folder, file))) !== sha256) damaged.push(file);
  return damaged;
}

async function hashOfFile(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
    return hash.digest('hex');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
