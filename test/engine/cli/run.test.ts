import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadServer, ServeSettings } from '../../../engine/cli/command.ts';
import { main } from '../../../engine/cli/main.ts';
import { listRuns } from '../../../engine/runs/list-runs.ts';
import { openRun } from '../../../engine/runs/open-run.ts';
import { runTableNames } from '../../../engine/tables/run-schema.ts';

let folder: string;
let data: string;
let first: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'same-start-run-'));
  data = join(folder, 'data');
  await called(['simulate', data, '--pupils', '120', '--windows', '5', '--seed', '11']);
  const { out, exitCode, err } = await called(['run', data, '--out', join(folder, 'runs'), '--format', 'parquet,csv']);
  expect([exitCode, err]).toEqual([0, '']);
  first = out.trimEnd().split('\n').at(-1)!;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function called(line: string[], loadServer?: LoadServer) {
  let out = '';
  let err = '';
  const terminal = { out: (text: string) => void (out += text), err: { write: (text: string) => void (err += text) } };
  const exitCode = await main(line, loadServer, terminal);
  return { exitCode, out, err };
}

describe('same-start run DATA --out RUNS', () => {
  test('prints last the folder of a run that holds every table, as Parquet and CSV', () => {
    const files = readdirSync(first);
    for (const name of runTableNames) expect(files).toEqual(expect.arrayContaining([`${name}.parquet`, `${name}.csv`]));
  });

  test('has a row in agenda for every pupil on roll and no name of any', async () => {
    const pupils = readFileSync(join(data, 'pupils.csv'), 'utf8').trim().split(/\r?\n/);
    const header = pupils[0].split(',');
    const run = await openRun(first);
    expect((await run.table('agenda')).rows).toBe(pupils.length - 1);
    const surnames = new Set(pupils.slice(1).map((line) => line.split(',')[header.indexOf('surname')]));
    const written = readFileSync(join(first, 'agenda.csv'), 'utf8') + readFileSync(join(first, 'criteria.csv'), 'utf8');
    expect([...surnames].filter((name) => new RegExp(`\\b${name}\\b`).test(written))).toEqual([]);
  });

  test('gives the same folder for a copy of the data, and the same bytes elsewhere', async () => {
    const copied = join(folder, 'copied');
    cpSync(data, copied, { recursive: true });
    const again = await called(['run', copied, '--out', join(folder, 'runs'), '--json']);
    expect(JSON.parse(again.out)).toMatchObject({ id: basename(first), previousRun: null });
    const elsewhere = await called(['run', data, '--out', join(folder, 'elsewhere'), '--format', 'csv']);
    const other = elsewhere.out.trimEnd().split('\n').at(-1)!;
    for (const file of readdirSync(first).filter((file) => file !== 'timings.json' && file !== 'reference')) {
      expect(readFileSync(join(other, file)).equals(readFileSync(join(first, file))), file).toBe(true);
    }
  });

  test('says so where CSV is asked of a run that is there without', async () => {
    const runs = join(folder, 'plain');
    const plain = await called(['run', data, '--out', runs, '--json']);
    expect(JSON.parse(plain.out)).toMatchObject({ formats: ['parquet'] });
    const again = await called(['run', data, '--out', runs, '--format', 'parquet,csv']);
    expect(again.out).toMatch(/note: this run was there already, without CSV.*name another --out\.\n[^\n]+\n$/);
    const whole = await called(['run', data, '--out', join(folder, 'runs'), '--format', 'csv']);
    expect(whole.out).not.toContain('without CSV');
  });

  test('looks from an earlier window when told to, and compares the newest with it afterwards', async () => {
    const windows = (await openRun(first)).manifest.windows.map(({ window }) => window);
    const runs = join(folder, 'two');
    const earlier = await called(['run', data, '--out', runs, '--window', windows.at(-2)!, '--json']);
    expect(JSON.parse(earlier.out)).toMatchObject({ window: windows.at(-2) });
    const later = await called(['run', data, '--out', runs, '--json']);
    const { id } = JSON.parse(earlier.out) as { id: string };
    expect(JSON.parse(later.out)).toMatchObject({ window: windows.at(-1), previousRun: id });
    const alone = await called(['run', data, '--out', runs, '--previous', 'none', '--json']);
    expect(JSON.parse(alone.out)).toMatchObject({ id: basename(first), previousRun: null });
    expect(await listRuns(runs)).toHaveLength(3);
  });

  test('gives the same folder again where windows to come are listed already, and refuses them as a baseline', async () => {
    const planned = join(folder, 'planned');
    cpSync(data, planned, { recursive: true });
    appendFileSync(join(planned, 'windows.csv'), '2027-spring,2027-03-08,spring,March 2027\n');
    const runs = join(folder, 'runs of planned');
    const once = await called(['run', planned, '--out', runs, '--json']);
    const again = await called(['run', planned, '--out', runs, '--json']);
    expect(JSON.parse(once.out)).toMatchObject({ window: '2026-autumn', previousRun: null });
    expect(JSON.parse(again.out)).toEqual(JSON.parse(once.out));
    const based = await called(['run', planned, '--out', runs, '--baseline', '2026-autumn']);
    expect(based.err).toContain('baseline.window is 2026-autumn, which is not before 2026-autumn');
  });

  test('is another run where the newest window is named, because every class is then judged on it', async () => {
    const runs = join(folder, 'named');
    const found = await called(['run', data, '--out', runs, '--json']);
    const named = await called(['run', data, '--out', runs, '--window', '2026-autumn', '--json']);
    expect(JSON.parse(found.out)).toMatchObject({ id: basename(first), window: '2026-autumn' });
    const { id, folder: ofNamed } = JSON.parse(named.out) as { id: string; folder: string };
    expect(id).not.toBe(basename(first));
    expect((await openRun(ofNamed)).manifest).toMatchObject({ window: '2026-autumn', windowNamed: true });
  });

  test('says which earlier run could not be opened, and compares with none', async () => {
    const runs = join(folder, 'damaged');
    const earlier = await called(['run', data, '--out', runs, '--window', '2026-summer', '--json']);
    const { folder: damaged } = JSON.parse(earlier.out) as { folder: string };
    writeFileSync(join(damaged, 'agenda.parquet'), 'cut off');
    const { out } = await called(['run', data, '--out', runs]);
    expect(out).not.toContain('compared with run');
    expect(out).toMatch(/note: nothing was compared with a run that cannot be opened\. .*agenda\.parquet/);
    const alone = await called(['run', data, '--out', runs, '--previous', 'none']);
    expect(alone.out).not.toContain('cannot be opened');
  });

  test('counts progress from a named baseline and keeps it in the policy', async () => {
    const windows = (await openRun(first)).manifest.windows.map(({ window }) => window);
    const { out } = await called(['run', data, '--out', join(folder, 'based'), '--baseline', windows[1], '--json']);
    const run = await openRun((JSON.parse(out) as { folder: string }).folder);
    expect(run.manifest.policy).toMatchObject({ baseline: { rule: 'window', window: windows[1] } });
    const used = new Set((await run.rows('growth')).map((row) => row.baseline_window));
    expect([...used].filter((window) => window !== null)).toEqual([windows[1]]);
    expect(run.id).not.toBe(basename(first));
  });

  test.each([
    [['--window', 'Summer 1066'], 'There is no window Summer 1066'],
    [['--baseline', 'Summer 1066'], 'There is no window Summer 1066'],
    [['--baseline', '2026-autumn'], 'baseline.window is 2026-autumn, which is not before 2026-autumn'],
    [['--window', '2025-autumn', '--baseline', '2026-spring'], 'which is not before 2025-autumn'],
    [['--reference', 'nowhere.json'], 'nowhere.json cannot be read'],
    [['--previous', '2020-01-01-aaaaaaaaaaaa'], 'There is no run at'],
  ])('refuses %j with one line and writes nothing', async (more, words) => {
    const runs = join(folder, 'refused');
    const { exitCode, out, err } = await called(['run', data, '--out', runs, ...more]);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(words);
    expect(await listRuns(runs)).toEqual([]);
  });

  test.each([
    ['settings.json', '{"list": 6}', 'settings.json cannot be read: it holds none of measurements.json, growth.json, '],
    ['growth.json', '{}', 'growth.json cannot be read: it is not what a run has fitted'],
    ['measurements.json', 'null', 'measurements.json cannot be read: it is not what a run has fitted'],
    ['trajectories.json', '{"version": 2, "nodes": []}', 'was written by another version of Same Start'],
  ])('refuses as a reference %s that holds %s', async (name, text, words) => {
    const reference = join(folder, name);
    writeFileSync(reference, text);
    const line = ['run', data, '--out', join(folder, 'unreferred'), '--reference'];
    const { exitCode, err } = await called([...line, reference]);
    expect(exitCode).toBe(2);
    expect(err).toContain(words);
    // a folder without any is no reference either
    expect((await called([...line, data])).err).toContain('it holds none of measurements.json');
  });

  test('names the key of a policy that is wrong', async () => {
    const spoilt = join(folder, 'spoilt');
    mkdirSync(spoilt);
    writeFileSync(join(spoilt, 'policy.json'), '{"criteria": {"met": 75}}');
    const { exitCode, err } = await called(['run', spoilt, '--out', join(folder, 'none')]);
    expect(exitCode).toBe(2);
    expect(err).toBe('same-start: policy: criteria.met is 75; it must be a number from 0 to 1 (default 0.75).\n');
  });
});

