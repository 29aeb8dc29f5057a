import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Mapping, Policy } from '../../engine/index.ts';
import type { AppSettings } from '../app.ts';
import { audit } from '../records/audit.ts';
import {
  changeImport,
  endInterrupted,
  importById,
  saveMapping,
  type DataImportRow,
  type ImportChange,
} from '../records/data-imports.ts';
import { noteDraft } from '../records/run-releases.ts';
import { takeInPupils } from '../records/take-in-pupils.ts';
import { importFolder } from './import-folder.ts';
import type { DataSettings } from './data-settings.ts';
import type { ImportTask, ReadTask, TaskResult } from './import-tasks.ts';
import { startTask, type RunningTask, type TaskEnd } from './start-task.ts';

/** Reading and analysing, one task after the other, each in a process of its own. */
export interface ImportJobs {
  readonly settings: DataSettings;
  /** Begins to read an import’s files (or its data folder as it is, where `files` is empty). */
  read(importId: string, reading: Reading): Promise<void>;
  /** Begins the analysis of an import that was read. */
  analyse(importId: string, analysing: Analysing): Promise<void>;
  /** What is being done for an import at this moment; undefined where nothing is. */
  step(importId: string): string | undefined;
  stop(importId: string): void;
  /** Ends when nothing is going on any more. */
  idle(): Promise<void>;
}

export interface Reading {
  readonly personId: string;
  readonly files: readonly string[];
  readonly mapping: Mapping | null;
  readonly settled: boolean;
  readonly school: string | null;
  readonly mended: ReadTask['mended'];
  /** Folder of the run whose results stand where the files say nothing. */
  readonly earlier: string | null;
}

export interface Analysing {
  readonly personId: string;
  /** The school’s settings, where the data folder brings none. */
  readonly policy: Policy | null;
  readonly released: readonly string[];
}

declare module 'fastify' {
  interface FastifyInstance {
    /** None where the server was given no folder for files. */
    imports: ImportJobs | null;
  }
}

export async function importJobs(app: FastifyInstance, settings: AppSettings): Promise<void> {
  await endInterrupted(app.record);
  app.decorate('imports', settings.data === undefined ? null : jobs(app, settings, settings.data));
}

interface Job {
  readonly task: ImportTask;
  readonly personId: string;
  step: string;
  running?: RunningTask;
  stopped: boolean;
}

function jobs(app: FastifyInstance, { onFault }: AppSettings, data: DataSettings): ImportJobs {
  const going = new Map<string, Job>();
  let last: Promise<unknown> = Promise.resolve();
  const begin = (importId: string, job: Job) => {
    going.set(importId, job);
    last = last.then(() => work(importId, job));
  };
  const work = async (importId: string, job: Job) => {
    try {
      if (job.stopped) return;
      job.step = job.task.kind === 'read' ? 'Reading the files' : 'Starting the analysis';
      job.running = startTask(job.task, join(dirname(data.files), 'compiled'), (step) => (job.step = step));
      const end = await job.running.end;
      if (!job.stopped) await finish(app, { importId, job, end, onFault });
    } catch (error) {
      onFault?.(error, 'import');
      await changeImport(app.record, importId, { ...back(job.task), problem: ourFault }).catch(() => undefined);
    } finally {
      if (going.get(importId) === job) going.delete(importId);
    }
  };
  const waiting = 'Waiting until the work before this one is done';
  app.addHook('onClose', async () => {
    for (const job of going.values()) {
      job.stopped = true;
      job.running?.stop();
    }
    await last;
  });
  return {
    settings: data,
    read: async (importId, { personId, ...reading }) => {
      const row = (await importById(app.record, importId))!;
      const folder = importFolder(data, importId);
      await changeImport(app.record, importId, { state: 'reading', problem: '' }, app.now());
      const task: ImportTask = {
        kind: 'read',
        ...reading,
        dataFolder: row.folder ?? folder.data,
        notUsed: folder.notUsed,
        today: app.now().toISOString().slice(0, 10),
      };
      begin(importId, { task, personId, step: waiting, stopped: false });
    },
    analyse: async (importId, { personId, policy, released }) => {
      const row = (await importById(app.record, importId))!;
      const folder = importFolder(data, importId);
      await changeImport(app.record, importId, { state: 'analysing', problem: '' }, app.now());
      const task: ImportTask = {
        kind: 'analyse',
        dataFolder: row.folder ?? folder.data,
        runs: data.runs,
        // A data folder on this machine is analysed as on the command line: by its own settings, or the defaults.
        policy: row.folder === null ? policy : null,
        released,
      };
      begin(importId, { task, personId, step: waiting, stopped: false });
    },
    step: (importId) => going.get(importId)?.step,
    stop: (importId) => {
      const job = going.get(importId);
      if (!job) return;
      job.stopped = true;
      job.running?.stop();
      going.delete(importId);
    },
    idle: async () => {
      while (going.size > 0) await last;
    },
  };
}

