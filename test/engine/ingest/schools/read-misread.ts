import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mapping } from '../../../../engine/ingest/schools/mapping/mapping.ts';
import { convertText } from './convert-text.ts';

/** Converts one of the inputs that were once misread, `misread/NAME`, in December 2026. */
export async function readMisread(name: string, edit?: (mapping: Mapping) => void) {
  const folder = join(import.meta.dirname, 'misread', name);
  const files = await Promise.all(
    (await readdir(folder)).sort().map(async (file) => [file, await readFile(join(folder, file))] as const),
  );
  return convertText(Object.fromEntries(files), { today: '2026-12-01', ...(edit ? { edit } : {}) });
}
