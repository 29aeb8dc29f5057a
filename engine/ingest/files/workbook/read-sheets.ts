import { open, readFile } from 'node:fs/promises';
import { SameStartError } from '../../../errors.ts';
import { askWorker } from '../ask-worker.ts';
import { bytesOfFile } from '../bytes-of-file.ts';
import { fileUnreadable } from '../file-unreadable.ts';
import { refuseOleContainer } from './refuse-ole-container.ts';
import type { SheetText, WorkbookRequest } from './workbook-worker.ts';

const mostBytes = 100 << 20;

/**
 * Reads the sheets of a workbook as text, in a worker of bounded memory and time. `sheets` are lower-case names, null = all.
 * Errors: `file-unreadable`, `workbook-protected`, `workbook-old`, `file-damaged` with the reason (a zip bomb, a cut-off archive,
 * entities …).
 */
export async function readSheets(
  path: string,
  file: string,
  sheets: readonly string[] | null,
): Promise<readonly SheetText[]> {
  const size = await bytesOfFile(path, file, mostBytes, 'a workbook over 100 MB is not read; use CSV');
  if (!(await isArchive(path, file))) refuseOleContainer(await readFile(path), file);
  const request: WorkbookRequest = { path, sheets };
  const answer = await askWorker<readonly SheetText[]>(new URL('./workbook-worker.ts', import.meta.url), request, size);
  if ('read' in answer) return answer.read;
  if (answer.why.includes('encrypted')) throw new SameStartError('workbook-protected', { file });
  throw new SameStartError('file-damaged', { file, why: answer.why });
}

async function isArchive(path: string, file: string): Promise<boolean> {
  const handle = await open(path).catch((cause: unknown) => {
    throw fileUnreadable(file, cause);
  });
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString('latin1') === 'PK';
  } finally {
    await handle.close();
  }
}
