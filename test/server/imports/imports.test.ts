import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { carryOut, planConversion } from '../../../engine/index.ts';
import { runFolder } from '../../../server/runs/run-folder.ts';
import { buildApp } from '../../../server/app.ts';
import { safeFileName } from '../../../server/imports/safe-file-name.ts';
import { othersHaveAccounts } from '../../../server/records/run-releases.ts';
import { dataApp, type DataApp } from '../data-app.ts';
import { schoolSheet } from '../school-sheet.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { fixtureRunId, testApp, tokenOf } from '../signed-in.ts';

// Each analysis is a process of its own; on a busy machine several of them take their time.
vi.setConfig({ testTimeout: 120_000 });

const text = (page: string) => page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('work in a process of its own', () => {
  let server: DataApp;
  let manager: string;
  let location: string;
  beforeAll(async () => {
    server = await dataApp();
    manager = await server.signIn('data-manager');
    ({ location } = await server.upload('/data/upload', manager, { 'a.csv': schoolSheet({ windows: 2 }) }));
    await server.app.imports!.idle();
  });
  afterAll(() => server.end());

  test('that is killed leaves everything as it was, says what happened, and can be started again', async () => {
    await server.post(`${location}/run`, manager);
    const child = () =>
      execFileSync('ps', ['--ppid', String(process.pid), '-o', 'pid=,args='], { encoding: 'utf8' })
        .split('\n')
        .find((line) => line.includes('import-process'));
    while (child() === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    process.kill(Number.parseInt(child()!, 10), 'SIGKILL');
    await server.app.imports!.idle();
    const page = text((await server.get(location, manager)).body);
    expect(page).toContain('The work stopped before it was done');
    expect(page).toContain('What was found');
    expect(await server.app.runs.list()).toEqual([]);
  });

  test('goes on while pages are read; the same analysis is not started twice', async () => {
    expect((await server.post(`${location}/run`, manager)).status).toBe(303);
    expect((await server.get('/data', manager)).status).toBe(200);
    expect((await server.post(`${location}/run`, manager)).status).toBe(400);
    expect(JSON.parse((await server.get(`${location}/progress`, manager)).body)).toMatchObject({ state: 'analysing' });
  });

  test('that a restart of the server interrupts is said to have been; nothing half done is shown; it can be done again or removed', async () => {
    await server.app.close();
    const again = await buildApp({
      runs: runFolder(server.runs),
      record: server.record,
      data: { files: server.files, runs: server.runs, folders: [] },
    });
    const get = async (url: string) => (await again.inject({ url, headers: { cookie: manager } })).body;
    const post = async (url: string) => {
      const token = tokenOf(await get('/sign-out'));
      const headers = { cookie: manager, 'content-type': 'application/x-www-form-urlencoded' };
      const payload = new URLSearchParams({ token }).toString();
      return (await again.inject({ method: 'POST', url, headers, payload })).statusCode;
    };
    expect(text(await get(location))).toContain('when Same Start was stopped');
    expect(text(await get(location))).toContain('What was found');
    expect((await again.runs.list()).filter(({ state }) => state === 'complete')).toEqual([]);
    expect(await post(`${location}/run`)).toBe(303);
    await again.imports!.idle();
    expect(await get(location)).toContain('/data/runs/');
    expect(await post(`${location}/discard`)).toBe(303);
    expect(readdirSync(server.files)).toEqual([]);
    expect(text(await get(location))).toContain('The results are analysed.');
    await again.close();
  });
});

test('work can be stopped while it goes on, and its files are gone with it', async () => {
  const server = await dataApp();
  const manager = await server.signIn('data-manager');
  const { location } = await server.upload('/data/upload', manager, { 'a.csv': schoolSheet() });
  expect((await server.post(`${location}/discard`, manager)).status).toBe(303);
  await server.app.imports!.idle();
  expect((await server.get(location, manager)).status).toBe(404);
  expect(readdirSync(server.files)).toEqual([]);
  await server.end();
});

test('a data folder on this machine is read and analysed again in place, by its own settings', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'same-start-folder-'));
  const sheet = join(folder, 'sheet.csv');
  writeFileSync(sheet, schoolSheet({ windows: 2 }));
  const plan = await planConversion([sheet], null, '2026-01-20');
  for (const [name, content] of Object.entries(carryOut(plan, plan.proposal.mapping).files))
    writeFileSync(join(folder, name), content);
  writeFileSync(join(folder, 'policy.json'), '{"list": {"capacity": 4}}');
  const before = readdirSync(folder).sort();
  const server = await dataApp({ folders: [folder] });
  const cookie = await server.signIn('headteacher');
  expect(text((await server.get('/data', cookie)).body)).toContain(folder);
  expect((await server.post('/data/folder', cookie, { folder: '7' })).status).toBe(404);
  const { location } = await server.post('/data/folder', cookie, { folder: '0' });
  await server.app.imports!.idle();
  await server.post(`${location}/run`, cookie);
  await server.app.imports!.idle();
  const [run] = await server.app.runs.list();
  expect(run).toMatchObject({ release: 'draft', schools: ['Elm Primary'] });
  expect((await server.app.runs.open(run.id)).manifest.policy).toMatchObject({ list: { capacity: 4 } });
  expect((await server.post(`/data/runs/${run.id}/release`, cookie)).status).toBe(303);
  expect(readdirSync(folder).sort()).toEqual(before);

  // The same files and settings give the same run: it stays released, and nothing waits.
  const again = await server.post('/data/folder', cookie, { folder: '0' });
  await server.app.imports!.idle();
  await server.post(`${again.location}/run`, cookie);
  await server.app.imports!.idle();
  expect(await server.app.runs.list()).toMatchObject([{ id: run.id, release: 'released' }]);
  await server.end();
  rmSync(folder, { recursive: true });
});

