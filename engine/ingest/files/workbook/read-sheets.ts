import { SameStartError } from '../../../errors.ts';
import { askWorker } from '../ask-worker.ts';
import { bytesOfFile } from '../bytes-of-file.ts';
import type { SheetText, WorkbookRequest } from './workbook-worker.ts';

const mostBytes = 100 << 20;

/**
 * Reads the sheets of a workbook as text, in a worker of bounded memory and time. `sheets` are lower-case names, null = all.
 * Errors: `file-unreadable`, `file-damaged` with the reason (a zip bomb, a cut-off archive, entities …).
 */
export async function readSheets(
  path: string,
  file: string,
  sheets: readonly string[] | null,
): Promise<readonly SheetText[]> {
  const size = await bytesOfFile(path, file, mostBytes, 'a workbook over 100 MB is not read; use CSV');
  const request: WorkbookRequest = { path, sheets };
  const answer = await askWorker<readonly SheetText[]>(new URL('./workbook-worker.ts', import.meta.url), request, size);
  if ('why' in answer) throw new SameStartError('file-damaged', { file, why: answer.why });
  return answer.read;
}
