import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { SameStartError } from '../../../errors.ts';
import { bytesOfFile } from '../bytes-of-file.ts';
import { fileUnreadable } from '../file-unreadable.ts';
import type { SourceFile } from '../grid.ts';
import { invisibleMarks } from '../invisible-marks.ts';
import { refuseOleContainer } from '../workbook/refuse-ole-container.ts';
import { parseDelimited, type LongCell } from './parse-delimited.ts';

const mostBytes = 200 << 20;
/** More of them is no text. */
const mostControls = 10_000;

/** Reads a text file whole: separated text as one sheet, or XML as it stands; UTF-8, UTF-16 or Windows-1252. */
export async function readTextFile(path: string, file: string): Promise<SourceFile> {
  const bytes = await readBounded(path, file);
  refuseOleContainer(bytes, file);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    throw new SameStartError('file-damaged', { file, why: 'it is an archive; unpack it and give the files in it' });
  const { text, encoding, removed } = decode(bytes, file);
  if (!/\.xml$/i.test(file) && /^\s*<(?:!doctype )?html/i.test(text))
    throw new SameStartError('file-damaged', {
      file,
      why: 'it is a web page, whatever its name says; open it in a spreadsheet and save it as .xlsx or CSV',
    });
  const assumptions = [
    ...(encoding === 'utf-8' ? [] : [`${file} is read as ${encoding}.`]),
    ...(removed > 0 ? [`${file} holds control characters (${removed}); they are taken out.`] : []),
  ];
  if (/^\s*</.test(text)) return { file, grids: [], xml: text, assumptions };
  try {
    const longCells: LongCell[] = [];
    return { file, grids: [{ name: file, rows: parseDelimited(text, longCells) }], xml: null, assumptions, longCells };
  } catch (cause) {
    throw new SameStartError('file-damaged', { file, why: (cause as Error).message }, { cause });
  }
}

async function readBounded(path: string, file: string): Promise<Uint8Array> {
  const size = await bytesOfFile(path, file, mostBytes, 'an export over 200 MB is not converted; split it');
  if (size === 0) throw new SameStartError('file-empty', { file });
  return readFile(path).catch((cause: unknown) => {
    throw fileUnreadable(file, cause);
  });
}

function decode(bytes: Uint8Array, file: string): { text: string; encoding: string; removed: number } {
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  const encoding = mark ?? utf16WithoutMark(bytes) ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252');
  const text = new TextDecoder(encoding).decode(bytes);
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const control = text.slice(0, 4096).search(/[\u0000-\u0008\u000e-\u001f]/);
  if (control >= 0) {
    const row = text.slice(0, control).split('\n').length;
    throw new SameStartError('file-not-text', { file, why: `row ${row} holds a control character` });
  }
  const further = text.match(invisibleMarks);
  if (!further) return { text, encoding, removed: 0 };
  const removed = further.reduce((sum, { length }) => sum + length, 0);
  if (removed > mostControls)
    throw new SameStartError('file-not-text', { file, why: `it holds ${removed} control characters` });
  return { text: text.replace(invisibleMarks, ''), encoding, removed };
}

/** UTF-16 that does not say so: every second byte of its first Latin letters is 0. */
function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, 2000);
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2]++;
  const [even, odd] = zeros.map((count) => count / (head.length / 2));
  return odd > 0.9 && even < 0.1 ? 'utf-16le' : even > 0.9 && odd < 0.1 ? 'utf-16be' : null;
}
