import { stat } from 'node:fs/promises';
import { SameStartError } from '../../../errors.ts';
import { askWorker } from '../ask-worker.ts';
import type { RawTable } from '../raw-table.ts';
import type { ArrowRequest } from './arrow-worker.ts';

/** The format wants the whole file in memory, so its size is bounded. */
const mostBytes = 512 << 20;

/** Reads one Arrow file (file or stream format) as text, in a worker. Errors: `file-unreadable`, `file-damaged`. */
export async function readArrowTable(path: string, file: string, table: string, names = false): Promise<RawTable> {
  const { size } = await stat(path).catch((cause: unknown) => {
    const why = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new SameStartError('file-unreadable', { file, why }, { cause });
  });
  if (size > mostBytes)
    throw new SameStartError('file-damaged', { file, why: 'it is larger than 512 MB; use Parquet or CSV' });
  const request: ArrowRequest = { path, file, table, names };
  const answer = await askWorker<RawTable>(new URL('./arrow-worker.ts', import.meta.url), request, size);
  if ('why' in answer) throw new SameStartError('file-damaged', { file, why: answer.why });
  return answer.read;
}
