import { inflateRawSync } from 'node:zlib';

/** What a workbook of a school stays under; a larger one is refused before anything is made of it. */
const mostEntries = 2000;
const mostUnpacked = 512 << 20;
const mostPerEntry = 256 << 20;

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localEntry = 0x04034b50;

/**
 * Looks through a zip archive before a reader is let near it: walks the central directory and unpacks every entry against
 * the size it declares. Throws a plain Error whose message is the reason: truncated, encrypted, too large when unpacked
 * (a zip bomb), entries with paths out of the folder, or a document type declaration in its XML (entity attacks). Returns the
 * content of the entries `wanted`, by name.
 */
export function checkArchive(bytes: Uint8Array, wanted: readonly string[] = []): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) throw new Error('it is larger than a workbook may be');
  if (count > mostEntries) throw new Error(`it holds ${count} parts, more than a workbook may`);
  let unpacked = 0;
  const found = new Map<string, Uint8Array>();
  const claimed: [from: number, to: number][] = [];
  for (let entry = 0; entry < count; entry++) {
    if (at + 46 > end || view.getUint32(at, true) !== directoryEntry) throw new Error('it is cut off or damaged');
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const packedSize = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    if (at + 46 + nameLength > end) throw new Error('it is cut off or damaged');
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (flags & 1) throw new Error('it is encrypted; save it without a password');
    if (name.startsWith('/') || name.includes('\\') || name.includes(':') || name.split('/').includes('..'))
      throw new Error('it is not safe to open: a part inside it points outside it');
    unpacked += size;
    if (size > mostPerEntry || unpacked > mostUnpacked) throw new Error('it is too large when unpacked');
    const local = view.getUint32(at + 42, true);
    const from = dataStart(view, local);
    // Parts that overlap are how small archives unpack to terabytes.
    claimed.push([local, from + packedSize]);
    const content = checkedEntry(bytes, from, packedSize, size, method, name);
    if (wanted.includes(name)) found.set(name, content);
    if (name === 'META-INF/manifest.xml' && Buffer.from(content).includes('encryption-data'))
      throw new Error('it is encrypted; save it without a password');
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  claimed.sort(([a], [b]) => a - b);
  if (claimed.some(([from], k) => k > 0 && from < claimed[k - 1][1])) throw new Error('its parts overlap');
  return found;
}

function findEnd(view: DataView): number {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - 0xffff); at--)
    if (view.getUint32(at, true) === endOfDirectory) return at;
  throw new Error('it is not a workbook, or is cut off');
}

function dataStart(view: DataView, local: number): number {
  if (local + 30 > view.byteLength || view.getUint32(local, true) !== localEntry)
    throw new Error('it is cut off or damaged');
  return local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
}

function checkedEntry(
  bytes: Uint8Array,
  from: number,
  packed: number,
  size: number,
  method: number,
  name: string,
): Uint8Array {
  if (from + packed > bytes.byteLength) throw new Error('it is cut off or damaged');
  if (method !== 0 && method !== 8) throw new Error('it is packed in a way that is not read');
  const data = bytes.subarray(from, from + packed);
  const content = method === 0 ? data : inflateWithin(data, size);
  if (content.byteLength !== size) throw new Error('it is damaged: a part is not as long as it says');
  if (/\.(?:xml|rels)$/i.test(name)) {
    const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    if (text.includes('<!DOCTYPE') || text.includes('<!ENTITY'))
      throw new Error('its XML declares a document type, which is refused');
  }
  return content;
}

function inflateWithin(data: Uint8Array, size: number): Uint8Array {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
  } catch {
    throw new Error('it is damaged, or a part is larger than it declares');
  }
}
