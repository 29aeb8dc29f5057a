import type { FastifyRequest } from 'fastify';
import { beginReading, type BeginReading } from '../../imports/begin-reading.ts';

/** Begins to read what an import holds, for whoever is signed in. */
export function readImport(
  request: FastifyRequest,
  importId: string,
  reading: Omit<BeginReading, 'importId' | 'person'>,
): Promise<void> {
  return beginReading(request.server, { importId, person: request.person!, ...reading });
}
