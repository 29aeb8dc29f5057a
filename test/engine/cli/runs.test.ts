import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../../../engine/cli/main.ts';
import { openRun } from '../../../engine/runs/open-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'same-start-runs-test-'));
const [data, runs] = [join(folder, 'data'), join(folder, 'runs')];
let earlier = '';
let later = '';

beforeAll(async () => {
  await called('simulate', data, '--pupils', '80', '--windows', '5', '--seed', '12');
  const windows = readFileSync(join(data, 'windows.csv'), 'utf8').trim().split('\n').slice(1);
  const byDate = windows.map((line) => line.split(',')).toSorted((a, b) => (a[1] < b[1] ? -1 : 1));
  earlier = await made('--window', byDate.at(-2)![0]);
  later = await made();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function made(...words: string[]): Promise<string> {
  const { out } = await called('run', data, '--out', runs, ...words);
  return basename(out.trimEnd().split('\n').at(-1)!);
}

async function called(...line: string[]) {
  let [out, err] = ['', ''];
  const terminal = { out: (text: string) => void (out += text), err: { write: (text: string) => void (err += text) } };
  const exitCode = await main(line, undefined, terminal);
  return { exitCode, out, err };
}

async function listedIn(id: string): Promise<string[]> {
  const rows = await (await openRun(join(runs, id))).rows('agenda', { columns: ['pupil_id', 'section'] });
  return rows.filter(({ section }) => section.startsWith('discuss')).map(({ pupil_id }) => pupil_id);
}

test('list names every run, the newest first, and an empty folder says how to make one', async () => {
  const { exitCode, out } = await called('runs', 'list', '--runs', runs);
  expect(exitCode).toBe(0);
  expect(
    out
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0]),
  ).toEqual([later, earlier]);
  expect(out).toContain('80 pupils');
  expect((await called('runs', 'list', '--runs', join(folder, 'none'))).out).toContain('same-start run DATA --out');
});

test('compare names whom the later list has and the earlier one has not, and the other way round', async () => {
  const [before, after] = [await listedIn(earlier), await listedIn(later)];
  const { exitCode, out } = await called('runs', 'compare', earlier, later, '--runs', runs, '--json');
  const { listed } = JSON.parse(out) as { listed: { added: string[]; removed: string[] } };
  expect(exitCode).toBe(0);
  expect(listed.added.toSorted()).toEqual(after.filter((id) => !before.includes(id)).toSorted());
  expect(listed.removed.toSorted()).toEqual(before.filter((id) => !after.includes(id)).toSorted());
  const told = await called('runs', 'compare', join(runs, earlier), join(runs, later));
  for (const id of [...listed.added, ...listed.removed]) expect(told.out).toContain(id);
});

test('what cannot be opened is said with its exit code, and a line that lacks a run says what belongs there', async () => {
  appendFileSync(join(runs, earlier, 'lists.parquet'), 'x');
  const { exitCode, out } = await called('runs', 'list', '--runs', runs);
  expect(exitCode).toBe(2);
  expect(out).toContain(`cannot be opened: `);
  expect(out).toContain(later);
  expect((await called('runs', 'compare', later, '--runs', runs)).err).toContain('compare EARLIER LATER');
  expect((await called('runs', 'compare', later, '2020-01-01-000000000000', '--runs', runs)).err).toContain(
    'There is no run at',
  );
});
