import { SameStartError } from '../../errors.ts';

/** What is thrown where the system will not let a file be read: `file-unreadable` with the system's own code. */
export function fileUnreadable(file: string, cause: unknown): SameStartError {
  const why = (cause as NodeJS.ErrnoException).code ?? 'unknown';
  return new SameStartError('file-unreadable', { file, why }, { cause });
}
