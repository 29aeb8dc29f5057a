import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SameStartError } from '../errors.ts';
import { simulateWorld } from '../worlds/simulate-world.ts';
import { worldFiles } from '../worlds/world-files.ts';
import { worlds } from '../worlds/worlds.ts';
import type { WorldSettings } from '../worlds/world-settings.ts';
import type { World } from '../worlds/world.ts';

const DEFAULT_WORLD = 'trust-3000';

/** Options that set one number of the world, with what they mean. */
const numberOptions = {
  pupils: ['pupils', 'pupils on roll'],
  windows: ['windows', 'number of windows'],
  change: ['yearlyChangeSd', 'SD of a year’s true change'],
  reversion: ['reversionPerYear', 'mean reversion of the drift a year; 0 = random walk'],
  persistent: ['persistentShare', 'share of the change that lasts, 0 to 1'],
  slowed: ['slowedShare', 'share of pupils given a lasting slow-down, 0 to 1'],
  'slowed-by': ['slowedSdPerYear', 'its size, SD a year'],
  'bad-days': ['badDayChance', 'chance that a sitting is a bad day, 0 to 1'],
} as const satisfies Record<string, readonly [keyof WorldSettings, string]>;

/**
 * `same-start simulate DATA --seed S [--pupils N] [--world NAME] …`: writes a data folder and, beside it, `DATA-truth`.
 * Refuses to write where files are. Errors: `missing-argument`, `unknown-option`, `unknown-world`, `setting-invalid`, `folder-taken`.
 */
export async function simulateCommand(args: string[]): Promise<{ exitCode: number; json: unknown; text: string }> {
  const { values, positionals } = readArguments(args);
  if (values['help'] === true) return { exitCode: 0, json: { worlds: worldList() }, text: helpText() };
  if (positionals.length === 0)
    throw new SameStartError('missing-argument', { command: 'simulate', argument: 'the folder to write' });
  if (positionals.length > 1)
    throw new SameStartError('unknown-option', { command: 'simulate', option: positionals[1] });
  if (values['seed'] === undefined)
    throw new SameStartError('missing-argument', { command: 'simulate', argument: '--seed S' });
  const name = (values['world'] as string | undefined) ?? DEFAULT_WORLD;
  if (!Object.hasOwn(worlds, name)) {
    throw new SameStartError('unknown-world', { world: name, known: Object.keys(worlds).join(', ') });
  }
  const folder = resolve(positionals[0]);
  const truthFolder = `${folder}-truth`;
  requireFree(folder);
  requireFree(truthFolder);
  const world = simulateWorld(settingsFrom(name, values));
  const files = worldFiles(world);
  write(folder, files.data);
  write(truthFolder, files.truth);
  const slowed = slowedPupils(world);
  const json = {
    world: name,
    seed: world.settings.seed,
    folder,
    truthFolder,
    pupils: world.pupils.count,
    schools: world.schools.length,
    subjects: world.subjects,
    windows: world.windows.window,
    results: world.results.count,
    slowedPupils: slowed,
  };
  const text =
    `Wrote ${world.pupils.count} pupils of ${world.schools.length} schools and ${world.results.count} results to ${folder}.\n` +
    `The truth (${slowed} pupils with a lasting slow-down) is in ${truthFolder}.`;
  return { exitCode: 0, json, text };
}

type Values = Readonly<Record<string, string | boolean | undefined>>;

function readArguments(args: string[]): { values: Values; positionals: string[] } {
  const text = { type: 'string' } as const;
  const options = {
    ...Object.fromEntries(Object.keys(numberOptions).map((name) => [name, text])),
    seed: text,
    world: text,
    reliability: text,
    help: { type: 'boolean', short: 'h' },
    json: { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    const option = /'(-[^' ]*)/.exec(error instanceof Error ? error.message : '')?.[1] ?? args.join(' ');
    throw new SameStartError('unknown-option', { command: 'simulate', option }, { cause: error });
  }
}

function settingsFrom(name: string, values: Values): WorldSettings {
  const base = worlds[name].settings;
  const seed = String(values['seed']);
  const numbers = Object.entries(numberOptions)
    .filter(([option]) => values[option] !== undefined)
    .map(([option, [setting]]) => [setting, numberOf(option, values[option])]);
  const reliability = values['reliability'] === undefined ? null : numberOf('reliability', values['reliability']);
  return {
    ...base,
    ...Object.fromEntries(numbers),
    seed: /^-?\d+$/.test(seed) ? Number(seed) : seed,
    subjects: base.subjects.map((subject) => (reliability === null ? subject : { ...subject, reliability })),
  };
}

function numberOf(option: string, value: string | boolean | undefined): number {
  const number = Number(value);
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(number)) return number;
  throw new SameStartError('setting-invalid', {
    setting: `--${option}`,
    value: String(value),
    why: 'it must be a number',
  });
}

function requireFree(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new SameStartError('folder-taken', { path: folder });
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}

function slowedPupils({ truth, pupils }: World): number {
  const slowed = new Set<number>();
  truth.slowedFromDay.forEach((day, series) => {
    if (!Number.isNaN(day)) slowed.add(series % pupils.count);
  });
  return slowed.size;
}

function worldList(): { world: string; summary: string; pupils: number }[] {
  return Object.entries(worlds).map(([world, { summary, settings }]) => ({ world, summary, pupils: settings.pupils }));
}

function helpText(): string {
  const options = Object.entries(numberOptions).map(([name, [, meaning]]) => `  --${name} N`.padEnd(18) + meaning);
  const named = worldList().map(({ world, summary }) => `  ${world.padEnd(24)}${summary}`);
  return [
    'same-start simulate DATA --seed S [--world NAME] [--pupils N] …',
    '',
    'Writes a data folder of pupils who do not exist and, beside it, DATA-truth: where each of them truly stood and who slowed.',
    'The same seed and settings give the same bytes.',
    '',
    'Options (each world has its own settings; these replace them):',
    '  --seed S'.padEnd(18) + 'any whole number or text; required',
    ...options,
    '  --reliability N'.padEnd(18) + 'of every subject, 0.05 to 1',
    '',
    `Worlds (default ${DEFAULT_WORLD}):`,
    ...named,
  ].join('\n');
}
