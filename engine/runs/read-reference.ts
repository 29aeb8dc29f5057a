import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SameStartError } from '../errors.ts';

/**
 * Reads what an earlier run fitted: one `.json` file, or a folder of them (a run's `reference/`, or the run itself).
 * @returns each file's content by its name without `.json`
 * @throws SameStartError reference-unreadable
 */
export async function readReference(path: string): Promise<Readonly<Record<string, unknown>>> {
  const found = await stat(path).catch(() => null);
  if (!found) throw unreadable(path, 'it does not exist');
  if (!found.isDirectory()) return { [nameOf(path)]: await readJsonFile(path) };
  const names = await readdir(path);
  if (names.includes('manifest.json') && names.includes('reference')) return readReference(join(path, 'reference'));
  const files = names.filter((name) => name.endsWith('.json')).toSorted();
  const contents = await Promise.all(files.map(async (file) => [nameOf(file), await readJsonFile(join(path, file))]));
  return Object.fromEntries(contents) as Record<string, unknown>;
}

async function readJsonFile(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw unreadable(path, 'it is not JSON');
  }
}

function nameOf(path: string): string {
  return basename(path, '.json');
}

function unreadable(file: string, why: string): SameStartError {
  return new SameStartError('reference-unreadable', { file, why });
}
