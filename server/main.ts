import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { rollOfRuns } from './runs/roll-of-runs.ts';
import { runFolder } from './runs/run-folder.ts';
import { settleSchools } from './runs/settle-schools.ts';
import { buildApp } from './app.ts';
import { howReached, type ReachSettings } from './http/how-reached.ts';
import { openRecord, type SchoolRecord } from './records/open-record.ts';
import type { RecordSettings } from './records/keeping/encrypted-database.ts';
import { lookAfterRecord as lookAfterCopies, upgrade, type RecordTask } from './records/keeping/look-after-record.ts';
import { retentionSettings } from './records/life/retention-settings.ts';
import { lookAfterPupils } from './look-after-pupils.ts';
import type { PupilTask } from './runs/life/pupil-task.ts';
import { pruneRuns } from './runs/life/prune-runs.ts';
import type { RunTask } from './runs/life/run-task.ts';
import { withdraw } from './runs/life/withdraw.ts';
import { holdRecord } from './records/keeping/hold-record.ts';
import { nightlyCopies } from './records/keeping/nightly-copies.ts';
import { localPerson } from './people/people.ts';
import { headteacherCanSignIn } from './people/person-signing-in.ts';
import { pupilsOfFolder, takeInPupils } from './records/pupils/take-in-pupils.ts';
import { othersHaveAccounts } from './records/run-releases.ts';
import { openLog, type Log } from './http/log.ts';
import { inboxSettings, type InboxOptions } from './inbox/inbox-settings.ts';
import { lookIntoInbox, watchInbox, type InboxLook } from './inbox/watch-inbox.ts';
import { newSignInToken } from './people/sign-in-tokens.ts';

export interface ServeSettings extends ReachSettings {
  /** Folder of runs. */
  readonly runs: string;
  /** 0: any free port. */
  readonly port: number;
  /** Folder of the encrypted record; default `.record` in the folder of runs. */
  readonly records?: string;
  /** Data folder whose pupils' names and context are taken into the record. */
  readonly data?: string;
  /** The record's key, 64 hex digits; default: the environment variable SAME_START_KEY, else a key file beside the record. */
  readonly key?: string;
  /**
   * Whether a one-time address is made that signs the local headteacher in. Default: always on this machine alone; where `url` is
   * given, only until a headteacher can sign in otherwise, because what is printed may end in a log.
   */
  readonly link?: boolean;
  /** Folder that gets a copy of the record every night; how many are kept there. */
  readonly backup?: string;
  readonly keep?: number;
  /** Bytes that a school's brought files may take on the disk. Default: 2,000 MB. */
  readonly schoolBytes?: number;
  /** Folder whose files are read, analysed and drafted as they arrive. */
  readonly inbox?: InboxOptions;
  /** Folder of a log that names nobody. */
  readonly log?: string;
}

/** What watching needs to know: the folders. */
export interface WatchSettings extends Pick<ServeSettings, 'runs' | 'records' | 'key' | 'schoolBytes' | 'url'> {
  readonly inbox: InboxOptions;
  /** Looks once and ends. */
  readonly once?: boolean;
}

/** Looks after the record: copies, keys, checks; and what is kept of people, and for how long. */
export function lookAfterRecord(
  task: RecordTask | PupilTask | RunTask | UpgradeTask,
): Promise<{ text: string; json: unknown }> {
  if (task.task === 'upgrade') return upgrade(task);
  if (isOfRuns(task)) return lookAfterRuns(task);
  return isOfPupils(task) ? lookAfterPupils(task) : Promise.resolve().then(() => lookAfterCopies(task));
}

/** Brings a record up to this version. */
export interface UpgradeTask {
  readonly task: 'upgrade';
  readonly records: string;
}

function lookAfterRuns(task: RunTask): Promise<{ text: string; json: unknown }> {
  const key = process.env['SAME_START_KEY'];
  const settings = { path: join(task.records, 'record.db'), ...(key ? { key } : {}) };
  return task.task === 'withdraw' ? withdraw(task, settings, new Date()) : pruneRuns(task, settings);
}

function isOfRuns(task: RecordTask | PupilTask | RunTask): task is RunTask {
  return task.task === 'withdraw' || task.task === 'prune-runs';
}

function isOfPupils(task: RecordTask | PupilTask): task is PupilTask {
  return task.task === 'prune' || task.task === 'about' || task.task === 'erase';
}

/** Minutes for which the printed sign-in address works, once. */
const signInMinutes = 60;

export interface Served {
  readonly address: string;
  /** One-time address that signs in, or the page to sign in at. */
  readonly signInUrl: string;
  /** Whether it is a one-time address. */
  readonly once: boolean;
  close(): Promise<void>;
}

/**
 * Serves the pages: for one person on this machine, headteacher of every school in the runs, signed in by a one-time address; and
 * for all who are on the People page. Nothing is printed here; the caller says where to go.
 */
