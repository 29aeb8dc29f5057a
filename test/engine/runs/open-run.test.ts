import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SameStartError } from '../../../engine/errors.ts';
import { listRuns, listUnreadableRuns } from '../../../engine/runs/list-runs.ts';
import { openRun } from '../../../engine/runs/open-run.ts';
import { pupilOfRun } from '../../../engine/runs/pupil-of-run.ts';
import type { PublishedManifest, PublishedRun, RowQuery } from '../../../engine/runs/published-run.ts';
import { runDictionary } from '../../../engine/runs/run-dictionary.ts';
import { readReference } from '../../../engine/runs/read-reference.ts';
import { readTableFile } from '../../../engine/runs/read-table-file.ts';
import { withTableDatabase } from '../../../engine/runs/table-database.ts';
import { writeRun } from '../../../engine/runs/write-run.ts';
import { runSchema, runTableNames } from '../../../engine/tables/run-schema.ts';
import type { RunTableName } from '../../../engine/tables/run-schema.ts';
import { runRows, type RunTable } from '../../../engine/tables/run-table.ts';
import { madeUpRun } from './made-up-run.ts';

const content = madeUpRun(120);
let folder: string;
let written: string;
let run: PublishedRun;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'same-start-open-'));
  written = await writeRun(content, join(folder, 'runs'));
  run = await openRun(written);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function errorOf(work: Promise<unknown>): Promise<SameStartError> {
  const error: unknown = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (error instanceof SameStartError) return error;
  throw new Error('a coded error was expected', { cause: error });
}

/** A copy of the run to be spoilt. */
function copyOfRun(name: string): string {
  const copy = join(folder, name, run.id);
  cpSync(written, copy, { recursive: true });
  return copy;
}

describe('openRun(folder)', () => {
  test.each(runTableNames)('gives back every column of %s as it was written, missing values too', async (name) => {
    const table: RunTable = await run.table(name);
    expect(table.name).toBe(name);
    expect(table.rows).toBe(content.tables[name].rows);
    expect(Object.keys(table.columns)).toEqual(Object.keys(runSchema[name]));
    for (const [column, expected] of Object.entries(content.tables[name].columns)) {
      expect(table.columns[column], column).toEqual(expected);
    }
  });

  test('reads the tables of its own folder, whatever its name: “a[1]” is not “a1”', async () => {
    const named = copyOfRun('a[1]');
    const other = copyOfRun('a1');
    cpSync(join(other, 'agenda.parquet'), join(other, 'growth.parquet'));
    expect((await (await openRun(named)).table('growth')).columns).toEqual((await run.table('growth')).columns);
  });

  test('gives manifest, dictionary, reference and timings', async () => {
    expect(run.manifest).toMatchObject(content.manifest);
    expect(run.manifest.tables.criteria).toBe(1440);
    expect(run.manifest.id).toBe(run.id);
    expect(run.dictionary).toEqual(runDictionary());
    expect(await run.reference()).toEqual({
      spline: { knots: [90, 100, 110], note: 'fitted' },
      components: { sd: 0.28 },
    });
    expect((await run.timings()).growth).toBe(1.2);
  });

  test('says there is no run where there is no folder', async () => {
    expect((await errorOf(openRun(join(folder, 'nowhere')))).code).toBe('run-missing');
  });

  test.each<[string, (copy: string) => void]>([
    ['manifest.json is missing', (copy) => rmSync(join(copy, 'manifest.json'))],
    ['manifest.json cannot be read', (copy) => truncateSync(join(copy, 'manifest.json'), 100)],
    [
      'manifest.json is not the manifest of a run',
      (copy) => writeFileSync(join(copy, 'manifest.json'), '{"format":1}'),
    ],
    ['growth.parquet is missing', (copy) => rmSync(join(copy, 'growth.parquet'))],
    ['growth.parquet has 10 bytes', (copy) => truncateSync(join(copy, 'growth.parquet'), 10)],
  ])('refuses a folder half there: %s', async (words, spoil) => {
    const copy = copyOfRun(words.replaceAll(' ', '-'));
    spoil(copy);
    const error = await errorOf(openRun(copy));
    expect(error.code).toBe('run-incomplete');
    expect(error.message).toContain(words);
    expect(error.exitCode).toBe(2);
  });

  test('refuses a run of a newer layout by name, and lists it apart with what to do', async () => {
    const copy = copyOfRun('newer');
    const manifest: object = JSON.parse(readFileSync(join(copy, 'manifest.json'), 'utf8'));
    writeFileSync(join(copy, 'manifest.json'), JSON.stringify({ ...manifest, format: 2 }));
    const error = await errorOf(openRun(copy));
    expect(error.code).toBe('run-newer');
    expect(error.message).toMatch(/layout 2.*Update Same Start/);
    expect(await listRuns(join(folder, 'newer'))).toEqual([]);
    expect((await listUnreadableRuns(join(folder, 'newer'))).map(({ error }) => error.code)).toEqual(['run-newer']);
  });

  test('says which table is damaged where its size is right and its bytes are not', async () => {
    const copy = copyOfRun('damaged');
    const bytes = readFileSync(join(copy, 'concern.parquet'));
    writeFileSync(join(copy, 'concern.parquet'), Buffer.alloc(bytes.length, 7));
    const damaged = await openRun(copy);
    const error = await errorOf(damaged.table('concern'));
    expect(error.code).toBe('run-incomplete');
    expect(error.message).toContain('concern.parquet');
  });
});

