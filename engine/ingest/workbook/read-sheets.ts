import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { SameStartError } from '../../errors.ts';
import type { SheetText, WorkbookAnswer, WorkbookRequest } from './workbook-worker.ts';

const mostBytes = 100 << 20;
const mostMemoryMegabytes = 2048;
const mostSeconds = 120;

/**
 * Reads the sheets of a workbook as text, in a worker of bounded memory and time. `sheets` are lower-case names, null = all.
 * Errors: `file-unreadable`, `file-damaged` with the reason (a zip bomb, a cut-off archive, entities …).
 */
export async function readSheets(
  path: string,
  file: string,
  sheets: readonly string[] | null,
): Promise<readonly SheetText[]> {
  const { size } = await stat(path).catch((cause: unknown) => {
    throw new SameStartError(
      'file-unreadable',
      { file, why: (cause as NodeJS.ErrnoException).code ?? 'unknown' },
      { cause },
    );
  });
  if (size > mostBytes)
    throw new SameStartError('file-damaged', { file, why: 'a workbook over 100 MB is not read; use CSV' });
  const answer = await askWorker({ path, sheets });
  if ('why' in answer) throw new SameStartError('file-damaged', { file, why: answer.why });
  return answer.sheets;
}

async function askWorker(request: WorkbookRequest): Promise<WorkbookAnswer> {
  const worker = new Worker(new URL('./workbook-worker.ts', import.meta.url), {
    workerData: request,
    resourceLimits: { maxOldGenerationSizeMb: mostMemoryMegabytes },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<WorkbookAnswer>((resolve) => {
      timer = setTimeout(() => resolve({ why: `reading it took over ${mostSeconds} seconds` }), mostSeconds * 1000);
      worker.once('message', resolve);
      worker.once('error', (error: Error & { code?: string }) =>
        resolve({ why: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'it needs too much memory' : error.message }),
      );
      worker.once('exit', () => resolve({ why: 'it could not be read' }));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
