import { SameStartError } from '../errors.ts';

/**
 * The coded error for a refusal of the operating system about a file or folder (no permission, no such folder, disk full),
 * or null where it is something else. Readers and writers say more where they know more; this is for every other place.
 */
export function diskError(error: unknown): SameStartError | null {
  if (!(error instanceof Error) || error instanceof SameStartError) return null;
  const { code, path, dest, syscall } = error as NodeJS.ErrnoException & { dest?: string };
  if (code === undefined || syscall === undefined) return null;
  if (path === undefined && code !== 'ENOSPC') return null;
  return new SameStartError('disk-refused', { path: dest ?? path ?? 'The disk', why: code }, { cause: error });
}
