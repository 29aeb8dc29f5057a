import { readNames, readPupilContext } from '../../../engine/index.ts';
import type { SchoolRecord } from '../open-record.ts';
import { keepPupilContext } from './pupil-context.ts';
import { keepPupilNames } from './pupil-names.ts';

/** Takes the names of a data folder's pupils, and what it says of them beside the results, into the record; others stay. */
export async function takeInPupils(record: SchoolRecord, folder: string): Promise<void> {
  await keepPupilNames(record, new Map((await readNames(folder)).map((name) => [name.pupilId, name])));
  const { contexts, factsGiven } = await readPupilContext(folder);
  await keepPupilContext(record, contexts, { facts: factsGiven });
}
