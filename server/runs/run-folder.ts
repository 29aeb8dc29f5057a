import { basename, join } from 'node:path';
import {
  listRuns,
  listUnreadableRuns,
  openRun,
  pupilOfRun,
  rowsOfPupil,
  runTableNames,
  type PublishedRun,
  type RunTables,
} from '../../engine/index.ts';
import type { RunSource } from './run-library.ts';

/** The runs of a folder, newest first; those that cannot be opened last, each with what to do about it. */
export function runFolder(folder: string): RunSource {
  return {
    list: async () => {
      const [complete, unreadable] = await Promise.all([listRuns(folder), listUnreadableRuns(folder)]);
      return [
        ...complete.map(({ id, manifest }) => ({
          id,
          windowDate: manifest.windowDate,
          window: manifest.window,
          state: 'complete' as const,
          schools: manifest.schools,
        })),
        ...unreadable.map((one) => ({
          id: basename(one.folder),
          windowDate: basename(one.folder).slice(0, 10),
          state: 'unreadable' as const,
          problem: one.error.message,
        })),
      ];
    },
    open: async (id) => {
      const run = await openIn(folder, id);
      const tables: Record<string, unknown> = {};
      for (const name of runTableNames) tables[name] = await run.table(name);
      return { id: run.id, manifest: run.manifest, tables: tables as RunTables };
    },
    agenda: async (id) => (await openIn(folder, id)).table('agenda'),
    cells: async (id) => {
      // Years of runs are asked one after another: looking for each among all of them would take longer than reading it.
      const run = await openRun(join(folder, basename(id)));
      return { manifest: run.manifest, cells: await run.table('cells') };
    },
    pupil: async (id, pupilId) => pupilOfRun(await folderOf(folder, id), pupilId),
    rows: async (id, pupilId) => rowsOfPupil(await folderOf(folder, id), pupilId),
  };
}

async function openIn(folder: string, id: string): Promise<PublishedRun> {
  return openRun(await folderOf(folder, id));
}

async function folderOf(folder: string, id: string): Promise<string> {
  const listed = (await listRuns(folder)).find((one) => one.id === id);
  if (!listed) throw new Error('the run has gone');
  return listed.folder;
}
