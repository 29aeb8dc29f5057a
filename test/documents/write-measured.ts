/**
 * Runs a benchmark and puts what it printed into `engine/METHOD.md`, with the day, the engine and the machine:
 *
 *     npm run measured -- criteria --seeds 1 --only first-year
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { withMeasured } from './with-measured.ts';

const root = join(import.meta.dirname, '../..');
const [bench = '', ...options] = process.argv.slice(2);
const script = (packageJson.scripts as Readonly<Record<string, string>>)[`bench:${bench}`];
if (script === undefined) throw new Error(`There is no benchmark ${bench}: npm run lists them as bench:…`);

const command = `npm run bench:${bench}${options.length > 0 ? ` -- ${options.join(' ')}` : ''}`;
const child = spawn('npm', ['run', '--silent', `bench:${bench}`, '--', ...options], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
});
let printed = '';
child.stdout.on('data', (part: Buffer) => {
  printed += part.toString();
  process.stdout.write(part);
});
const [code] = (await once(child, 'close')) as [number | null];
if (code !== 0) throw new Error(`${command} ended with ${code}: nothing was written`);

const file = join(root, 'engine/METHOD.md');
const day = new Date().toISOString().slice(0, 10);
const machine = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}`;
const measured = { command, day, engine: packageJson.version, machine, printed };
writeFileSync(file, withMeasured(readFileSync(file, 'utf8'), measured));