describe('run.rows(name, {where, columns, limit, offset})', () => {
  const plainly = <Name extends RunTableName>(
    name: Name,
    { where = {}, offset = 0, limit = Infinity }: RowQuery<Name>,
  ) =>
    runRows(content.tables[name])
      .filter((row) =>
        Object.entries(where).every(([column, value]) => [value].flat().includes(row[column as keyof typeof row])),
      )
      .slice(offset, offset + limit);

  test.each<{ [Name in RunTableName]: [Name, RowQuery<Name>] }[RunTableName]>([
    ['criteria', {}],
    ['criteria', { where: { pupil_id: 'P000007' } }],
    ['criteria', { where: { pupil_id: ['P000007', 'P000100', 'P000003'], subject: 'maths' } }],
    ['criteria', { where: { subject: 'maths', verdict: ['met', 'cannot-say'], criterion: 'gap-widening' }, limit: 5 }],
    ['criteria', { where: { pupil_id: 'nobody' } }],
    ['agenda', { where: { order: [3, 1] } }],
    ['agenda', { where: { state: null }, offset: 2, limit: 4 }],
    ['groups', { where: { suppressed: true } }],
    ['trajectories', { limit: 3, offset: 100 }],
  ])('finds in %s what a walk over all rows finds: %j', async (...asked) => {
    // each pair is of one table, whichever it is
    const [name, query] = asked as ['agenda', RowQuery<'agenda'>];
    const found = await run.rows(name, query);
    expect(found).toEqual(plainly(name, query));
    if (query.limit === undefined) expect(await run.count(name, query)).toBe(found.length);
  });

  test('gives only the columns asked for', async () => {
    expect(await run.rows('agenda', { where: { order: 1 }, columns: ['pupil_id', 'order'] })).toEqual([
      { pupil_id: 'P000000', order: 1 },
    ]);
  });

  test('refuses a column the table does not have', async () => {
    // @ts-expect-error the compiler refuses it too
    expect((await errorOf(run.rows('agenda', { where: { surname: 'x' } }))).code).toBe('run-column-missing');
    // @ts-expect-error the compiler refuses it too
    expect((await errorOf(run.rows('agenda', { columns: ['constructor'] }))).code).toBe('run-column-missing');
  });
});

describe('run.table(name) of a run that another version wrote', () => {
  /** A copy of the run whose agenda is what `select` makes of it. */
  async function rewritten(name: string, select: string): Promise<PublishedRun> {
    const copy = copyOfRun(name);
    const file = join(copy, 'agenda.parquet');
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(`CREATE TABLE agenda AS SELECT ${select} FROM read_parquet('${file}')`);
    await connection.run(`COPY agenda TO '${file}' (FORMAT parquet)`);
    connection.closeSync();
    const manifest = JSON.parse(readFileSync(join(copy, 'manifest.json'), 'utf8')) as PublishedManifest;
    const files = { ...manifest.files, 'agenda.parquet': { bytes: statSync(file).size, sha256: '' } };
    writeFileSync(join(copy, 'manifest.json'), JSON.stringify({ ...manifest, files }));
    return openRun(copy);
  }

  test('takes every value as missing of a column that it did not write', async () => {
    const older = await rewritten('older', '* EXCLUDE (level, concern)');
    const rows = await older.rows('agenda');
    expect(rows).toEqual((await run.rows('agenda')).map((row) => ({ ...row, level: null, concern: null })));
    expect(rows.length).toBeGreaterThan(0);
    expect(Object.keys((await older.table('agenda')).columns)).toEqual(Object.keys(runSchema.agenda));
  });

  test('reads a table that it did not know as one without rows, and misses one that it wrote', async () => {
    const copy = copyOfRun('without-cells');
    rmSync(join(copy, 'cells.parquet'));
    expect((await errorOf(openRun(copy))).code).toBe('run-incomplete');
    const manifest = JSON.parse(readFileSync(join(copy, 'manifest.json'), 'utf8')) as PublishedManifest;
    const { 'cells.parquet': _cells, ...files } = manifest.files;
    writeFileSync(join(copy, 'manifest.json'), JSON.stringify({ ...manifest, files }));
    const older = await openRun(copy);
    expect(await older.rows('cells')).toEqual([]);
    expect(Object.keys((await older.table('cells')).columns)).toEqual(Object.keys(runSchema.cells));
  });

  test.each([
    ['of a column that always has a value', '* EXCLUDE (section)', 'section: the column is missing'],
    ['of another type', '* REPLACE (concern::VARCHAR AS concern)', 'concern: it is VARCHAR and should be number'],
    [
      'without a value that is always there',
      "* REPLACE (nullif(class, 'x') AS class, NULL::VARCHAR AS school)",
      'school: it has no value in row 1',
    ],
    [
      'with a name this version does not know',
      "* REPLACE ('discuss-later' AS section)",
      'section: row 1 holds none of discuss-first,',
    ],
  ])('refuses one %s, and says which', async (what, select, words) => {
    const other = await rewritten(what.replaceAll(' ', '-'), select);
    const error = await errorOf(other.table('agenda'));
    expect(error.code).toBe('run-column-unreadable');
    expect(error.message).toContain(`table agenda, ${words}`);
    expect(error.exitCode).toBe(2);
    expect((await errorOf(pupilOfRun(other.folder, 'P000003'))).code).toBe('run-column-unreadable');
  });

  test('refuses a figure of which it is not said whether it is withheld', async () => {
    const copy = copyOfRun('half-said');
    const file = join(copy, 'groups.parquet');
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(
      `CREATE TABLE g AS SELECT * REPLACE (NULL::BOOLEAN AS suppressed) FROM read_parquet('${file}')`,
    );
    await connection.run(`COPY g TO '${file}' (FORMAT parquet)`);
    await expect(
      withTableDatabase({ threads: 1 }, async (connect) => readTableFile(await connect(), copy, 'groups')),
    ).rejects.toThrow('suppressed: it has no value in row 1');
    connection.closeSync();
  });
});

