import { existsSync } from 'node:fs';
import type { SchoolRecord } from '../../records/open-record.ts';
import { secret } from '../../records/secret.ts';
import { runFolder } from '../run-folder.ts';
import { runLibrary, type RunLibrary, type RunSource } from '../run-library.ts';

const none: RunSource = { list: () => Promise.resolve([]), open: () => Promise.reject(new Error('no runs')) };

/** The runs of a folder for a command, every one of them; none where there is no such folder. */
export async function libraryOfCommand(record: SchoolRecord, runs: string): Promise<RunLibrary> {
  return runLibrary(existsSync(runs) ? runFolder(runs) : none, {
    record,
    keySecret: await secret(record, 'pupil-keys'),
    releaseByHand: () => Promise.resolve(false),
  });
}
