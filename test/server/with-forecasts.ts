import type { RunContent } from '../../engine/index.ts';
import { tableOfRows } from '../engine/tables/table-of-rows.ts';

/** The run with forecasts in reading for these pupils: quantiles 85, 88, 94, 100, 103, 108, 112, 116 for both days. */
export function withForecasts(content: RunContent, pupilIds: readonly string[]): RunContent {
  const of = { subject: 'reading', date: '2027-07-02', whole: true, peers: 282 };
  const targets = { typical: 100, aspirational: 108, exceptional: 116 };
  const quantiles = { q05: 85, q10: 88, q25: 94, q50: 100, q65: 103, q80: 108, q90: 112, q95: 116 };
  const rows = pupilIds.flatMap((pupil_id) => {
    const own = { ...of, ...targets, ...quantiles, pupil_id, until: 'year' as const };
    return [own, { ...own, until: 'key-stage' as const, date: '2029-07-02', typical: 102 }];
  });
  return { ...content, tables: { ...content.tables, forecasts: tableOfRows('forecasts', rows) } };
}
