import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Files that belong together: those of one folder in the inbox, or those that lie in it loose. */
export interface Drop {
  /** Name of the folder; '' for the loose files. */
  readonly name: string;
  readonly files: readonly DroppedFile[];
  /** Whether something of it is still being copied, as far as anybody can tell. */
  readonly isComplete: boolean;
}

export interface DroppedFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** When it last changed, milliseconds since 1970. */
  readonly changedMs: number;
}

/** Written beside what was dropped, and never taken for a file of a school. */
export const reportEnding = '.same-start.txt';

/** What programs call a file while they are writing it. */
const unfinished = /\.(part|partial|crdownload|download|tmp|filepart|opdownload)$/i;

/**
 * What lies in the inbox. A folder's own files are one lot, however the folder is called; folders within it are not looked into.
 * Hidden files and the locks of office programs are nobody's results. A lot is complete once none of its files has changed for
 * `settledMs`: a copy over a slow line goes on for longer than one look.
 *
 * @throws Error of the file system where the inbox cannot be read
 */
export async function dropsOf(
  inbox: string,
  { nowMs, settledMs }: { nowMs: number; settledMs: number },
): Promise<Drop[]> {
  const entries = await readdir(inbox, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && !isHidden(entry.name)).map(({ name }) => name);
  const lots = await Promise.all(
    ['', ...folders.toSorted()].map(async (name) => ({ name, files: await filesOf(join(inbox, name)) })),
  );
  return lots
    .filter(({ files }) => files.length > 0)
    .map((lot) => ({
      ...lot,
      isComplete: lot.files.every(
        ({ name, changedMs, bytes }) => !unfinished.test(name) && bytes > 0 && nowMs - changedMs >= settledMs,
      ),
    }));
}

/** Hashes of files by place, size and time of change: what lies in the inbox for weeks is read once. */
export type DropHashes = Map<string, string>;

/** What a lot holds, whatever its folder is called and whenever it was copied: SHA-256 over names and contents. */
export async function hashOfDrop({ files }: Drop, hashes: DropHashes): Promise<string> {
  const all = createHash('sha256');
  for (const file of files.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    all.update(`${file.name}\n${await hashOfFile(file, hashes)}\n`);
  return all.digest('hex');
}

async function hashOfFile({ path, bytes, changedMs }: DroppedFile, hashes: DropHashes): Promise<string> {
  const key = `${path}\n${bytes}\n${changedMs}`;
  const known = hashes.get(key);
  if (known !== undefined) return known;
  const own = createHash('sha256');
  await pipeline(createReadStream(path), own);
  const hash = own.digest('hex');
  hashes.set(key, hash);
  return hash;
}

async function filesOf(folder: string): Promise<DroppedFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter(
    (entry) => entry.isFile() && !isHidden(entry.name) && !entry.name.endsWith(reportEnding),
  );
  const found = await Promise.all(
    names.map(async ({ name }) => {
      const path = join(folder, name);
      const stats = await stat(path).catch(() => null);
      return stats === null ? [] : [{ name, path, bytes: stats.size, changedMs: changedMs(stats) }];
    }),
  );
  return found.flat();
}

/** A copy may carry the date of its original; when it arrived is the later of the two. */
function changedMs({ mtimeMs, ctimeMs }: Stats): number {
  return Math.max(mtimeMs, ctimeMs);
}

function isHidden(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$');
}
