/**
 * Makes a folder that runs by itself on a machine with nothing installed: Node, the packed project with all it needs for that
 * system, a file to start it by, licences and checksums. Every part comes from an npm package, so that a folder for Windows can be
 * made on Linux.
 *
 *     npm run bundle -- linux-x64|win-x64|darwin-arm64 [--out FOLDER]
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeBundle } from './make-bundle.ts';
import { systems } from './systems.ts';

const { values, positionals } = parseArgs({
  options: { out: { type: 'string', default: 'bundles' } },
  allowPositionals: true,
});
const system = systems.find(({ name }) => name === positionals[0]);
if (system === undefined) {
  process.stderr.write(`Name one of ${systems.map(({ name }) => name).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  const out = resolve(values.out);
  const folder = await makeBundle(system, out, (step) => process.stderr.write(`${step}\n`));
  process.stdout.write(`${join(out, folder)}\n`);
}
