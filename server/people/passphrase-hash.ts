import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const argon2id = promisify(argon2).bind(null, 'argon2id');

/** What the OWASP Password Storage Cheat Sheet asks of argon2id: 19 MiB, two passes, one lane. About 30 ms on one core. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const saltBytes = 16;
const tagBytes = 32;

interface Stored {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly nonce: Buffer;
  readonly tag: Buffer;
}

/** The passphrase as it is stored: a PHC string, `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`, with a salt of its own. */
export async function hashPassphrase(passphrase: string): Promise<string> {
  const nonce = randomBytes(saltBytes);
  const tag = await argon2id({ ...cost, message: canonical(passphrase), nonce, tagLength: tagBytes });
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`;
}

/**
 * Whether this is the passphrase behind `stored`, compared in constant time. With nobody behind it (`null`) the same work is done
 * and the answer is no, so that the time taken says nothing about who has an account.
 */
export async function checkPassphrase(passphrase: string, stored: string | null): Promise<boolean> {
  const known = stored === null ? null : parsed(stored);
  const { nonce, tag, ...given } = known ?? { ...cost, nonce: Buffer.alloc(saltBytes), tag: Buffer.alloc(tagBytes) };
  const own = await argon2id({ ...given, message: canonical(passphrase), nonce, tagLength: tag.length });
  return timingSafeEqual(own, tag) && known !== null;
}

function parsed(stored: string): Stored | null {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(stored);
  if (!match) return null;
  const [, memory, passes, parallelism, salt, hash] = match;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(salt, 'base64'),
    tag: Buffer.from(hash, 'base64'),
  };
}

/** The same characters typed on another keyboard are the same passphrase. */
function canonical(passphrase: string): Buffer {
  return Buffer.from(passphrase.normalize('NFKC'));
}

/** PHC strings use base64 without padding. */
function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
