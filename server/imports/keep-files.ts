import { createWriteStream } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Multipart } from '@fastify/multipart';
import { PageError } from '../page-error.ts';
import { type DataSettings, type UploadLimits, usualLimits } from './data-settings.ts';
import { safeFileName } from './safe-file-name.ts';

export interface KeptFile {
  readonly name: string;
  readonly bytes: number;
}

/**
 * Streams the files of a form into `folder`, under names of our own making; a file of the same name takes the place of the
 * earlier one. Either all are kept or none. Errors: `upload-refused` with what to do; those of the disk.
 */
export async function keepFiles(
  parts: AsyncIterable<Multipart>,
  folder: string,
  settings: DataSettings,
): Promise<KeptFile[]> {
  const limits = { ...usualLimits, ...settings.limits };
  const kept = new Map<string, number>();
  // Rows mended in an earlier round stay: a later round does not take their place.
  const mendedBefore = (await readdir(folder)).filter((name) => name.startsWith('not-used-'));
  try {
    let total = 0;
    for await (const part of parts) {
      if (part.type !== 'file') continue;
      // A field for files in which none was chosen sends one without a name.
      if (!part.filename) {
        part.file.resume();
        continue;
      }
      const name = nameOf(part.filename, new Set([...kept.keys(), ...mendedBefore]));
      const place = join(folder, `${name}.part`);
      kept.set(name, 0);
      await pipeline(part.file, createWriteStream(place, { mode: 0o600 }));
      const { size } = await stat(place);
      total += size;
      if (part.file.truncated) throw tooLarge(name, limits.fileBytes);
      if (total > limits.totalBytes) throw tooMuch(limits);
      kept.set(name, size);
    }
    for (const name of kept.keys()) await rename(join(folder, `${name}.part`), join(folder, name));
    return [...kept].map(([name, bytes]) => ({ name, bytes }));
  } catch (error) {
    for (const name of kept.keys()) await rm(join(folder, `${name}.part`), { force: true });
    throw asRefusal(error, limits);
  }
}

function nameOf(sent: string, kept: ReadonlySet<string>): string {
  const name = safeFileName(sent);
  if (name === null)
    throw new PageError('upload-refused', {
      problem: `One of the files is of a kind that is not read. Export as CSV, Excel workbook (.xlsx), Common Transfer File (.xml), Parquet or Arrow. An .xls file: open it and save it as .xlsx.`,
    });
  if (!kept.has(name)) return name;
  const dot = name.lastIndexOf('.');
  for (let number = 2; ; number += 1) {
    const other = `${name.slice(0, dot)} (${number})${name.slice(dot)}`;
    if (!kept.has(other)) return other;
  }
}

function tooLarge(name: string, bytes: number): PageError {
  return new PageError('upload-refused', {
    problem: `${name} is larger than ${megabytes(bytes)}. Export only pupils and results, or split it.`,
  });
}

function tooMuch({ totalBytes }: UploadLimits): PageError {
  return new PageError('upload-refused', {
    problem: `The files are larger than ${megabytes(totalBytes)} together. Upload them in two goes.`,
  });
}

function asRefusal(error: unknown, limits: UploadLimits): unknown {
  const { code } = error as { code?: string };
  if (code === 'FST_REQ_FILE_TOO_LARGE') return tooLarge('One of the files', limits.fileBytes);
  if (code === 'FST_FILES_LIMIT' || code === 'FST_PARTS_LIMIT')
    return new PageError('upload-refused', { problem: `At most ${limits.files} files are taken at a time.` });
  if (
    code === 'FST_MP_PREMATURE_CLOSE' ||
    (error instanceof Error && /terminated early|Unexpected end/.test(error.message))
  )
    return new PageError('upload-refused', { problem: 'The upload stopped half way. Nothing was kept.' });
  return error;
}

function megabytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1_000_000))} MB`;
}
