import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, test } from 'vitest';
import { growthCommand } from '../../../engine/cli/growth/growth.ts';
import { conditionalGrowthPercentiles } from '../../../engine/growth/percentiles/conditional-growth-percentiles.ts';
import { randomStream } from '../../../engine/stats/distributions/random-stream.ts';

const folder = mkdtempSync(join(tmpdir(), 'growth-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Two subjects in turn, ids with leading zeros, one empty and one broken score. */
function writeScores(rows: number): { file: string; x: number[]; y: number[] } {
  const stream = randomStream(`scores ${rows}`);
  const x = Array.from({ length: rows }, () => Math.round(100 + 15 * stream.normal()));
  const y = x.map((value) => Math.round(0.8 * value + 25 + 8 * stream.normal()));
  const cell = (i: number) => (i === 2 ? '' : i === 4 ? 'absent' : String(y[i]));
  const lines = x.map(
    (value, i) => `${String(i).padStart(7, '0')},${i % 2 ? 'reading' : 'maths'},${value},${cell(i)},4`,
  );
  const file = join(folder, `scores-${rows}.csv`);
  writeFileSync(file, `pupil_id,subject,before,after,sem\n${lines.join('\n')}\n`);
  return { file, x, y };
}

const readCsv = (file: string) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));

describe('same-start growth', () => {
  test.each([600, 24_000])('gives every row back in order, with the percentile of its group: %i rows', async (rows) => {
    const { file, x, y } = writeScores(rows);
    const out = join(folder, `out-${rows}.csv`);
    const args = [
      file,
      '--out',
      out,
      '--outcome',
      'after',
      '--priors',
      'before',
      '--by',
      'subject',
      '--sem',
      'sem,sem',
    ];
    const result = await growthCommand(args);
    expect(result.exitCode).toBe(0);
    expect(result.json).toMatchObject({ rows, groups: 2, measured: rows - 2, notNumbers: 1 });
    const [header, ...lines] = readCsv(out);
    expect(header.slice(0, 7)).toEqual([
      'pupil_id',
      'subject',
      'before',
      'after',
      'sem',
      'growth_percentile',
      'expected_score',
    ]);
    expect(lines).toHaveLength(rows);
    const members = [...x.keys()].filter((i) => i % 2 === 1);
    const column = (values: number[]) => Float64Array.from(members, (i) => values[i]);
    const { percentile } = conditionalGrowthPercentiles([column(x)], column(y));
    members.forEach((i, m) => {
      expect(lines[i][0]).toBe(String(i).padStart(7, '0'));
      expect(Number(lines[i][5])).toBe(percentile[m]);
      expect(Number(lines[i][header.indexOf('growth_percentile_low')])).toBeLessThanOrEqual(percentile[m]);
      expect(Number(lines[i][header.indexOf('growth_percentile_high')])).toBeGreaterThanOrEqual(percentile[m]);
    });
    expect([lines[2][5], lines[4][5]]).toEqual(['', '']);
  });

  test('writes Parquet that another reader opens, by the SGP rule', async () => {
    const { file } = writeScores(600);
    const out = join(folder, 'out.parquet');
    await growthCommand([file, '--out', out, '--outcome', 'after', '--priors', 'before', '--rule', 'sgp']);
    const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB' });
    const connection = await instance.connect();
    const query = `select count(*)::int, min(growth_percentile)::int, max(growth_percentile)::int, any_value(peers) from '${out}'`;
    expect((await connection.runAndReadAll(query)).getRows()[0]).toEqual([600, 1, 99, 598]);
    instance.closeSync();
  });

  test.each([
    ['a short row', 'before,after\n1,2\n3\n4\n', 3, 'it has fewer cells than the first row', 2],
    ['a long row', 'before,after\n1,2,3\n', 2, 'it has more cells than the first row', 1],
    ['another encoding', 'before,after\n1,2\nJos\xe9,2\n', 3, 'it is not UTF-8 (save the file as “CSV UTF-8”)', 1],
    ['an open quotation mark', 'before,after\n"1,2\n', 2, 'a quotation mark is opened and not closed', 1],
    ['a row of 1.2 MB', `before,after\n1,2\n${'x'.repeat(12e5)},2\n3,4\n`, 3, 'it is longer than 1 MB', 1],
    ['a row of 30 MB', `before,after\n1,2\n${'x'.repeat(3e7)},2\n3,4\n`, 3, 'it is longer than 1 MB', 1],
  ])('names the row of a table with %s', async (_, text, row, why, count) => {
    const table = join(folder, 'damaged.csv');
    writeFileSync(table, text, 'latin1');
    const out = join(folder, 'damaged-out.csv');
    const run = growthCommand([table, '--out', out, '--outcome', 'after', '--priors', 'before']);
    const values = { file: 'damaged.csv', row, why, count };
    await expect(run).rejects.toThrow(expect.objectContaining({ code: 'rows-damaged', values }));
    expect(existsSync(out)).toBe(false);
  });

  test('does not put the result in the place of its own table', async () => {
    const { file } = writeScores(100);
    const before = readFileSync(file);
    const args = [file, '--out', join(folder, '.', 'scores-100.csv'), '--outcome', 'after', '--priors', 'before'];
    await expect(growthCommand(args)).rejects.toThrow(/--out cannot be .*TABLE itself/);
    expect(readFileSync(file)).toEqual(before);
  });

  const { file } = writeScores(50);
  const full = [file, '--out', join(folder, 'no.csv'), '--outcome', 'after', '--priors', 'before'];
  test.each([
    ['no table', 'missing-argument', full.slice(1)],
    ['no outcome', 'missing-argument', [file, '--out', 'x.csv', '--priors', 'before']],
    ['a table that is not there', 'file-unreadable', ['nowhere.csv', ...full.slice(1)]],
    ['a column that is not there', 'column-missing', [...full, '--by', 'school']],
    ['another rule', 'setting-invalid', [...full, '--rule', 'mean']],
    ['another format', 'setting-invalid', [file, '--out', 'x.xlsx', '--outcome', 'after', '--priors', 'before']],
    ['a place that is not there', 'folder-not-written', full.map((arg) => arg.replace('no.csv', 'nowhere/no.csv'))],
    ['too many standard errors', 'setting-invalid', [...full, '--sem', 'sem,sem,sem']],
    ['an option it does not know', 'unknown-option', [...full, '--speed', 'high']],
  ])('refuses %s', async (_, code, args) => {
    await expect(growthCommand(args)).rejects.toThrow(expect.objectContaining({ code }));
  });
});
