/**
 * Every command of every Markdown file: each is held against the scripts of package.json, the files of the tree and the real table
 * of commands with its options; three of the README, which need nothing but files, are carried out as they stand. Only parsed,
 * because something else carries them out or they would take too long here: `npm ci`, `npm pack` and bundles (test/packaging),
 * `run`, `convert`, `simulate`, `serve`, `watch`, `records`, `upgrade`, `doctor` and `verify` (their own tests), `npm test` and benchmarks (minutes to hours).
 */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { commands } from '../../engine/cli/commands.ts';
import { commandsOf, documentedCommands } from './documented-commands.ts';

const root = resolve(import.meta.dirname, '../..');
const ofNpm = new Set(['ci', 'start', 'test', 'pack', 'install']);

/** What is wrong with a command; null where nothing is. */
function faultOf(line: string): string | null {
  const [program, ...rest] = line.split(' ');
  if (program === 'npm') return rest[0] === 'run' ? scriptFault(rest.slice(1)) : ofNpm.has(rest[0]) ? null : rest[0];
  if (program === 'node') {
    const file = rest.find((word) => !word.startsWith('-'));
    return file !== undefined && existsSync(join(root, file)) ? null : `no file ${file}`;
  }
  const words = program === 'npx' ? rest : [program, ...rest];
  return words[0] === 'same-start' ? commandFault(words.slice(1)) : toolFault(words[0]);
}

function scriptFault(words: readonly string[]): string | null {
  const name = words.find((word) => !word.startsWith('-'));
  return name !== undefined && Object.hasOwn(packageJson.scripts, name) ? null : `no script ${name}`;
}

function toolFault(tool: string): string | null {
  return existsSync(join(root, 'node_modules/.bin', tool)) ? null : `no tool ${tool}`;
}

const everywhere = new Set(['--json', '--debug', '--help', '--version']);

function commandFault([name, ...words]: readonly string[]): string | null {
  if (everywhere.has(name)) return null;
  const command = commands.find((one) => one.name === name);
  if (command === undefined) return `no command ${name}`;
  const told = [command.usage, ...command.options.map(([flag]) => flag)].join(' ');
  const known = new Set([...told.matchAll(/--[\w-]+/g)].map(([option]) => option));
  const strange = words.filter((word) => word.startsWith('--') && !known.has(word) && !everywhere.has(word));
  return strange.length === 0 ? null : `${name} does not know ${strange.join(', ')}`;
}

describe('commands of the Markdown files', () => {
  const all = documentedCommands(root);

  test('are found in blocks and in sentences', () => {
    expect(all.length).toBeGreaterThan(50);
    expect(new Set(all.map(({ file }) => file))).toContain('server/README.md');
    const text = 'Type `same-start run\nDATA --out RUNS`:\n\n```\nnpm ci && npm start   # both\nlocation / {\n```\n';
    expect(commandsOf('a.md', text).map(({ line, fenced }) => [line, fenced])).toEqual([
      ['npm ci', true],
      ['npm start', true],
      ['same-start run DATA --out RUNS', false],
    ]);
  });

  test('are commands, options, scripts and files that there are', () => {
    const faults = all.flatMap(({ file, line }) => {
      const fault = faultOf(line);
      return fault === null ? [] : [`${file}: ${line}: ${fault}`];
    });
    expect(faults).toEqual([]);
  });

  test('that are not there would be found', () => {
    for (const line of [
      'npm run bench:nothing',
      'npm runs',
      'node test/nothing.ts',
      'npx nothing',
      'npx same-start analyse x',
      'same-start run x --output runs',
    ])
      expect(faultOf(line), line).not.toBeNull();
  });
});

describe('commands of the README, as they stand', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'readme-commands-'));
    cpSync(join(root, 'data-samples/one-primary'), join(folder, 'my-data'), { recursive: true });
    const rows = Array.from(
      { length: 80 },
      (_, n) => `${85 + ((n * 37) % 31)},${80 + ((n * 53) % 41)},${90 + ((n * 7) % 19)}`,
    );
    writeFileSync(join(folder, 'scores.csv'), `y,x1,x2\n${rows.join('\n')}\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const typed = documentedCommands(root)
    .filter(({ file, fenced }) => file === 'README.md' && fenced)
    .map(({ line }) => line)
    .filter((line) => /^npx same-start (?:check|growth|--help)/.test(line));

  test('are the three that need nothing but files', () => expect(typed).toHaveLength(3));

  test.each(typed)('%s', async (line) => {
    const launcher = join(root, 'engine/cli/same-start.js');
    const args = line.split(' ').slice(2);
    const { stdout } = await promisify(execFile)(process.execPath, [launcher, ...args], { cwd: folder });
    expect(stdout.length).toBeGreaterThan(50);
    if (args.includes('--out')) expect(existsSync(join(folder, args[args.indexOf('--out') + 1]))).toBe(true);
  });
});
