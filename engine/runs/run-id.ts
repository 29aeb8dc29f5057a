import type { RunManifest } from '../tables/run-content.ts';
import { hashOf } from './hash-of.ts';

/**
 * Name of a run's folder: the window's date and 12 hex digits of the hash of all that decides its content: inputs, policy,
 * reference, previous run, window and engine version. The same again is the same run. A window that is named counts apart
 * from the same one found: classes that have hardly sat it are then judged on it too.
 */
export function runId(manifest: RunManifest): string {
  const { hashes, engine, format, window, windowNamed, windowDate, previousRun } = manifest;
  return `${windowDate}-${hashOf({ hashes, engine, format, window, windowNamed, previousRun }).slice(0, 12)}`;
}
