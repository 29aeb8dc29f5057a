import type { FastifyRequest } from 'fastify';
import { jobsOfApp } from './begin-reading.ts';
import type { ImportJobs } from './import-jobs.ts';
import { importById, type DataImportRow } from '../records/data-imports.ts';
import { PageError } from '../page-error.ts';

/** The files a page is about: of the person’s own school, or of any for who looks after all. Errors: `no-such-import`. */
export async function importOfRequest(request: FastifyRequest): Promise<DataImportRow> {
  const { id } = request.params as { id: string };
  const row = await importById(request.server.record, id);
  const { school } = request.person!;
  if (!row || (school !== null && row.school !== school)) throw new PageError('no-such-import');
  return row;
}

/** Reading and analysing, for a page; errors: those of `jobsOfApp`. */
export function jobsOf({ server }: FastifyRequest): ImportJobs {
  return jobsOfApp(server);
}