describe('listRuns(runsFolder)', () => {
  test('gives none for a folder that is not there', async () => {
    expect(await listRuns(join(folder, 'nowhere'))).toEqual([]);
  });

  test('puts the newest window first, and of one window what was written last', async () => {
    const runs = join(folder, 'several');
    const early = await writeRun(madeUpRun(1, { windowDate: '2025-12-10' }), runs);
    const first = await writeRun(madeUpRun(1, { engine: '1' }), runs);
    const second = await writeRun(madeUpRun(1, { engine: '2' }), runs);
    utimesSync(join(first, 'manifest.json'), 2000, 2000);
    utimesSync(join(second, 'manifest.json'), 1000, 1000);
    mkdirSync(join(runs, '.partial-abc-1-x'));
    mkdirSync(join(runs, 'holiday photos'));
    expect((await listRuns(runs)).map(({ folder }) => folder)).toEqual([first, second, early]);
    expect(await listUnreadableRuns(runs)).toEqual([]);
  });
});

describe('readReference(path)', () => {
  test('reads one file, a folder of them, or a whole run', async () => {
    const components = { components: { sd: 0.28 } };
    expect(await readReference(join(written, 'reference', 'components.json'))).toEqual(components);
    expect(await readReference(join(written, 'reference'))).toMatchObject(components);
    expect(await readReference(written)).toEqual(await run.reference());
  });

  test('says what is wrong with a file that is not there or not JSON', async () => {
    writeFileSync(join(folder, 'broken.json'), '{');
    expect((await errorOf(readReference(join(folder, 'broken.json')))).message).toContain('it is not JSON');
    expect((await errorOf(readReference(join(folder, 'none.json')))).message).toContain('it does not exist');
  });
});

describe('pupilOfRun(folder, pupil)', () => {
  test('gives the rows that the whole tables have of the pupil, and none of a pupil the run does not know', async () => {
    const rows = runRows(await run.table('trajectories'));
    const pupilId = rows.at(-1)!.pupil_id;
    const own = await pupilOfRun(written, pupilId);
    expect(own.manifest).toEqual(run.manifest);
    for (const name of ['agenda', 'trajectories'] as const) {
      const expected = runRows<'agenda' | 'trajectories'>(await run.table(name)).filter(
        (row) => row.pupil_id === pupilId,
      );
      expect(expected.length, name).toBeGreaterThan(0);
      expect(runRows<'agenda' | 'trajectories'>(own[name]), name).toEqual(expected);
    }
    const nobody = await pupilOfRun(written, "' OR '1' = '1");
    expect([nobody.agenda.rows, nobody.trajectories.rows]).toEqual([0, 0]);
  });

  test('says which table of a run that is half there cannot be read', async () => {
    const copy = copyOfRun('half-pupil');
    rmSync(join(copy, 'trajectories.parquet'));
    expect((await errorOf(pupilOfRun(copy, 'p'))).message).toContain('trajectories.parquet');
  });
});
