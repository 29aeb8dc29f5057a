import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Guess, Mapping } from '../../engine/index.ts';
import { PageError } from '../page-error.ts';
import type { Person } from '../people/person.ts';
import { importById, savedMapping } from '../records/data-imports.ts';
import { inOneChange } from '../records/in-one-change.ts';
import type { SchoolRecord } from '../records/open-record.ts';
import { importFolder } from './import-folder.ts';
import type { ImportJobs } from './import-jobs.ts';

export interface BeginReading {
  readonly importId: string;
  /** Whose files they are: what is read reaches no further than the person does. */
  readonly person: Person;
  readonly settled: boolean;
  readonly mended?: { table: string; text: string } | null;
  readonly change: (within: SchoolRecord) => Promise<void>;
}

/**
 * Begins to read what an import holds: with its own mapping once its questions are answered (`settled`), else with the one
 * kept from last time, so that nothing is asked twice. With `mended` rows the data folder made before is read once more.
 * `change` is why it is read, with its line in the audit: written together with it, before anything is read.
 */
export async function beginReading(
  app: FastifyInstance,
  { importId, person, settled, mended = null, change }: BeginReading,
): Promise<void> {
  const jobs = jobsOfApp(app);
  const earlier = await earlierOf(app, person);
  const begin = await inOneChange(app.record, async (within) => {
    await change(within);
    const row = (await importById(within, importId))!;
    const mapping = (settled ? row.mapping : null) ?? (await savedMapping(within, row.school ?? '')) ?? null;
    const { files } = importFolder(jobs.settings, importId);
    const names = (JSON.parse(row.files) as { name: string }[]).map(({ name }) => join(files, name));
    return jobs.read(within, importId, {
      personId: person.personId,
      files: row.folder === null ? names : [],
      mended,
      mapping: mapping === null ? null : (JSON.parse(mapping) as Mapping),
      settled,
      // A reason stands as long as the answer does.
      before: settled && row.proposal !== null ? (JSON.parse(row.proposal) as { guesses: Guess[] }).guesses : [],
      ...earlier,
    });
  });
  begin();
}

/** Reading and analysing; error: `no-place-for-files` where the server has no folder for files. */
export function jobsOfApp({ imports }: Pick<FastifyInstance, 'imports'>): ImportJobs {
  if (imports === null) throw new PageError('no-place-for-files');
  return imports;
}

/**
 * The school whose files these are where they do not say (the person’s own, or the only one there is), and the run whose
 * results stand where the files say nothing.
 */
async function earlierOf(
  app: FastifyInstance,
  person: Person,
): Promise<{ school: string | null; schoolIsSure: boolean; earlier: string | null }> {
  const newest = await app.runs.newestReleased(person);
  const only = newest?.schools?.length === 1 ? newest.schools[0] : null;
  return {
    school: person.school ?? only,
    schoolIsSure: person.school !== null,
    earlier: newest === undefined ? null : join(jobsOfApp(app).settings.runs, newest.id),
  };
}
