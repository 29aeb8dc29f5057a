import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { inFolder, installInto, pack } from './install-packed.ts';
import type { System } from './systems.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * Makes the folder of a system in `out`, in the place of one of that version that was made before.
 *
 * @param packed the packed project; made where it is left out
 * @returns the folder's name
 * @throws Error naming a native part that the system needs and that is not there
 */
export async function makeBundle(
  system: System,
  out: string,
  told: (step: string) => void = () => undefined,
  packed?: string,
): Promise<string> {
  const name = `same-start-${packageJson.version}-${system.name}`;
  const folder = join(out, name);
  const work = mkdtempSync(join(tmpdir(), 'same-start-bundle-'));
  try {
    told('Packing the project');
    const file = packed ?? (await pack(work));
    rmSync(folder, { recursive: true, force: true });
    told(`Installing what it needs on ${system.name}`);
    await installInto(join(folder, 'app'), file, `--os=${system.os}`, `--cpu=${system.cpu}`, '--ignore-scripts');
    for (const rest of ['package-lock.json', 'package.json']) rmSync(join(folder, 'app', rest));
    told('Adding Node');
    await addNode(system, folder, work);
    refuseMissingParts(system, folder);
    writeStartFiles(system, folder);
    writeFileSync(join(folder, 'VERSION'), `${packageJson.version}\n`);
    told('Licences and checksums');
    writeFileSync(join(folder, 'LICENCES.txt'), licences(folder));
    writeFileSync(join(folder, 'SHA256SUMS'), checksums(folder));
    return name;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The checkout's own where it is that system's, else from the registry. */
async function addNode({ node }: System, folder: string, work: string): Promise<void> {
  const own = join(root, 'node_modules', node.name);
  const target = join(folder, 'node');
  if (existsSync(own)) cpSync(own, target, { recursive: true, dereference: true });
  else {
    await inFolder(work, 'npm', 'pack', `${node.name}@${node.version}`, '--loglevel', 'error');
    const file = readdirSync(work).find((name) => name.startsWith(node.name));
    mkdirSync(target);
    await inFolder(work, 'tar', '-xzf', file!, '-C', target, '--strip-components=1');
  }
  for (const rest of ['include', 'share', 'CHANGELOG.md']) rmSync(join(target, rest), { recursive: true, force: true });
  chmodSync(join(target, node.program), 0o755);
}

function refuseMissingParts({ name, node, native }: System, folder: string): void {
  const parts = [join('node', node.program), ...native.map((part) => join('app/node_modules', part))];
  const missing = parts.filter((part) => !existsSync(join(folder, part)));
  if (missing.length > 0) throw new Error(`The folder for ${name} lacks ${missing.join(', ')}.`);
}

/** Runs and the record lie beside the folder, so that the next version, unpacked beside it, finds them. */
function writeStartFiles({ os, node }: System, folder: string): void {
  const program = 'app/node_modules/same-start/engine/cli/same-start.js';
  if (os === 'win32') {
    const windows = (path: string) => path.replaceAll('/', '\\');
    const call = `"%here%node\\${windows(node.program)}" "%here%${windows(program)}"`;
    const lines = [
      '@echo off',
      'setlocal',
      'set "here=%~dp0"',
      `if "%~1"=="" (${call} start --runs "%here%..\\same-start-data\\runs") else (${call} %*)`,
      'if errorlevel 1 if "%~1"=="" pause',
      '',
    ];
    writeFileSync(join(folder, 'Same Start.cmd'), lines.join('\r\n'));
    return;
  }
  const script = `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || set -- start --runs "$here/../same-start-data/runs"
exec "$here/node/${node.program}" "$here/${program}" "$@"
`;
  writeFileSync(join(folder, 'same-start.sh'), script);
  chmodSync(join(folder, 'same-start.sh'), 0o755);
}

/** Every part with its licence, and the text of it where the part brings one. */
function licences(folder: string): string {
  const parts = filesOf(folder).filter((name) =>
    /(?:^|\/)(?:node|node_modules\/(?:@[^/]+\/)?[^/]+)\/package\.json$/.test(name),
  );
  const told = parts.toSorted().map((name) => {
    const place = join(folder, name, '..');
    const part = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, string>;
    const text = readdirSync(place).find((file) => /^licen[cs]e/i.test(file));
    const head = `${part['name']} ${part['version']} (${part['license'] ?? 'see its text'})`;
    return text === undefined ? head : `${head}\n\n${readFileSync(join(place, text), 'utf8').trim()}`;
  });
  return `${told.join(`\n\n${'='.repeat(80)}\n\n`)}\n`;
}

/** As `sha256sum --check SHA256SUMS` reads it. */
function checksums(folder: string): string {
  const line = (name: string) =>
    `${createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')}  ${name}\n`;
  return filesOf(folder).toSorted().map(line).join('');
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
}
