import { join, resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { readNames } from '../engine/index.ts';
import { runFolder } from './access/run-folder.ts';
import { buildApp } from './app.ts';
import { openRecord } from './records/open-record.ts';
import { localPerson } from './records/people.ts';
import { keepPupilNames } from './records/pupil-names.ts';
import { newSignInToken } from './records/sign-in-tokens.ts';

export interface ServeSettings {
  /** Folder of runs. */
  readonly runs: string;
  /** Loopback unless said otherwise. */
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Folder of the encrypted record; default `.record` in the folder of runs. */
  readonly records?: string;
  /** Data folder whose pupils' names are taken into the record. */
  readonly data?: string;
  /** The record's key, 64 hex digits; default: the environment variable SAME_START_KEY, else a key file beside the record. */
  readonly key?: string;
}

/** Minutes for which the printed sign-in address works, once. */
const signInMinutes = 60;

/**
 * Serves the pages for one person on this machine: headteacher of every school in the runs, signed in by a one-time address.
 * Nothing is printed here; the caller says where to go.
 */
export async function serve(
  settings: ServeSettings,
): Promise<{ address: string; signInUrl: string; close(): Promise<void> }> {
  const key = settings.key ?? process.env['SAME_START_KEY'];
  const record = await openRecord({
    path: join(settings.records ?? resolve(settings.runs, '.record'), 'record.db'),
    ...(key ? { key } : {}),
  });
  try {
    if (settings.data !== undefined)
      await keepPupilNames(record, new Map((await readNames(settings.data)).map((name) => [name.pupilId, name])));
    const app = await buildApp({
      runs: runFolder(settings.runs),
      record,
      hosts: [settings.host],
      onFault: reportFault,
    });
    openNewest(app);
    const address = await app.listen({ host: settings.host, port: settings.port });
    const token = await newSignInToken(record, await localPerson(record), signInMinutes);
    return {
      address,
      signInUrl: `${address}/sign-in/${token}`,
      close: async () => {
        await app.close();
        await record.close();
      },
    };
  } catch (error) {
    await record.close();
    throw error;
  }
}

/** Reads the newest run while its first reader is still signing in. What is wrong with it is said by the pages. */
function openNewest(app: FastifyInstance): void {
  app.runs
    .list()
    .then(([newest]) => (newest?.state === 'complete' ? app.runs.open(newest.id) : undefined))
    .catch(() => undefined);
}

/** The route and where in our code, never the address as typed nor what was written in a form. */
function reportFault(fault: unknown, route: string): void {
  const { name, stack } = fault instanceof Error ? fault : new Error('unknown');
  const lines = (stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  process.stderr.write(`A fault in ${route}: ${name}\n${lines.slice(0, 8).join('\n')}\n`);
}
