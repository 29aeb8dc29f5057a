import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A disk of its own in memory, so small that it fills up. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all but so many bytes. */
  fill(left: number): void;
  /** Gives them back. */
  free(): void;
  /** For reading only, and back; nothing may have a file of it open for writing. */
  readOnly(is: boolean): void;
  remove(): void;
}

/** Mounts one; null where this machine does not let us (it takes an administrator, or a container that may mount). */
export function smallDisk(folder: string, megabytes: number): SmallDisk | null {
  mkdirSync(folder, { recursive: true });
  const run = (...words: readonly string[]) => execFileSync(words[0], words.slice(1), { stdio: 'ignore' });
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', folder);
  } catch {
    return null;
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: (left) => {
      const file = openSync(filler, 'w');
      let bytes = 0;
      try {
        for (;;) bytes += writeSync(file, Buffer.alloc(65_536, 1));
      } catch {
        // No space left: as much of it as is wanted is given back.
        ftruncateSync(file, Math.max(0, bytes - left));
      }
      closeSync(file);
    },
    free: () => rmSync(filler, { force: true }),
    readOnly: (is) => run('mount', '-o', `remount,${is ? 'ro' : 'rw'}`, folder),
    remove: () => run('umount', '-l', folder),
  };
}