describe('same-start start', () => {
  const fakeServer = (asked: ServeSettings[]): LoadServer => {
    const serve = (settings: ServeSettings) => {
      asked.push(settings);
      setTimeout(() => process.emit('SIGTERM'), 10);
      return Promise.resolve({ address: 'http://a', signInUrl: 'http://a/in', close: () => Promise.resolve() });
    };
    const lookAfterRecord = (): never => {
      throw new Error('no record is looked after here');
    };
    return () => Promise.resolve({ serve, lookAfterRecord, watch: lookAfterRecord });
  };

  test('analyses the data when there is no run, then serves; a run that exists is served at once', async () => {
    const runs = join(folder, 'started');
    const asked: ServeSettings[] = [];
    const line = ['start', '--runs', runs, '--data', data, '--port', '0'];
    expect((await called(line, fakeServer(asked))).exitCode).toBe(0);
    expect(await listRuns(runs)).toHaveLength(1);
    const nothingToRead = ['start', '--runs', runs, '--data', join(folder, 'gone'), '--port', '0'];
    expect((await called(nothingToRead, fakeServer(asked))).exitCode).toBe(0);
    expect(asked.map(({ runs, port }) => [runs, port])).toEqual([
      [runs, 0],
      [runs, 0],
    ]);
  });
});
