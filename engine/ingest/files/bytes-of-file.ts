import { stat } from 'node:fs/promises';
import { SameStartError } from '../../errors.ts';
import { fileUnreadable } from './file-unreadable.ts';

/** Size of a file that has to fit into memory. Errors: `file-unreadable`; `file-damaged` with the reason `tooLarge` beyond `most`. */
export async function bytesOfFile(path: string, file: string, most: number, tooLarge: string): Promise<number> {
  const { size } = await stat(path).catch((cause: unknown) => {
    throw fileUnreadable(file, cause);
  });
  if (size > most) throw new SameStartError('file-damaged', { file, why: tooLarge });
  return size;
}
