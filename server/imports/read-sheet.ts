import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Multipart } from '@fastify/multipart';
import { sheetsOfFile, SameStartError } from '../../engine/index.ts';
import { PageError } from '../page-error.ts';

/** A sheet typed by people; a file of a whole school's results goes to the page of data. */
const mostBytes = 5_000_000;
const endings: ReadonlySet<string> = new Set(['.csv', '.txt', '.xlsx', '.ods']);

/**
 * The first sheet of the one file of a form, as text cells. The file lies in a private folder while it is read, and is gone then.
 * Errors: `upload-refused` with what to do.
 */
export async function readSheet(parts: AsyncIterable<Multipart>): Promise<readonly (readonly string[])[]> {
  const folder = await mkdtemp(join(tmpdir(), 'same-start-sheet-'));
  try {
    for await (const part of parts) {
      if (part.type !== 'file') continue;
      if (!part.filename) {
        part.file.resume();
        continue;
      }
      const ending = extname(part.filename).toLowerCase();
      if (!endings.has(ending)) {
        part.file.resume();
        throw refused('Bring a CSV file or a workbook (.xlsx or .ods).');
      }
      const path = join(folder, `sheet${ending}`);
      await pipeline(part.file, atMost(mostBytes), createWriteStream(path, { mode: 0o600 }));
      const [first] = await sheetsOfFile(path, `sheet${ending}`);
      return first ?? [];
    }
    throw refused('No file was chosen.');
  } catch (error) {
    if (error instanceof SameStartError) throw refused(error.message);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function refused(problem: string): PageError {
  return new PageError('upload-refused', { problem });
}

/** Passes bytes on until they are too many. */
function atMost(bytes: number) {
  return async function* passed(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let sum = 0;
    for await (const chunk of chunks) {
      sum += chunk.length;
      if (sum > bytes) throw refused('The file is larger than 5 MB. Bring it in parts.');
      yield chunk;
    }
  };
}
