import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SameStartError } from '../errors.ts';
import { simulateWorld } from '../worlds/simulate-world.ts';
import { worldFiles } from '../worlds/world-files.ts';
import { worlds } from '../worlds/model/worlds.ts';
import type { WorldSettings } from '../worlds/model/world-settings.ts';
import type { World } from '../worlds/model/world.ts';
import type { CommandResult } from './command.ts';
import { parseOptions } from './parse-options.ts';
import { defaultWorld, numberOptions } from './simulate-options.ts';

const optionNames = ['seed', 'world', 'reliability', ...Object.keys(numberOptions)];

/**
 * `same-start simulate DATA --seed S [--pupils N] [--world NAME] …`: writes a data folder and, beside it, `DATA-truth`.
 * Refuses to write where files are.
 * @throws SameStartError missing-argument, unknown-option, unknown-world, setting-invalid, folder-taken, folder-not-written
 */
export async function simulateCommand(args: string[]): Promise<CommandResult> {
  const { options, positionals } = parseOptions('simulate', args, optionNames, 1);
  if (positionals.length === 0) throw missing('the folder to write');
  if (options['seed'] === undefined) throw missing('--seed S');
  const name = options['world'] ?? defaultWorld;
  if (!Object.hasOwn(worlds, name)) {
    throw new SameStartError('unknown-world', { world: name, known: Object.keys(worlds).join(', ') });
  }
  const folder = resolve(positionals[0]);
  const truthFolder = `${folder}-truth`;
  requireFree(folder);
  requireFree(truthFolder);
  const world = simulateWorld(settingsFrom(name, options['seed'], options));
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

function missing(argument: string): SameStartError {
  return new SameStartError('missing-argument', { command: 'simulate', argument });
}

function settingsFrom(name: string, seed: string, options: Readonly<Partial<Record<string, string>>>): WorldSettings {
  const base = worlds[name].settings;
  const numbers = Object.entries(numberOptions).flatMap(([option, [setting]]) => {
    const text = options[option];
    return text === undefined ? [] : [[setting, numberOf(option, text)]];
  });
  const reliability = options['reliability'];
  const measured = reliability === undefined ? {} : { reliability: numberOf('reliability', reliability) };
  return {
    ...base,
    ...Object.fromEntries(numbers),
    seed: /^-?\d+$/.test(seed) ? Number(seed) : seed,
    subjects: base.subjects.map((subject) => ({ ...subject, ...measured })),
  };
}

function numberOf(option: string, value: string): number {
  const number = Number(value);
  if (value.trim() !== '' && Number.isFinite(number)) return number;
  throw new SameStartError('setting-invalid', { setting: `--${option}`, value, why: 'it must be a number' });
}

function requireFree(folder: string): void {
  if (existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0))
    throw new SameStartError('folder-taken', { path: folder });
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SameStartError('folder-not-written', { path: folder, why }, { cause: error });
  }
}

function slowedPupils({ truth, pupils }: World): number {
  const slowed = new Set<number>();
  truth.slowedFromDay.forEach((day, series) => {
    if (!Number.isNaN(day)) slowed.add(series % pupils.count);
  });
  return slowed.size;
}
