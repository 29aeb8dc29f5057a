import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { fileUnreadable } from './file-unreadable.ts';

/** SHA-256 of a file, hex. Errors: `file-unreadable`. */
export async function hashFile(path: string, file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const block of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(block as Buffer);
  } catch (cause) {
    throw fileUnreadable(file, cause);
  }
  return hash.digest('hex');
}
