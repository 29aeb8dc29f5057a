import type { RunRow } from '../../engine/index.ts';
import type { LoadedRun } from '../access/loaded-run.ts';
import { PageError } from './error-pages.ts';

export async function trajectoryPicture(_run: LoadedRun, _pupil: RunRow, _subject: string): Promise<string> {
  return Promise.reject(new PageError('no-such-page'));
}
