import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../../../engine/cli/main.ts';

const folder = mkdtempSync(join(tmpdir(), 'same-start-verify-test-'));
const data = join(folder, 'data');
let run = '';
let earlier = '';

beforeAll(async () => {
  await called('simulate', data, '--pupils', '80', '--windows', '5', '--seed', '12');
  const windows = readFileSync(join(data, 'windows.csv'), 'utf8').trim().split('\n').slice(1);
  const before = windows
    .map((line) => line.split(','))
    .toSorted((a, b) => (a[1] < b[1] ? -1 : 1))
    .at(-2)![0];
  earlier = await made('--window', before);
  run = await made();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function made(...words: string[]): Promise<string> {
  const { out } = await called('run', data, '--out', join(folder, 'runs'), '--format', 'parquet,csv', ...words);
  return out.trimEnd().split('\n').at(-1)!;
}

async function called(...line: string[]) {
  let [out, err] = ['', ''];
  const terminal = { out: (text: string) => void (out += text), err: { write: (text: string) => void (err += text) } };
  const exitCode = await main(line, undefined, terminal);
  return { exitCode, out, err };
}

test('a run made again from its data is the same, with the run it followed and a window that was named', async () => {
  const written = Object.fromEntries(
    readdirSync(run).map((name) => [name, name === 'reference' ? '' : readFileSync(join(run, name), 'hex')]),
  );
  for (const one of [run, earlier]) {
    const { exitCode, out } = await called('verify', one, data);
    expect({ exitCode, out }).toMatchObject({ exitCode: 0, out: expect.stringContaining('the same, byte by byte') });
    expect(out).toContain(basename(one));
  }
  expect(
    Object.fromEntries(
      readdirSync(run).map((name) => [name, name === 'reference' ? '' : readFileSync(join(run, name), 'hex')]),
    ),
  ).toEqual(written);
});

test('another mark in the data is found, and the file it stands in named as the cause', async () => {
  const other = join(folder, 'other');
  cpSync(data, other, { recursive: true });
  const path = join(other, 'assessments.csv');
  const lines = readFileSync(path, 'utf8').split('\n');
  writeFileSync(path, [...lines.slice(0, 1), ...lines.slice(2)].join('\n'));
  const { exitCode, out } = await called('verify', run, other, '--json');
  const told = JSON.parse(out) as Record<string, unknown>;
  expect(exitCode).toBe(2);
  expect(told).toMatchObject({ same: false, damaged: [], engine: null, comparedOtherwise: false });
  expect(told['inputs']).toEqual([{ file: 'assessments.csv', change: 'changed' }]);
  expect(told['differing']).toEqual(expect.arrayContaining(['trajectories.parquet', 'manifest.json']));
});

test('a table that was changed after it was written is found, though the data says the same', async () => {
  const copy = join(folder, 'changed', basename(run));
  cpSync(run, copy, { recursive: true });
  const bytes = readFileSync(join(copy, 'lists.parquet'));
  bytes[100] ^= 1; // of the same size: what another size has does not open
  writeFileSync(join(copy, 'lists.parquet'), bytes);
  const { exitCode, out } = await called('verify', copy, data, '--previous', earlier);
  expect(exitCode).toBe(2);
  expect(out).toContain('not as they were written: lists.parquet');
  expect(out).toContain('Made again, it is what was written.');
});

test('a run of another version says which', async () => {
  const copy = join(folder, 'old', basename(run));
  cpSync(run, copy, { recursive: true });
  const path = join(copy, 'manifest.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace(/"engine": "[^"]+"/, '"engine": "0.1.0"'));
  const { exitCode, out } = await called('verify', copy, data, '--previous', earlier);
  expect(exitCode).toBe(2);
  expect(out).toContain('The run was made by version 0.1.0');
});

test('where the run it followed is gone, it asks for it by the option that names it', async () => {
  const alone = join(folder, 'alone', basename(run));
  cpSync(run, alone, { recursive: true });
  const { exitCode, err } = await called('verify', alone, data);
  expect(exitCode).toBe(2);
  expect(err).toContain(`compared with ${basename(earlier)}, which is not there`);
  expect((await called('verify', alone, data, '--previous', earlier)).exitCode).toBe(0);
  expect((await called('verify', run)).err).toContain('DATA');
});
