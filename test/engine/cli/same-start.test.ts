import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const launcher = resolve(import.meta.dirname, '../../../engine/cli/same-start.js');

function launched(nodeOptions: string[], args: string[]) {
  return spawnSync(process.execPath, [...nodeOptions, launcher, ...args], { encoding: 'utf8' });
}

test('same-start started by an older Node says in one sentence what it needs', () => {
  const pretendOld = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"20.19.0"})';
  const { status, stdout, stderr } = launched(['--import', pretendOld], ['--help']);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^same-start needs Node 24 [^\n]+\n$/);
});

test('same-start passes its line on and leaves the exit code', () => {
  expect(launched([], ['--version']).stdout).toMatch(/^same-start \d/);
  const { status, stderr } = launched([], ['run', 'data']);
  expect(status).toBe(2);
  expect(stderr).toBe('same-start: run needs --out RUNS. Run same-start run --help.\n');
});

test('same-start --help does not wait for the engine to load', () => {
  // DuckDB is the heaviest part: a help that loads it would show its binding among the open libraries
  const script = `process.on('exit', () => { const { sharedObjects } = process.report.getReport(); process.stderr.write(String(sharedObjects.some((one) => one.includes('duckdb')))); })`;
  const { stderr } = launched(['--import', `data:text/javascript,${encodeURIComponent(script)}`], ['run', '--help']);
  expect(stderr).toBe('false');
});
