import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import type { Guess, Mapping } from '../../../engine/index.ts';
import { importFolder } from '../../imports/import-folder.ts';
import { jobsOf } from '../../imports/import-of-request.ts';
import { inOneChange } from '../../records/in-one-change.ts';
import type { SchoolRecord } from '../../records/open-record.ts';
import { importById, savedMapping } from '../../records/data-imports.ts';

interface ReadingImport {
  readonly settled: boolean;
  readonly mended?: { table: string; text: string } | null;
  readonly change: (within: SchoolRecord) => Promise<void>;
}

/**
 * Begins to read what an import holds: with its own mapping once its questions are answered (`settled`), else with the one
 * kept from last time, so that nothing is asked twice. With `mended` rows the data folder made before is read once more.
 * `change` is why it is read, with its line in the audit: written together with it, before anything is read.
 */
export async function readImport(
  request: FastifyRequest,
  importId: string,
  { settled, mended = null, change }: ReadingImport,
): Promise<void> {
  const jobs = jobsOf(request);
  const earlier = await earlierOf(request);
  const begin = await inOneChange(request.server.record, async (within) => {
    await change(within);
    const row = (await importById(within, importId))!;
    const mapping = (settled ? row.mapping : null) ?? (await savedMapping(within, row.school ?? '')) ?? null;
    const { files } = importFolder(jobs.settings, importId);
    const names = (JSON.parse(row.files) as { name: string }[]).map(({ name }) => join(files, name));
    return jobs.read(within, importId, {
      personId: request.person!.personId,
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

/**
 * The school whose files these are where they do not say (the person’s own, or the only one there is), and the run whose
 * results stand where the files say nothing.
 */
async function earlierOf(
  request: FastifyRequest,
): Promise<{ school: string | null; schoolIsSure: boolean; earlier: string | null }> {
  const person = request.person!;
  const newest = await request.server.runs.newestReleased(person);
  const only = newest?.schools?.length === 1 ? newest.schools[0] : null;
  return {
    school: person.school ?? only,
    schoolIsSure: person.school !== null,
    earlier: newest === undefined ? null : join(jobsOf(request).settings.runs, newest.id),
  };
}
