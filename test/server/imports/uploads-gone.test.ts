import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { buildApp } from '../../../server/app.ts';
import { addImport, changeImport, importById } from '../../../server/records/data-imports.ts';
import { importFolder } from '../../../server/imports/import-folder.ts';
import { pendingPupils } from '../../../server/records/pupils/pending-pupils.ts';
import { pupilNames } from '../../../server/records/pupils/pupil-names.ts';
import { runFolder } from '../../../server/runs/run-folder.ts';
import { dataApp } from '../data-app.ts';
import { schoolSheet } from '../school-sheet.ts';

vi.setConfig({ testTimeout: 120_000 });

const text = (page: string) => page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

/** All bytes under a folder, as text. */
function bytesIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

test('brought files with which nobody goes on are gone after a day, and the page says to bring them again', async () => {
  let now = new Date('2026-12-10T09:00:00Z');
  const server = await dataApp({}, { now: () => now });
  const manager = await server.signIn('data-manager');
  const { location } = await server.upload('/data/upload', manager, { 'a.csv': schoolSheet({ windows: 2 }) });
  await server.app.imports!.idle();
  expect(bytesIn(server.files)).toContain('Müller1');
  // A folder of which the record knows nothing is of nobody's import.
  mkdirSync(join(server.files, 'left-behind'));
  now = new Date('2026-12-11T08:59:00Z');
  await server.app.imports!.clear();
  expect(bytesIn(server.files)).toContain('Müller1');
  expect(existsSync(join(server.files, 'left-behind'))).toBe(false);
  now = new Date('2026-12-11T09:01:00Z');
  await server.app.imports!.clear();
  expect(readdirSync(server.files)).toEqual([]);
  const page = text((await server.get(location, manager)).body);
  expect(page).toContain('Bring them again');
  expect(await importById(server.record, location.split('/').at(-1)!)).toMatchObject({
    report: null,
    proposal: null,
    files: '[]',
  });
  // Said once: the next hour changes nothing.
  const before = (await importById(server.record, location.split('/').at(-1)!))!.changed_at;
  now = new Date('2026-12-13T09:01:00Z');
  await server.app.imports!.clear();
  expect((await importById(server.record, location.split('/').at(-1)!))!.changed_at).toBe(before);
  await server.end();
});

test('at its start a server turns the files of a draft into names that wait in the record, taken in by the release only', async () => {
  const server = await dataApp();
  const importId = await addImport(server.record, {
    school: 'Elm Primary',
    folder: null,
    personId: 'head',
    at: new Date('2026-12-10T08:00:00Z'),
  });
  const { data } = importFolder(server.app.imports!.settings, importId);
  mkdirSync(data, { recursive: true });
  writeFileSync(
    join(data, 'pupils.csv'),
    'pupil_id,school,year_group,class,forename,surname\nE1,Elm Primary,4,4K,Zoë,Müller\nB1,Beech Primary,4,4K,Ann,Other\n',
  );
  await changeImport(server.record, importId, { state: 'done', run_id: 'r' });
  const again = await buildApp({
    runs: runFolder(server.runs),
    record: server.record,
    data: { files: server.files, runs: server.runs, folders: [] },
  });
  expect(readdirSync(server.files)).toEqual([]);
  expect((await pendingPupils(server.record, importId))!.names).toEqual([
    { school: 'Elm Primary', pupilId: 'E1', forename: 'Zoë', surname: 'Müller' },
  ]);
  expect([...(await pupilNames(server.record)).values()].filter(({ pupilId }) => pupilId === 'E1')).toEqual([]);
  await again.close();
  await server.end();
});
