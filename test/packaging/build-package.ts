/**
 * Makes `dist`, what an installed package runs: Node strips no types under `node_modules`. The compiler's own emit, with the
 * pages' files and the sample beside it; a checkout never needs it.
 *
 *     npm run build
 */
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const dist = join(root, 'dist');

/** Files that stand beside the code and are read where they are. */
const beside = ['server/assets', 'data-samples/oakfield-trust'];

rmSync(dist, { recursive: true, force: true });
const compiler = join(root, 'node_modules/typescript/bin/tsc');
execFileSync(process.execPath, [compiler, '-p', import.meta.dirname], { stdio: 'inherit' });
for (const place of beside) cpSync(join(root, place), join(dist, place), { recursive: true });
for (const name of readdirSync(join(root, 'notebooks')).filter((file) => file.endsWith('.ipynb')))
  cpSync(join(root, 'notebooks', name), join(dist, 'notebooks', name));
for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  const rewrite = name.endsWith('.js') ? workersCompiled : name.endsWith('.d.ts') ? declarationsCompiled : undefined;
  if (rewrite === undefined || name.startsWith(join('server', 'assets'))) continue;
  const path = join(dist, name);
  const text = readFileSync(path, 'utf8');
  const compiled = rewrite(text);
  if (/['"][\w./-]+(?<!\.d)\.ts['"]/.test(compiled)) throw new Error(`${name} still names a file of the source`);
  if (compiled !== text) writeFileSync(path, compiled);
}
const { name, version, type } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
writeFileSync(join(dist, 'package.json'), `${JSON.stringify({ name, version, type }, null, 2)}\n`);

/** Threads and processes are started by address, which the compiler leaves as it is written. */
function workersCompiled(text: string): string {
  return text.replaceAll(/new URL\('([\w./-]+)\.ts', import\.meta\.url\)/g, "new URL('$1.js', import.meta.url)");
}

function declarationsCompiled(text: string): string {
  return text.replaceAll(/((?:from|import\() ?['"]\.[\w./-]+)\.ts(['"])/g, '$1.js$2');
}