describe('which runs staff see', () => {
  test('those of the command line at once while one person uses it; once others have accounts, only what is released', async () => {
    const server = await testApp();
    const teacher = await server.signIn('teacher', { classes: [['Oak Primary', '4K']] });
    const get = (app: typeof server.app, url: string) => app.inject({ url, headers: { cookie: teacher } });
    expect((await get(server.app, '/agenda?class=4K')).statusCode).toBe(200);
    const { record } = server;
    const byHand = await testApp({ record, releaseByHand: () => othersHaveAccounts(record) });
    const refused = await get(byHand.app, '/agenda?class=4K');
    expect([refused.statusCode, text(refused.body)]).toEqual([
      404,
      expect.stringContaining('The results have not been released yet'),
    ]);
    const senco = await byHand.signIn('senco');
    const page = await byHand.app.inject({ url: `/data/runs/${fixtureRunId}`, headers: { cookie: senco } });
    expect(text(page.body)).toContain('No: a draft, not yet released.');
    // A form that names the run of a draft reaches it no more than an address does.
    const form = await byHand.app.inject({ url: '/sign-out', headers: { cookie: teacher } });
    const key = await pupilKeyOf(byHand, fixturePupil('Oak Primary', '4K', 1));
    const named = await byHand.app.inject({
      method: 'POST',
      url: `/pupils/${key}/undo`,
      headers: { cookie: teacher, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ token: tokenOf(form.body), run: fixtureRunId }).toString(),
    });
    expect(named.statusCode).toBe(404);
    await byHand.app.close();
    await server.app.close();
  });

  test('a person of one school neither sees nor releases a run of another, nor releases one of several', async () => {
    const server = await testApp();
    const list = [
      {
        id: fixtureRunId,
        windowDate: '2026-12-04',
        state: 'complete' as const,
        schools: ['Elm Primary', 'Oak Primary'],
      },
      { id: '2026-12-04-ffffffffffff', windowDate: '2026-12-04', state: 'complete' as const, schools: ['Elm Primary'] },
    ];
    const { manifest, tables } = fixtureRun();
    const runs = { list: () => Promise.resolve(list), open: (id: string) => Promise.resolve({ id, manifest, tables }) };
    const trust = await testApp({ record: server.record, runs, releaseByHand: () => Promise.resolve(true) });
    const oak = await trust.signIn('headteacher', { school: 'Oak Primary' });
    const token = /name="token" value="([^"]+)"/.exec(
      (await trust.app.inject({ url: '/sign-out', headers: { cookie: oak } })).body,
    )![1];
    const post = async (url: string) =>
      (
        await trust.app.inject({
          method: 'POST',
          url,
          headers: { cookie: oak, 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams({ token }).toString(),
        })
      ).statusCode;
    expect(await post('/data/runs/2026-12-04-ffffffffffff/release')).toBe(404);
    expect(await post(`/data/runs/${fixtureRunId}/release`)).toBe(403);
    expect(await trust.record.db.selectFrom('run_release').selectAll().execute()).toEqual([]);
    await trust.app.close();
    await server.app.close();
  });
});

describe('safeFileName(sent)', () => {
  test('keeps what people call their files', () => {
    expect(safeFileName('4K Müller – autumn (2).xlsx')).toBe('4K Müller _ autumn (2).xlsx');
    expect(safeFileName('C:\\exports\\Autumn.CSV')).toBe('Autumn.csv');
    for (const name of ['', 'csv', 'a.pdf', 'a.csv.exe', 'mapping.json', '..'])
      expect(safeFileName(name), name).toBeNull();
    expect(safeFileName('.csv')).toBe('file.csv');
    expect(safeFileName('0..csv')).toBe('0.csv');
  });

  test('never gives a name that leads elsewhere, hides, or holds what a page or a shell would read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (stem) => {
        const name = safeFileName(`${stem}.csv`)!;
        expect(name).toMatch(/^[\p{L}\p{N} \-_()][\p{L}\p{N} \-_().]*\.csv$/u);
        expect(name).not.toContain('..');
        expect(Array.from(name).length).toBeLessThanOrEqual(80);
        expect(safeFileName(name)).toBe(name);
      }),
    );
  });
});
