import { lackWords, type AgendaRow } from '../../../engine/index.ts';

/** Why a pupil of the section “not measured” has no result, in words: the run names the status of the results. */
export function whyNotMeasured(row: AgendaRow): string {
  const why = row.why_listed;
  const status = why === 'not-entered' ? null : why;
  return lackWords({ status: status as Parameters<typeof lackWords>[0]['status'] });
}
