#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Plain JavaScript that any Node can read, so that an old one can say what it needs instead of failing on a type.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `same-start needs Node 24 or newer and was started by ${process.version}; run it through npm (npx same-start …), which brings one along, or install Node 24 from nodejs.org.\n`,
  );
  process.exit(1);
}
// A checkout runs from its source; an installed package from what its build has made of it.
const installed = !existsSync(new URL('./main.ts', import.meta.url));
const [place, kind] = installed ? ['../../dist', 'js'] : ['../..', 'ts'];
// What Node has once read and stripped of types is kept for the next start: beside the code, not among the machine's
// temporary files, where others could write, nor in node_modules, which npm then takes for changed and reads through.
const own = process.env.XDG_CACHE_HOME ?? process.env.LOCALAPPDATA ?? join(homedir(), '.cache');
const cache = installed ? join(own, 'same-start') : fileURLToPath(new URL('../../.cache/same-start', import.meta.url));
if (module.enableCompileCache(cache).directory !== undefined) process.env.NODE_COMPILE_CACHE = cache; // for the threads of an analysis
// a reader that has seen enough (same-start --help | head) is not a fault
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
const { main } = await import(`${place}/engine/cli/main.${kind}`);
// the one place where the engine's command line and the server meet: neither imports the other
process.exitCode = await main(process.argv.slice(2), () => import(`${place}/server/main.${kind}`));
