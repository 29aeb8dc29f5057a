import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DuckDBInstance } from '@duckdb/node-api';
import { SameStartError } from '../../../engine/errors.ts';
import { listRuns } from '../../../engine/runs/list-runs.ts';
import { openRun } from '../../../engine/runs/open-run.ts';
import { refuseUnwritable, writeRun } from '../../../engine/runs/write-run.ts';
import { runDictionary } from '../../../engine/runs/run-dictionary.ts';
import { runSchema, runTableNames, type RunColumnSchema } from '../../../engine/tables/run-schema.ts';
import type { RunTable } from '../../../engine/tables/run-table.ts';
import type { RunContent } from '../../../engine/tables/run-content.ts';
import { madeUpRun } from './made-up-run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'same-start-runs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sha = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
const filesOf = (path: string) =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(path, file)).isFile())
    .toSorted();
const partials = (path: string) => readdirSync(path).filter((name) => name.startsWith('.partial-'));
const writer = join(import.meta.dirname, 'write-one-run.ts');

async function errorOf(work: Promise<unknown>): Promise<SameStartError> {
  const error: unknown = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (error instanceof SameStartError) return error;
  throw new Error('a coded error was expected', { cause: error });
}

describe('writeRun(content, runsFolder, {formats})', () => {
  test('disarms in CSV what a spreadsheet would take for a formula, and leaves Parquet as it was', async () => {
    const content = madeUpRun(40);
    const { agenda, trajectories } = content.tables;
    const hostile = '=HYPERLINK("https://evil.example","4K")';
    // few different texts travel as codes, many as they are
    const put = (values: readonly (string | null)[], row: number, text: string) =>
      Object.assign(values, { [row]: text });
    put(agenda.columns.class.values, 3, hostile);
    for (let row = 0; row < agenda.rows; row += 1)
      put(agenda.columns.pupil_id.values, row, `${row % 2 ? '' : '@'}P${row}`);
    put(trajectories.columns.score.values, 0, '-3.5');
    const written = await writeRun(content, folder, { formats: ['csv'] });
    const csv = readFileSync(join(written, 'agenda.csv'), 'utf8');
    expect(csv).toContain(`"'=HYPERLINK(""https://evil.example"",""4K"")"`);
    expect(csv).toContain(",'@P2,");
    expect(csv).not.toMatch(/(^|,)"?[=@+]/m);
    expect(readFileSync(join(written, 'trajectories.csv'), 'utf8')).toMatch(/,-3\.5,/);
    const { columns } = await (await openRun(written)).table('agenda');
    expect([columns.class.values[3], columns.pupil_id.values[2]]).toEqual([hostile, '@P2']);
  });

  test('names the folder by window date and hash, and writes every table, the dictionary, the reference and the manifest', async () => {
    const written = await writeRun(madeUpRun(40), folder, { formats: ['parquet', 'csv'] });
    expect(written).toMatch(/[/\\]2026-03-20-[0-9a-f]{12}$/);
    expect(filesOf(written)).toEqual(
      [
        ...runTableNames.flatMap((name) => [`${name}.parquet`, `${name}.csv`]),
        'dictionary.json',
        'manifest.json',
        'timings.json',
        join('reference', 'components.json'),
        join('reference', 'spline.json'),
      ].toSorted(),
    );
    expect(JSON.parse(readFileSync(join(written, 'dictionary.json'), 'utf8'))).toEqual(runDictionary());
    expect(JSON.parse(readFileSync(join(written, 'reference', 'spline.json'), 'utf8'))).toEqual({
      knots: [90, 100, 110],
      note: 'fitted',
    });
  });

  test('writes Parquet and CSV that another reader finds equal to each other and to the content', async () => {
    const content = madeUpRun(60);
    const written = await writeRun(content, folder, { formats: ['csv'] });
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    for (const name of runTableNames) {
      const parquet = `read_parquet('${join(written, `${name}.parquet`)}')`;
      const types = (await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${parquet}`)).getRows();
      const sqlTypes = { text: 'VARCHAR', number: 'DOUBLE', integer: 'INTEGER', boolean: 'BOOLEAN' };
      expect(types.map(([column, type]) => [column, type])).toEqual(
        Object.entries<RunColumnSchema>(runSchema[name]).map(([column, { type }]) => [column, sqlTypes[type]]),
      );
      const wanted = types.map(([column, type]) => `'${String(column)}': '${String(type)}'`).join(', ');
      const csv = `read_csv('${join(written, `${name}.csv`)}', header = true, nullstr = '', columns = {${wanted}})`;
      const differing = await connection.runAndReadAll(
        `SELECT count(*) FROM ((FROM ${parquet} EXCEPT ALL FROM ${csv}) UNION ALL (FROM ${csv} EXCEPT ALL FROM ${parquet}))`,
      );
      expect(Number(differing.getRows()[0][0]), name).toBe(0);
      const rows = (await connection.runAndReadAll(`FROM ${parquet}`)).getColumnsObject();
      const { columns }: RunTable = content.tables[name];
      expect(rows.pupil_id ?? null).toEqual(columns.pupil_id?.values ?? null);
    }
    connection.closeSync();
  });

  test('gives equal bytes for equal content, written twice into different folders', async () => {
    const one = await writeRun(madeUpRun(3000), join(folder, 'one'), { formats: ['csv'] });
    const slower = { ...madeUpRun(3000), timings: { ingest: 99 } };
    const other = await writeRun(slower, join(folder, 'other'), { formats: ['csv'] });
    const files = filesOf(one).filter((file) => file !== 'timings.json');
    expect(files.map((file) => [file, sha(join(other, file))])).toEqual(
      files.map((file) => [file, sha(join(one, file))]),
    );
    expect(other.slice(-23)).toBe(one.slice(-23));
  });

  test('returns a run that is already there untouched', async () => {
    const written = await writeRun(madeUpRun(10), folder);
    const before = statSync(join(written, 'manifest.json')).mtimeMs;
    writeFileSync(join(written, 'note.txt'), 'kept');
    expect(await writeRun(madeUpRun(10), folder, { formats: ['csv'] })).toBe(written);
    expect(statSync(join(written, 'manifest.json')).mtimeMs).toBe(before);
    expect(readFileSync(join(written, 'note.txt'), 'utf8')).toBe('kept');
  });

  const { hashes } = madeUpRun(1).manifest;
  test.each([
    ['an input', { hashes: { ...hashes, inputs: { 'pupils.csv': 'zz' } } }],
    ['the policy', { hashes: { ...hashes, policy: 'zz' } }],
    ['the reference', { hashes: { ...hashes, reference: 'zz' } }],
    ['the previous run', { hashes: { ...hashes, previous: 'zz' } }],
    ['the engine', { engine: '0.2.0' }],
  ])('gives another folder when %s differs', async (_, change) => {
    const one = await writeRun(madeUpRun(2), folder);
    const other = await writeRun(madeUpRun(2, change), folder);
    expect(other).not.toBe(one);
    expect(await listRuns(folder)).toHaveLength(2);
  });

  test('gives the same folder when two writers publish the same run at once', async () => {
    const written = await Promise.all([writeRun(madeUpRun(200), folder), writeRun(madeUpRun(200), folder)]);
    expect(written[0]).toBe(written[1]);
    expect(readdirSync(folder)).toHaveLength(1);
    await openRun(written[0]);
  });

  test('writes a run whose tables are empty', async () => {
    const content = madeUpRun(0);
    const run = await openRun(await writeRun(content, folder));
    expect(await run.rows('criteria')).toEqual([]);
    expect((await run.table('growth')).rows).toBe(0);
  });

  test.each<[string, (content: RunContent) => unknown, string]>([
    ['a missing table', ({ tables }) => ({ ...tables, growth: undefined }), 'growth'],
    ['a missing column', ({ tables }) => ({ ...tables, lists: { rows: 0, columns: {} } }), 'lists'],
    [
      'a column of another type',
      ({ tables: { concern, ...rest } }) => ({
        ...rest,
        concern: { ...concern, columns: { ...concern.columns, concern: { type: 'text', values: [] } } },
      }),
      'it is text and should be number',
    ],
    [
      'a column of another length',
      ({ tables: { fan, ...rest } }) => ({ ...rest, fan: { ...fan, rows: 9999 } }),
      '9999 rows',
    ],
    [
      'a column the dictionary does not explain',
      ({ tables: { agenda, ...rest } }) => ({
        ...rest,
        agenda: { ...agenda, columns: { ...agenda.columns, surname: agenda.columns.class } },
      }),
      'surname',
    ],
  ])('refuses %s and publishes nothing', async (_, spoil, words) => {
    const content = madeUpRun(5);
    const spoilt = { ...content, tables: spoil(content) as RunContent['tables'] };
    const error = await errorOf(writeRun(spoilt, folder));
    expect(error.code).toBe('run-table-faulty');
    expect(error.exitCode).toBe(1);
    expect(error.message).toContain(words);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('says which folder and why when the folder cannot be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    const error = await errorOf(writeRun(madeUpRun(2), join(folder, 'file')));
    expect(error.code).toBe('run-not-written');
    expect(error.message).toContain(join(folder, 'file'));
  });

  test.runIf(process.platform === 'linux')('does not try for ever where no folder can be made', async () => {
    const error = await errorOf(writeRun(madeUpRun(1), '/proc/same-start/runs'));
    expect(error.message).toContain('The run could not be written to /proc/same-start/runs: ');
  });

  test('refuseUnwritable(runsFolder) says the same before anything is analysed, and makes nothing where it could be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    for (const place of ['file', join('file', 'runs')]) {
      const error = await errorOf(refuseUnwritable(join(folder, place)));
      expect(error.code).toBe('run-not-written');
      expect(error.message).toContain(join(folder, place));
    }
    await refuseUnwritable(join(folder, 'not', 'yet', 'there'));
    expect(readdirSync(folder)).toEqual(['file']);
  });

  // the shell limits the size of files, as a full disk would
  test.skipIf(process.platform === 'win32')('leaves nothing behind when the disk is full, and says so', () => {
    const limited = `trap '' XFSZ; ulimit -f 64; exec "$0" "$@"`;
    const result = spawnSync('bash', ['-c', limited, process.execPath, writer, folder, '4000'], { encoding: 'utf8' });
    expect(result.stdout).toContain('run-not-written');
    expect(result.stdout).toContain(folder);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a writer that is killed', () => {
  /** Starts a writer and kills it `afterMs` after its partial folder has appeared. */
  async function killMidWrite(afterMs: number): Promise<void> {
    const child = spawn(process.execPath, [writer, folder, '6000'], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    while (partials(folder).length === 0 && child.exitCode === null) await new Promise((r) => setTimeout(r, 5));
    await new Promise((r) => setTimeout(r, afterMs));
    child.kill('SIGKILL');
    await ended;
  }

  test('leaves no half run at any instant, and the next writer clears its leftovers', async () => {
    let seenPartial = 0;
    for (const afterMs of [0, 60, 200, 400]) {
      await killMidWrite(afterMs);
      seenPartial += partials(folder).length;
      for (const { folder: found } of await listRuns(folder)) {
        const run = await openRun(found);
        for (const name of runTableNames) await run.table(name);
        rmSync(found, { recursive: true });
      }
    }
    expect(seenPartial).toBeGreaterThan(0);
    await writeRun(madeUpRun(5), folder);
    expect(partials(folder)).toEqual([]);
    expect(await listRuns(folder)).toHaveLength(1);
  });

  test('does not take down what a living writer is writing', async () => {
    const child = spawn(process.execPath, [writer, folder, '6000'], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    while (partials(folder).length === 0) await new Promise((r) => setTimeout(r, 5));
    await writeRun(madeUpRun(5, { engine: '0.2.0' }), folder);
    expect(partials(folder)).toHaveLength(1);
    expect(await ended).toBe(0);
    expect(await listRuns(folder)).toHaveLength(2);
  });

  test('on another machine keeps its folder for a day', async () => {
    mkdirSync(join(folder, '.partial-ffffff-1-abc'));
    await writeRun(madeUpRun(5), folder);
    expect(partials(folder)).toEqual(['.partial-ffffff-1-abc']);
  });
});
