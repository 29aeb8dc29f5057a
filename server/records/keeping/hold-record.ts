import Database from 'better-sqlite3-multiple-ciphers';
import { SameStartError } from '../../../engine/index.ts';

/**
 * Holds a record for one server, or one command that changes it: a second one is refused, and a process that ends, however it
 * ends, lets go. What is held is a file of its own, `<path>.lock`, so that copies can be made meanwhile.
 *
 * @returns lets go
 * @throws SameStartError record-held
 */
export function holdRecord(path: string): () => void {
  // The operating system frees a lock with its process; a file that only says who holds it would outlive a power cut.
  const lock = new Database(`${path}.lock`);
  try {
    lock.pragma('busy_timeout = 200');
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('begin exclusive');
  } catch (cause) {
    lock.close();
    if (!String((cause as { code?: string }).code).startsWith('SQLITE_BUSY')) throw cause;
    throw new SameStartError('record-held', { path }, { cause });
  }
  return () => lock.close();
}
