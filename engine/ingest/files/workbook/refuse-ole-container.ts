import { SameStartError } from '../../../errors.ts';

const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/** Name of the stream that holds a workbook under a password (ECMA-376 with [MS-OFFCRYPTO]), as its directory writes it. */
const encryptedStream = Buffer.from('EncryptedPackage', 'utf16le');

/**
 * Refuses what is no archive but a container of the old kind, with what to do: a workbook under a password, or one of Excel
 * 97 to 2003, whatever its name says. Errors: `workbook-protected`, `workbook-old`.
 */
export function refuseOleContainer(bytes: Uint8Array, file: string): void {
  if (!signature.every((byte, at) => bytes[at] === byte)) return;
  const { buffer, byteOffset, byteLength } = bytes;
  const isProtected = Buffer.from(buffer, byteOffset, byteLength).includes(encryptedStream);
  throw new SameStartError(isProtected ? 'workbook-protected' : 'workbook-old', { file });
}
