import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SameStartError } from '../../../engine/errors.ts';
import { listRuns, listUnreadableRuns } from '../../../engine/runs/list-runs.ts';
import { openRun } from '../../../engine/runs/open-run.ts';
import { pupilOfRun } from '../../../engine/runs/pupil-of-run.ts';
import type { PublishedRun, RowQuery } from '../../../engine/runs/published-run.ts';
import { readReference } from '../../../engine/runs/read-reference.ts';
import { writeRun } from '../../../engine/runs/write-run.ts';
import { runSchema, runTableNames } from '../../../engine/tables/run-schema.ts';
import type { RunTableName } from '../../../engine/tables/run-schema.ts';
import { runRows } from '../../../engine/tables/run-table.ts';
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
    const table = await run.table(name);
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
    expect(run.dictionary).toEqual(runSchema);
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
  const plainly = (name: RunTableName, query: RowQuery) =>
    runRows(content.tables[name])
      .filter((row) =>
        Object.entries(query.where ?? {}).every(([column, value]) => [value].flat().includes(row[column])),
      )
      .slice(query.offset ?? 0, (query.offset ?? 0) + (query.limit ?? Infinity));

  test.each<[RunTableName, RowQuery]>([
    ['criteria', {}],
    ['criteria', { where: { pupil_id: 'P000007' } }],
    ['criteria', { where: { pupil_id: ['P000007', 'P000100', 'P000003'], subject: 'maths' } }],
    ['criteria', { where: { subject: 'maths', verdict: ['met', 'cannot-say'], criterion: 'gap-widening' }, limit: 5 }],
    ['criteria', { where: { pupil_id: 'nobody' } }],
    ['agenda', { where: { order: [3, 1] } }],
    ['agenda', { where: { state: null }, offset: 2, limit: 4 }],
    ['groups', { where: { suppressed: true } }],
    ['trajectories', { limit: 3, offset: 100 }],
  ])('finds in %s what a walk over all rows finds: %j', async (name, query) => {
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
    expect((await errorOf(run.rows('agenda', { where: { surname: 'x' } }))).code).toBe('run-column-missing');
    expect((await errorOf(run.rows('agenda', { columns: ['constructor'] }))).code).toBe('run-column-missing');
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
    const pupilId = String(rows.at(-1)!['pupil_id']);
    const own = await pupilOfRun(written, pupilId);
    expect(own.manifest).toEqual(run.manifest);
    for (const name of ['agenda', 'trajectories'] as const) {
      const expected = runRows(await run.table(name)).filter((row) => row['pupil_id'] === pupilId);
      expect(expected.length, name).toBeGreaterThan(0);
      expect(runRows(own[name]), name).toEqual(expected);
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
