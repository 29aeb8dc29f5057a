import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { DuckDBInstance } from '@duckdb/node-api';
import { simulateCommand } from '../../../engine/cli/simulate.ts';
import { analyseFolder } from '../../../engine/pipeline/analyse-folder.ts';
import { fitReference } from '../../../engine/pipeline/fit-reference.ts';
import { writePart } from '../../../engine/runs/write-part.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const called = promisify(execFile);
const root = join(import.meta.dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'same-start-parts-'));
const place = (...names: string[]) => join(folder, ...names);
/** Tables whose every row is about one pupil and must not depend on who else is in the run. */
const ofPupils = {
  growth: '*',
  criteria: '*',
  concern: '*',
  trajectories: '*',
  agenda: '* exclude ("order")',
} as const;
const count = 8;

async function command(...line: string[]): Promise<string> {
  const { stdout } = await called(process.execPath, [join(root, 'engine/cli/same-start.js'), ...line]);
  return stdout.trim().split('\n').at(-1)!;
}

beforeAll(async () => {
  await simulateCommand([place('all'), '--world', 'trust-3000', '--pupils', '480', '--windows', '3', '--seed', '41']);
  const [header, ...pupils] = readFileSync(place('all', 'pupils.csv'), 'utf8').trimEnd().split('\n');
  const schoolAt = header.split(',').indexOf('school');
  const schoolOf = new Map(pupils.map((line) => [line.split(',')[0], line.split(',')[schoolAt]]));
  const schools = [...new Set(schoolOf.values())];
  // As many parts whatever the number of schools: a school of the world is cut into parts that know nothing of each other.
  const partOf = (id: string) => {
    const school = schools.indexOf(schoolOf.get(id)!);
    return (school + schools.length * (id.charCodeAt(id.length - 1) % Math.ceil(count / schools.length))) % count;
  };
  for (let part = 0; part < count; part++) {
    mkdirSync(place(`part-${part}`));
    for (const file of readdirSync(place('all'))) {
      const text = readFileSync(place('all', file), 'utf8').trimEnd();
      const [first, ...lines] = text.split('\n');
      if (!first.startsWith('pupil_id')) copyFileSync(place('all', file), place(`part-${part}`, file));
      else
        writeFileSync(
          place(`part-${part}`, file),
          `${[first, ...lines.filter((line) => partOf(line.split(',')[0]) === part)].join('\n')}\n`,
        );
    }
  }
  await fitReference(place('all'), place('reference'));
  const compared = { reference: place('reference'), previous: 'none' };
  const whole = await analyseFolder(place('all'), place('whole'), compared);
  await writePart(whole.folder, place('one'), 'all');
  // Processes of their own, at the same time, as a queue of jobs would run them.
  await Promise.all(
    Array.from({ length: count }, async (_, part) => {
      const line = ['run', place(`part-${part}`), '--out', place(`runs-${part}`)];
      const run = await command(...line, '--reference', place('reference'), '--previous', 'none');
      await writePart(run, place('national'), `E0800000${part}`);
    }),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('under one reference eight parts in processes of their own give every pupil the numbers of one run of all, to the bit', async () => {
  const connection = await (await DuckDBInstance.create()).connect();
  const rows = async (query: string) => (await connection.runAndReadAll(query)).getRowsJson();
  for (const [table, columns] of Object.entries(ofPupils)) {
    const read = (set: string) =>
      `select ${columns} from read_parquet('${place(set, table)}/*/*/*/part.parquet', hive_partitioning = false)`;
    const [[all]] = await rows(`select count(*) from (${read('one')})`);
    expect(Number(all), table).toBeGreaterThan(400);
    const apart = `(${read('one')} except ${read('national')}) union all (${read('national')} except ${read('one')})`;
    expect(await rows(apart), table).toEqual([]);
  }
});

test('the parts are one dataset: DuckDB reads them as one table, with its authorities', async () => {
  const connection = await (await DuckDBInstance.create()).connect();
  const query = `
    select authority, run_window, count(*) as results, median(growth_percentile) as middle
    from read_parquet('${place('national')}/growth/**/*.parquet', hive_partitioning = true)
    group by all order by authority`;
  const rows = (await connection.runAndReadAll(query)).getRowsJson();
  expect(rows.map(([authority]) => authority)).toEqual(Array.from({ length: count }, (_, part) => `E0800000${part}`));
  for (const [, , results, middle] of rows) {
    expect(Number(results)).toBeGreaterThan(30);
    expect(Number(middle)).toBeGreaterThan(20);
    expect(Number(middle)).toBeLessThan(80);
  }
  const reference = readdirSync(place('reference')).map((name) => readFileSync(place('reference', name), 'utf8'));
  const ids = readFileSync(place('all', 'pupils.csv'), 'utf8')
    .split('\n')
    .slice(1, 60)
    .map((line) => line.split(',')[0]);
  for (const id of ids.filter(Boolean)) expect(reference.some((text) => text.includes(`"${id}"`))).toBe(false);
});
