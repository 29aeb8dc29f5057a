import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';
import { dateText, type Mapping, type Policy } from '../../engine/index.ts';
import { changeImport, endInterrupted, importById } from '../records/data-imports.ts';
import type { SchoolRecord } from '../records/open-record.ts';
import { noteDraft } from '../records/run-releases.ts';
import { importFolder } from './import-folder.ts';
import type { DataSettings } from './data-settings.ts';
import { clearUploads } from './clear-uploads.ts';
import { finishTask, ourFault, stateBefore } from './finish-task.ts';
import type { ImportTask, ReadTask } from './import-tasks.ts';
import { startTask, type RunningTask } from './start-task.ts';

/** Reading and analysing, one task after the other, each in a process of its own. */
export interface ImportJobs {
  readonly settings: DataSettings;
  /**
   * Notes within a change that an import’s files are being read (or its data folder as it is, where `files` is empty).
   *
   * @returns begins to read them, once the change is written
   */
  read(within: SchoolRecord, importId: string, reading: Reading): Promise<() => void>;
  /** The same for the analysis of an import that was read. */
  analyse(within: SchoolRecord, importId: string, analysing: Analysing): Promise<() => void>;
  /** What is being done for an import at this moment; undefined where nothing is. */
  step(importId: string): string | undefined;
  stop(importId: string): void;
  /** Removes what lies in plain text and is not needed any more; done by itself at the start and every hour. */
  clear(): Promise<void>;
  /** Ends when nothing is going on any more. */
  idle(): Promise<void>;
}

export interface Reading {
  readonly personId: string;
  readonly files: readonly string[];
  readonly mapping: Mapping | null;
  readonly settled: boolean;
  readonly school: string | null;
  readonly schoolIsSure: boolean;
  readonly before: ReadTask['before'];
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

export interface ImportSettings {
  /** Where files brought on the data page are kept and where runs are written; none: that page only says so. */
  readonly data?: DataSettings | undefined;
  readonly onFault?: ((fault: unknown, what: string) => void) | undefined;
}

/** Takes up what the data page asks for; whatever was going on when the server stopped is said to have stopped. */
export const importJobs = plugin(takeUpJobs, { name: 'import-jobs', fastify: '5.x' });

async function takeUpJobs(app: FastifyInstance, settings: ImportSettings): Promise<void> {
  await endInterrupted(app.record);
  const imports = settings.data === undefined ? null : jobs(app, settings, settings.data);
  app.decorate('imports', imports);
  if (imports === null) return;
  await imports.clear();
  const hourly = setInterval(() => {
    imports.clear().catch((error: unknown) => settings.onFault?.(error, 'removing files'));
  }, 3_600_000);
  hourly.unref();
  app.addHook('onClose', (_, done) => {
    clearInterval(hourly);
    done();
  });
}

interface Job {
  readonly task: ImportTask;
  readonly personId: string;
  step: string;
  running?: RunningTask;
  stopped: boolean;
}

function jobs(app: FastifyInstance, { onFault }: ImportSettings, data: DataSettings): ImportJobs {
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
      job.running = startTask(job.task, join(dirname(data.files), 'compiled'), {
        onStep: (step) => (job.step = step),
        // Known as a draft before it is there: at no moment does anybody see it who should not.
        onWriting: (runId) => noteDraft(app.record, runId, { importId, personId: job.personId, at: app.now() }),
      });
      const end = await job.running.end;
      if (!job.stopped) await finishTask(app, { importId, ...job, end, onFault });
    } catch (error) {
      onFault?.(error, 'import');
      await changeImport(app.record, importId, { ...stateBefore(job.task), problem: ourFault }).catch(() => undefined);
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
    read: async (within, importId, { personId, ...reading }) => {
      const row = (await importById(within, importId))!;
      const folder = importFolder(data, importId);
      await changeImport(within, importId, { state: 'reading', problem: '' }, app.now());
      const task: ImportTask = {
        kind: 'read',
        ...reading,
        dataFolder: row.folder ?? folder.data,
        notUsed: folder.notUsed,
        today: dateText(app.now()),
      };
      return () => begin(importId, { task, personId, step: waiting, stopped: false });
    },
    analyse: async (within, importId, { personId, policy, released }) => {
      const row = (await importById(within, importId))!;
      const folder = importFolder(data, importId);
      await changeImport(within, importId, { state: 'analysing', problem: '' }, app.now());
      const task: ImportTask = {
        kind: 'analyse',
        dataFolder: row.folder ?? folder.data,
        runs: data.runs,
        // A data folder on this machine is analysed as on the command line: by its own settings, or the defaults.
        policy: row.folder === null ? policy : null,
        released,
      };
      return () => begin(importId, { task, personId, step: waiting, stopped: false });
    },
    step: (importId) => going.get(importId)?.step,
    stop: (importId) => {
      const job = going.get(importId);
      if (!job) return;
      job.stopped = true;
      job.running?.stop();
      going.delete(importId);
    },
    clear: () => clearUploads(app, data, (importId) => going.has(importId)),
    idle: async () => {
      while (going.size > 0) await last;
    },
  };
}
