import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PageError } from '../page-error.ts';
import type { DataImportRow } from '../records/data-imports.ts';
import { type DataSettings, usualLimits } from './data-settings.ts';

export type KeptImport = Pick<DataImportRow, 'import_id' | 'school' | 'files' | 'made_at'>;

export interface KeptFiles {
  /** Bytes on the disk: files as they were brought and what was made of them. */
  readonly used: number;
  /** Bytes that a school may have there. */
  readonly most: number;
  /** Imports that still lie there, the largest first. */
  readonly imports: readonly { readonly row: KeptImport; readonly bytes: number }[];
}

/** What lies on the disk of the files of one school (null: of those who look after every school). */
export async function keptFiles(
  settings: DataSettings,
  imports: readonly KeptImport[],
  school: string | null,
): Promise<KeptFiles> {
  const kept = await Promise.all(
    imports
      .filter((row) => row.school === school)
      .map(async (row) => ({ row, bytes: await folderBytes(join(settings.files, row.import_id)) })),
  );
  return {
    used: kept.reduce((sum, { bytes }) => sum + bytes, 0),
    most: { ...usualLimits, ...settings.limits }.schoolBytes,
    imports: kept.filter(({ bytes }) => bytes > 0).toSorted((a, b) => b.bytes - a.bytes),
  };
}

const comingIn = new WeakMap<DataSettings, Map<string | null, number>>();

/**
 * Takes room for files that are about to come in, so that two forms at the same time do not both fit into what is left for one.
 * Errors: `no-room-for-files`, before anything of them is read.
 *
 * @param bytes of the form; NaN where it does not say: then as many as a form may have
 * @returns gives the room back, once the files lie there or nowhere
 */
export async function takeRoom(
  settings: DataSettings,
  imports: readonly KeptImport[],
  { school, bytes }: { readonly school: string | null; readonly bytes: number },
): Promise<() => void> {
  const asked = Number.isFinite(bytes) ? bytes : { ...usualLimits, ...settings.limits }.totalBytes;
  const taken = comingIn.get(settings) ?? new Map<string | null, number>();
  comingIn.set(settings, taken);
  const add = (more: number) => taken.set(school, (taken.get(school) ?? 0) + more);
  const others = taken.get(school) ?? 0;
  add(asked);
  const kept = await keptFiles(settings, imports, school);
  if (kept.used + others + asked <= kept.most) return () => void add(-asked);
  add(-asked);
  throw new PageError('no-room-for-files', {
    problem: `Files brought before take ${megabytes(kept.used)} of the ${megabytes(kept.most)} that ${school === null ? 'they may take' : `${school} may take`} here; these are ${megabytes(asked)}.`,
    which:
      kept.imports.length === 0 ? 'nothing of it can be removed' : kept.imports.slice(0, 3).map(largest).join(', '),
  });
}

function largest({ row, bytes }: { readonly row: KeptImport; readonly bytes: number }): string {
  const [first] = JSON.parse(row.files) as { name: string }[];
  return `${first?.name ?? 'files'} and what was made of it (${megabytes(bytes)}, brought on ${row.made_at.slice(0, 10)})`;
}

async function folderBytes(folder: string): Promise<number> {
  // What goes while it is counted counts no more.
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** “12 MB”, rounded up: there is no less than is said. */
export function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_000_000).toLocaleString('en-GB')} MB`;
}
