import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { commands } from '../../../engine/cli/commands.ts';
import { commandHelp } from '../../../engine/cli/help.ts';
import { simulateCommand } from '../../../engine/cli/simulate.ts';
import { worlds } from '../../../engine/worlds/model/worlds.ts';

const parent = mkdtempSync(join(tmpdir(), 'simulate-'));
afterAll(() => rmSync(parent, { recursive: true }));

describe('same-start simulate DATA', () => {
  test('writes a data folder and the truth beside it, the same bytes for the same seed', async () => {
    const first = await simulateCommand([join(parent, 'first'), '--pupils', '200', '--seed', '7']);
    await simulateCommand([join(parent, 'second'), '--pupils', '200', '--seed', '7']);
    await simulateCommand([join(parent, 'third'), '--pupils', '200', '--seed', '8']);
    expect(first).toMatchObject({ exitCode: 0, json: { pupils: 200, seed: 7, world: 'trust-3000' } });
    expect(first.text).toContain('200 pupils');
    for (const folder of ['', '-truth']) {
      const names = readdirSync(join(parent, `first${folder}`));
      expect(names.length).toBeGreaterThan(2);
      for (const name of names) {
        const bytes = (which: string) => readFileSync(join(parent, `${which}${folder}`, name));
        expect(bytes('first').equals(bytes('second'))).toBe(true);
      }
    }
    const scores = (which: string) => readFileSync(join(parent, which, 'assessments.csv'), 'utf8');
    expect(scores('first')).not.toBe(scores('third'));
  });

  test('takes the settings of a world, and replaces those that are given', async () => {
    const answer = await simulateCommand([
      join(parent, 'walk'),
      '--world=steady-walk',
      '--pupils=100',
      '--seed=text',
      '--windows=3',
      '--reliability=0.8',
    ]);
    expect(answer.json).toMatchObject({ windows: ['2026-spring', '2026-summer', '2026-autumn'], seed: 'text' });
    const parameters = JSON.parse(readFileSync(join(parent, 'walk-truth', 'parameters.json'), 'utf8')) as {
      reversionPerYear: number;
      reliabilities: number[];
    };
    expect(parameters.reversionPerYear).toBe(0);
    expect(parameters.reliabilities).toEqual([0.8, 0.8, 0.8]);
  });

  test('its help lists every world', () => {
    const help = commandHelp(commands.find((command) => command.name === 'simulate')!);
    for (const [name, { summary }] of Object.entries(worlds)) {
      expect(help).toContain(name);
      expect(help).toContain(summary);
    }
  });

  test.each([
    [[], 'missing-argument'],
    [['nowhere'], 'missing-argument'],
    [['nowhere', '--seed', '1', '--world', 'elsewhere'], 'unknown-world'],
    [['nowhere', '--seed', '1', '--colour', 'red'], 'unknown-option'],
    [['nowhere', 'else', '--seed', '1'], 'unknown-option'],
    [['nowhere', '--seed', '1', '--pupils', 'many'], 'setting-invalid'],
    [['nowhere', '--seed', '1', '--slowed', '2'], 'setting-invalid'],
  ])('%j is refused with %s and writes nothing', async (args, code) => {
    await expect(
      simulateCommand(args.map((arg) => (arg === 'nowhere' ? join(parent, arg) : arg))),
    ).rejects.toMatchObject({
      code,
      exitCode: 2,
    });
    expect(existsSync(join(parent, 'nowhere'))).toBe(false);
  });

  test('never writes over files that are there', async () => {
    await simulateCommand([join(parent, 'taken'), '--pupils', '50', '--seed', '1']);
    await expect(simulateCommand([join(parent, 'taken'), '--pupils', '50', '--seed', '2'])).rejects.toMatchObject({
      code: 'folder-taken',
    });
    writeFileSync(join(parent, 'a file'), 'notes');
    await expect(simulateCommand([join(parent, 'a file'), '--seed', '1'])).rejects.toMatchObject({
      code: 'folder-taken',
    });
    await expect(simulateCommand([join(parent, 'a file', 'in it'), '--seed', '1'])).rejects.toMatchObject({
      code: 'folder-not-written',
    });
  });
});