export async function serve(settings: ServeSettings): Promise<Served> {
  const reach = howReached(settings, process.env);
  const log = settings.log === undefined ? undefined : openLog(settings.log);
  const { app, record, place, end } = await openPages(settings, reach, log);
  const stopping: (() => void | Promise<void>)[] = [];
  const close = async () => {
    for (const stop of stopping) await stop();
    await app.close();
    await end();
    log?.write({ event: 'stopped' });
    await log?.close();
  };
  try {
    if (settings.backup !== undefined)
      stopping.push(
        nightlyCopies(record, place, {
          folder: settings.backup,
          keep: settings.keep ?? 14,
          now: () => new Date(),
          onFault: (fault) => reportFault(log)(fault, 'the nightly copy'),
        }),
      );
    openNewest(app);
    const listening = await app.listen({ host: settings.host, port: settings.port });
    const address = reach.publicUrl ?? listening;
    if (settings.inbox)
      stopping.push(watchInbox(app, inboxSettings(logged(settings.inbox, log), process.env, address)));
    log?.write({ event: 'started', port: settings.port });
    const once = settings.link ?? !(settings.url && (await headteacherCanSignIn(record, reach.openId !== undefined)));
    const token = once ? `/${await newSignInToken(record, await localPerson(record), signInMinutes)}` : '';
    return { address, signInUrl: `${address}/sign-in${token}`, once, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Watches a folder without serving pages: once, or until the returned function is called. One program works on a record at a
 * time: where the pages are served, `serve --inbox` watches.
 *
 * @throws SameStartError record-held
 */
export async function watch(settings: WatchSettings): Promise<{ look: InboxLook | null; close(): Promise<void> }> {
  const { app, end } = await openPages(settings, {});
  const close = async () => {
    await app.close();
    await end();
  };
  try {
    await app.ready();
    const inbox = inboxSettings(settings.inbox, process.env, settings.url);
    if (!settings.once) {
      const stop = watchInbox(app, inbox);
      return { look: null, close: () => stop().then(close) };
    }
    const look = await lookIntoInbox(app, inbox);
    return { look, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The application over a record that nobody else works on, not listening yet. */
async function openPages(
  settings: Pick<ServeSettings, 'runs' | 'records' | 'key' | 'data' | 'schoolBytes'>,
  reach: Partial<ReturnType<typeof howReached>>,
  log?: Log,
): Promise<{ app: FastifyInstance; record: SchoolRecord; place: RecordSettings; end: () => Promise<void> }> {
  const key = settings.key ?? process.env['SAME_START_KEY'];
  const records = settings.records ?? resolve(settings.runs, '.record');
  const place = { path: join(records, 'record.db'), ...(key ? { key } : {}) };
  mkdirSync(records, { recursive: true, mode: 0o700 });
  const letGo = holdRecord(place.path);
  const record = await openRecord(place).catch((error: unknown) => {
    letGo();
    throw error;
  });
  const end = async () => {
    await record.close();
    letGo();
  };
  try {
    if (settings.data !== undefined) await takeInPupils(record, await pupilsOfFolder(settings.data));
    const app = await buildApp({
      runs: runFolder(settings.runs),
      record,
      ...reach,
      onFault: reportFault(log),
      log,
      releaseByHand: () => othersHaveAccounts(record),
      retentions: retentionSettings(join(records, 'retention.json')),
      data: {
        files: join(records, 'files'),
        runs: settings.runs,
        folders: settings.data === undefined ? [] : [settings.data],
        ...(settings.schoolBytes === undefined ? {} : { limits: { schoolBytes: settings.schoolBytes } }),
      },
    });
    await rollOfRuns(app);
    await settleSchools(app);
    return { app, record, place, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Reads the newest run while its first reader is still signing in. What is wrong with it is said by the pages. */
function openNewest(app: FastifyInstance): void {
  app.runs
    .list()
    .then((runs) => runs.find(({ state, release }) => state === 'complete' && release === 'released'))
    .then((newest) => (newest ? app.runs.open(newest.id) : undefined))
    .catch(() => undefined);
}

/** The route and where in our code, never the address as typed nor what was written in a form. */
function reportFault(log?: Log): (fault: unknown, route: string) => void {
  return (fault, route) => {
    const { name, stack } = fault instanceof Error ? fault : new Error('unknown');
    const lines = (stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
    process.stderr.write(`A fault in ${route}: ${name}\n${lines.slice(0, 8).join('\n')}\n`);
    log?.write({ event: 'fault', route, name, where: lines.slice(0, 8).map((line) => line.trim()) });
  };
}

/** The inbox's events go into the log, too. */
function logged(inbox: InboxOptions, log: Log | undefined): InboxOptions {
  if (log === undefined) return inbox;
  return {
    ...inbox,
    onEvent: (event) => {
      log.write({ event: 'inbox', came: event.came, files: event.files });
      inbox.onEvent(event);
    },
  };
}