const ourFault =
  'Something went wrong on our side. Nothing was lost and nothing changed: the last released results are still shown. Try again; if it happens again, tell whoever looks after Same Start.';
const died =
  'The work stopped before it was done; the machine may be short of memory. Nothing was lost and nothing changed: the last released results are still shown. Start it again; if it stops again, tell whoever looks after Same Start.';

interface Ended {
  readonly importId: string;
  readonly job: Job;
  readonly end: TaskEnd;
  readonly onFault: AppSettings['onFault'];
}

/** Where an import goes back to when its work did not come to an end. */
function back(task: ImportTask): ImportChange {
  return { state: task.kind === 'read' && task.mended === null ? 'files' : 'checked' };
}

async function finish(app: FastifyInstance, { importId, job, end, onFault }: Ended): Promise<void> {
  const { record } = app;
  if ('result' in end) return take(app, importId, job, end.result);
  if ('fault' in end) onFault?.(Object.assign(new Error('an import'), { stack: end.fault }), 'import');
  const problem = 'refused' in end ? end.refused : 'fault' in end ? ourFault : died;
  await changeImport(record, importId, { ...back(job.task), problem }, app.now());
  await audit(record, {
    personId: job.personId,
    action: job.task.kind === 'read' ? 'import-not-read' : 'import-not-analysed',
    object: importId,
    detail: { why: 'refused' in end ? 'files' : 'fault' in end ? 'fault' : 'ended' },
  });
}

async function take(app: FastifyInstance, importId: string, job: Job, result: TaskResult): Promise<void> {
  const { record } = app;
  const row = await importById(record, importId);
  if (!row) return;
  if (result.kind === 'asked')
    return changeImport(record, importId, { state: 'questions', ...proposalOf(result.proposed) }, app.now());
  if (result.kind === 'read') {
    const { proposed, read } = result;
    const foreign = foreignSchools(
      row,
      read.report.roll.schools.map(({ school }) => school),
    );
    if (foreign !== '') return changeImport(record, importId, { state: 'files', problem: foreign }, app.now());
    const before = row.report === null || proposed !== null ? null : (JSON.parse(row.report) as typeof read);
    // Rows put back are read from the data folder alone: what the school's own files were stays said.
    const report = JSON.stringify(
      before === null ? read : { ...read, conversion: before.conversion, earlier: before.earlier },
    );
    const change = { state: 'checked', report, ...(proposed === null ? {} : proposalOf(proposed)) };
    await changeImport(record, importId, change, app.now());
    if (proposed !== null)
      await saveMapping(record, row.school ?? '', {
        mapping: JSON.stringify(proposed.mapping),
        personId: job.personId,
        at: app.now(),
      });
    return;
  }
  const { runId, existed } = result;
  await takeInPupils(record, job.task.dataFolder);
  await app.names.reload();
  if (!existed) await noteDraft(record, runId, { importId, personId: job.personId, at: app.now() });
  await changeImport(record, importId, { state: 'done', run_id: runId }, app.now());
  await audit(record, {
    personId: job.personId,
    action: 'run-made',
    object: runId,
    detail: { import: importId, existed },
  });
  app.runs.refresh();
}

function proposalOf(proposed: { mapping: Mapping }): ImportChange {
  const { mapping, ...others } = proposed;
  return { mapping: JSON.stringify(mapping), proposal: JSON.stringify(others) };
}

/** Whoever looks after one school cannot bring another’s pupils. */
function foreignSchools({ school }: DataImportRow, found: readonly string[]): string {
  const others = found.filter((one) => one !== school);
  if (school === null || others.length === 0) return '';
  return `The files hold pupils of ${others.slice(0, 3).join(', ')}${others.length > 3 ? ' and others' : ''}; you look after ${school}. Export this school’s pupils only, or ask someone who looks after all of them. If the school is only written in another way, change it in the file.`;
}
