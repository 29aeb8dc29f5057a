import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { millisecondsADay } from '../tables/days.ts';

/** Folders a run is written into before it is published; nothing but `writeRun` looks into them. */
const prefix = '.partial-';
/** A leftover of another machine (on a shared drive) is given this long before it counts as abandoned. */
const abandonedAfterMs = millisecondsADay;

/** Makes a temporary sibling of the run to be, named after machine and process so that leftovers can be told from work. */
export async function makePartialFolder(runsFolder: string): Promise<string> {
  await makeFolder(runsFolder);
  const folder = join(runsFolder, `${prefix}${machine()}-${process.pid}-${randomBytes(6).toString('hex')}`);
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

/** Removes what writers that died have left behind; never what a living one is writing. */
export async function removeLeftovers(runsFolder: string): Promise<void> {
  const names = await readdir(runsFolder).catch(() => []);
  for (const name of names.filter((name) => name.startsWith(prefix))) {
    const folder = join(runsFolder, name);
    if (await isAbandoned(name, folder)) await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Publishes a partial folder under its name by one rename, after everything in it has reached the disk.
 * @returns false where that run was published by someone else meanwhile; the partial folder is then removed
 */
export async function publishFolder(partial: string, runsFolder: string, name: string): Promise<boolean> {
  const entries = await readdir(partial, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    // Results of children are read by whoever runs the pages, and by nobody else who has an account on the machine.
    await chmod(path, entry.isDirectory() ? 0o700 : 0o600);
    await flush(path, entry.isDirectory());
  }
  await flush(partial, true);
  const target = join(runsFolder, name);
  try {
    await rename(partial, target);
  } catch (error) {
    const taken = await stat(target).catch(() => null);
    if (!taken?.isDirectory()) throw error;
    await rm(partial, { recursive: true, force: true });
    return false;
  }
  await flush(runsFolder, true);
  return true;
}

/** Not mkdir’s own `recursive`: where a file system has no room for new folders (/proc, /net) Node then tries for ever. */
async function makeFolder(folder: string): Promise<void> {
  const make = () =>
    mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  try {
    await make();
  } catch (error) {
    const parent = dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === folder) throw error;
    await makeFolder(parent);
    await make();
  }
}

async function isAbandoned(name: string, folder: string): Promise<boolean> {
  const [ofMachine, pid] = name.slice(prefix.length).split('-');
  if (ofMachine === machine()) return !isAlive(Number(pid));
  const found = await stat(folder).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > abandonedAfterMs;
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: there is such a process, and it is not ours
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Which machine this is, without its name ending up on a shared drive. */
function machine(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 6);
}

async function flush(path: string, isFolder: boolean): Promise<void> {
  // Windows cannot open a folder to flush it
  if (isFolder && process.platform === 'win32') return;
  const handle = await open(path, isFolder || process.platform !== 'win32' ? 'r' : 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
