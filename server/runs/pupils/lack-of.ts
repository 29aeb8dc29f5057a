import { lackWords, type RunRow } from '../../../engine/index.ts';

/** Why a pupil of the section “not measured” has no result, in words: the run names the status of the results. */
export function lackOf(row: RunRow): string {
  const why = row['why_listed'];
  const status = typeof why === 'string' && why !== 'not-entered' ? why : null;
  return lackWords({ status: status as Parameters<typeof lackWords>[0]['status'] });
}
