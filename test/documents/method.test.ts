import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '../../engine/policy.ts';
import { criterionNames } from '../../engine/tables/run-schema.ts';
import { withMeasured } from './with-measured.ts';

const root = join(import.meta.dirname, '../..');
const method = readFileSync(join(root, 'engine/METHOD.md'), 'utf8');

/** Key and value of every setting, `a.b.c` by its path. */
function settings(policy: object, path = ''): [key: string, value: unknown][] {
  return Object.entries(policy).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? settings(value, `${path}${name}.`) : [[`${path}${name}`, value]],
  );
}

describe('engine/METHOD.md', () => {
  test('gives every setting its default and a reason, and none that there is not', () => {
    const part = /\n## Defaults[\s\S]*?(?=\n## )/.exec(method)![0];
    const rows = [...part.matchAll(/^\| `([^`]+)` +\| ([^|]+?) +\| ([^|]+?) +\|$/gm)].map(([, ...cells]) => cells);
    const words = new Map<string, unknown>([
      ['none', null],
      ['false', false],
    ]);
    const stated = rows.map(([key, value]) => {
      const number = Number.parseFloat(value);
      return [key, words.has(value) ? words.get(value) : Number.isNaN(number) ? value : number];
    });
    expect(stated).toEqual(settings(defaultPolicy));
    expect(rows.filter(([, , reason]) => reason.length < 6)).toEqual([]);
  });

  test('defines the four criteria in order and names only files that are there', () => {
    const table = [...method.matchAll(/^ *\| `([a-z-]+)` +\|.*\|.*\|$/gm)].map(([, name]) => name);
    expect(table.filter((name) => (criterionNames as readonly string[]).includes(name))).toEqual([...criterionNames]);
    const places = ['engine', 'engine/growth/trajectory', 'engine/growth', 'test', '.'];
    const named = [...method.matchAll(/`((?:[\w-]+\/)+(?:[\w-]+\.ts)?)`/g)].map(([, path]) => path);
    expect(named.length).toBeGreaterThan(20);
    const missing = named.filter((path) => !places.some((place) => existsSync(join(root, place, path))));
    expect(missing).toEqual([]);
  });

  test('has measured figures with command, day, engine and machine, and the seed where anything was drawn', () => {
    const sections = /<!-- measured -->([\s\S]*?)<!-- end of measured -->/
      .exec(method)![1]
      .split(/^(?=### )/m)
      .slice(1);
    expect(sections.length).toBeGreaterThan(0);
    for (const section of sections) {
      expect(section).toMatch(
        /^### `npm run bench:\w+(?: -- [^`]+)?`\n\n\d{4}-\d\d-\d\d, engine \d+\.\d+\.\d+, Node \d+/,
      );
      if (section.startsWith('### `npm run bench:criteria')) expect(section).toMatch(/seeds? from \d+ on/);
    }
  });
});

test('withMeasured(text, measured) replaces what the same command printed and keeps the rest', () => {
  const empty = 'a\n\n<!-- measured -->\n\n<!-- end of measured -->\n\nb\n';
  const one = {
    command: 'npm run bench:runs',
    day: '2026-12-01',
    engine: '1.0.0',
    machine: 'Node 24',
    printed: 'write 7 ms\n',
  };
  const criteria = {
    ...one,
    command: 'npm run bench:criteria',
    printed: 'on its way\nworld  what  target  figure  met\na  b  1  2  MISSED\n',
  };
  const both = withMeasured(withMeasured(empty, one), criteria);
  expect(both).toContain('```text\nworld  what  target  figure  met\na  b  1  2  MISSED\n```');
  expect(both).not.toContain('on its way');
  expect(both.indexOf('bench:criteria')).toBeLessThan(both.indexOf('bench:runs'));
  const again = withMeasured(both, { ...one, day: '2027-01-01', printed: 'write 8 ms' });
  expect(again.match(/bench:runs/g)).toHaveLength(1);
  expect(again).toContain('2027-01-01');
  expect(again).toContain('write 8 ms');
  expect(again).toContain('MISSED');
  expect(again.startsWith('a\n')).toBe(true);
  expect(again.endsWith('\n\nb\n')).toBe(true);
  expect(() => withMeasured('no place', one)).toThrow('measured');
});
