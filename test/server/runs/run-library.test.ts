import type { ColumnName, TrajectoryRow } from '../../../engine/index.ts';
import { expect, test } from 'vitest';
import { runLibrary, type RunSource } from '../../../server/runs/run-library.ts';
import { openRecord } from '../../../server/records/open-record.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { runsInMemory } from '../signed-in.ts';

const ids = [2026, 2025, 2024, 2023, 2022].map((year) => `${year}-12-04-0123456789ab`);
const pupilId = fixturePupil('Oak Primary', '4K', 3);

test('runLibrary().cells(id) reads growth by year group of many runs alone, once, and opens none of them', async () => {
  const content = fixtureRun();
  const read: string[] = [];
  const source: RunSource = {
    ...runsInMemory(),
    open: (id) => Promise.reject(new Error(`${id} was read whole`)),
    cells: (id) => {
      read.push(id);
      return Promise.resolve({ manifest: content.manifest, cells: content.tables.cells });
    },
  };
  const record = await openRecord({ path: ':memory:' });
  const library = runLibrary(source, { record, keySecret: 'a secret', releaseByHand: () => Promise.resolve(false) });
  for (const id of [...ids, ...ids]) {
    const { manifest, bySchool } = await library.cells(id);
    expect(manifest.window).toBe('2026-12');
    const rows = bySchool!.get('Oak Primary')!;
    expect(new Set(rows.map(({ window, grouping }) => `${window} ${grouping}`))).toEqual(
      new Set(['2026-12 all', '2026-12 year group']),
    );
  }
  expect(read).toEqual(ids);
  // No more than 24 runs are kept: the one asked for longest ago is read again.
  for (let run = 0; run < 24; run += 1) await library.cells(`run ${run}`);
  await library.cells(ids[0]);
  expect(read.length).toBe(ids.length + 24 + 1);
  await record.close();
});

test('runLibrary().pupil(id, pupil) reads one pupil out of many runs, and the run that is shown stays in memory', async () => {
  const content = fixtureRun();
  const source = runsInMemory(...ids.map((id) => ({ id, content })));
  const opened: string[] = [];
  const read: string[] = [];
  const counted: RunSource = {
    ...source,
    open: (id) => {
      opened.push(id);
      return source.open(id);
    },
    pupil: (id) => {
      read.push(id);
      return Promise.resolve({ manifest: content.manifest, ...content.tables });
    },
  };
  const record = await openRecord({ path: ':memory:' });
  const library = runLibrary(counted, { record, keySecret: 'a secret', releaseByHand: () => Promise.resolve(false) });
  await library.open(ids[0]);
  const found = [];
  for (const id of ids) found.push(await library.pupil(id, pupilId));
  await library.open(ids[0]);
  expect(opened).toEqual([ids[0]]);
  expect(read).toEqual(ids.slice(1));
  const columns = Object.keys(content.tables.trajectories.columns) as ColumnName<'trajectories'>[];
  const valuesOf = (rows: readonly TrajectoryRow[]) => rows.map((row) => columns.map((column) => row[column]));
  // From memory, from its own files, and from a source that has whole runs only: the same.
  const whole = runLibrary(source, { record, keySecret: 'a secret', releaseByHand: () => Promise.resolve(false) });
  for (const one of [...found, await whole.pupil(ids[1], pupilId)]) {
    expect(one.row?.section).toBe('discuss-if-time');
    expect(valuesOf(one.trajectories)).toEqual(valuesOf(found[0].trajectories));
  }
  expect(found[0].trajectories).toHaveLength(9);
  expect(valuesOf(found[0].trajectories)[0]).toContain(pupilId);
  expect((await whole.pupil(ids[1], 'nobody')).row).toBeUndefined();
  await record.close();
});
