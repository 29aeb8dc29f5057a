import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { SameStartError } from '../../../errors.ts';
import { fileUnreadable } from '../file-unreadable.ts';
import { isNameColumn, type RawTable } from '../raw-table.ts';
import { mostRejects, tooManyRejects } from '../reject-log.ts';
import { rejectReasons } from '../reject-reasons.ts';
import { CsvScanner, longestRow } from './csv-scanner.ts';
import { finishColumns } from './finish-columns.ts';
import { readHeader } from './read-header.ts';

const blockSize = 4 << 20;

export interface CsvSettings {
  /** Called as bytes are read. */
  readonly progress?: ((bytesDone: number, bytesOf: number) => void) | undefined;
  /** Columns to keep; default all but names of people. */
  readonly keep?: ((column: string) => boolean) | undefined;
}

/**
 * Reads one CSV file (comma, semicolon or tab; UTF-8, or UTF-16 with its mark) in one pass and bounded memory.
 * Errors: `file-unreadable`, `file-empty`, `file-not-text`, `too-many-columns`, `column-twice`, `too-many-rejects`.
 */
export async function readCsvTable(
  path: string,
  file: string,
  table: string,
  settings: CsvSettings = {},
): Promise<RawTable> {
  const handle = await open(path, 'r').catch((cause: unknown) => {
    throw fileUnreadable(file, cause);
  });
  try {
    return await readAll(handle, file, table, settings);
  } finally {
    await handle.close();
  }
}

async function readAll(handle: FileHandle, file: string, table: string, settings: CsvSettings): Promise<RawTable> {
  const { size } = await handle.stat();
  const source = await openBytes(handle, file, Math.min(blockSize, size + 1));
  // A block of UTF-16 grows to at most 1.5 blocks; small files need no large buffer.
  const buffer = new Uint8Array(Math.min(longestRow + 3 * blockSize, 3 * size) + 64);
  let end = await source.next(buffer, 0);
  if (end === 0) throw new SameStartError('file-empty', { file });
  const header = readHeader(buffer.subarray(0, end), file);
  const keep = settings.keep ?? ((column) => !isNameColumn(column));
  const kept = header.columns.map(keep);
  const scanner = new CsvScanner(header.columns, kept, header.separator, rowsExpected(buffer, end, size));
  let start = header.bytes;
  for (;;) {
    start = scanner.scan(buffer, start, end, source.finished());
    if (scanner.unreadable.length > mostRejects) {
      const [first] = scanner.unreadable;
      throw tooManyRejects({ ...first, file, reason: rejectReasons[first.reason] });
    }
    settings.progress?.(source.bytesRead(), size);
    if (source.finished()) break;
    buffer.copyWithin(0, start, end);
    end -= start;
    start = 0;
    end += await source.next(buffer, end);
  }
  const finished = finishColumns(scanner, header.columns, kept);
  return {
    table,
    file,
    ...finished,
    blankRows: scanner.blankRows,
    oddNames: scanner.oddNames,
    nameColumns: header.columns.filter((_, column) => !kept[column]),
    assumptions: [...header.assumptions, ...source.assumptions],
    sha256: source.sha256(),
  };
}

interface ByteSource {
  /** Fills `buffer` from `at`; returns the bytes added. Adds at most three blocks. */
  next(buffer: Uint8Array, at: number): Promise<number>;
  finished(): boolean;
  bytesRead(): number;
  sha256(): string;
  readonly assumptions: readonly string[];
}

/** The file's bytes as UTF-8: UTF-16 with a byte order mark is decoded on the way, a UTF-8 mark is dropped. */
async function openBytes(handle: FileHandle, file: string, blockSize: number): Promise<ByteSource> {
  const hash = createHash('sha256');
  const block = new Uint8Array(blockSize);
  let bytesRead = 0;
  let done = false;
  let ahead = await read();
  const encoding =
    ahead[0] === 0xff && ahead[1] === 0xfe ? 'utf-16le' : ahead[0] === 0xfe && ahead[1] === 0xff ? 'utf-16be' : 'utf-8';
  const decoder = encoding === 'utf-8' ? null : new TextDecoder(encoding);
  let from = encoding === 'utf-8' && ahead[0] === 0xef && ahead[1] === 0xbb && ahead[2] === 0xbf ? 3 : 0;

  async function read(): Promise<Uint8Array> {
    const { bytesRead: count } = await handle.read(block, 0, blockSize).catch((cause: unknown) => {
      throw fileUnreadable(file, cause);
    });
    hash.update(block.subarray(0, count));
    bytesRead += count;
    if (count === 0) done = true;
    return block.subarray(0, count);
  }
  return {
    assumptions: decoder ? [`${file} is read as ${encoding.toUpperCase()}`] : [],
    finished: () => done,
    bytesRead: () => bytesRead,
    sha256: () => hash.digest('hex'),
    async next(buffer, at) {
      const bytes = decoder ? new TextEncoder().encode(decoder.decode(ahead, { stream: true })) : ahead.subarray(from);
      from = 0;
      buffer.set(bytes, at);
      const added = bytes.length;
      ahead = await read();
      return added;
    },
  };
}

function rowsExpected(buffer: Uint8Array, end: number, size: number): number {
  const sample = Math.min(end, 1 << 16);
  let lines = 1;
  for (let k = 0; k < sample; k++) if (buffer[k] === 10) lines++;
  return Math.ceil((size / sample) * lines * 1.02);
}
