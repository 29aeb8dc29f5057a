import type { MeasuredGrowth } from '../../growth/percentiles/measured-growth.ts';
import type { TableOf } from '../../tables/run-table.ts';

/** The `fan` table: where pupils with one baseline score were at a later window. */
export function fanTable({ fan }: Pick<MeasuredGrowth, 'fan'>): TableOf<'fan'> {
  const text = (values: readonly string[]) => ({ type: 'text' as const, values });
  const number = (values: Float64Array) => ({ type: 'number' as const, values });
  return {
    name: 'fan',
    rows: fan.rows,
    columns: {
      subject: text(fan.subject),
      cohort: text(fan.cohort),
      baseline_window: text(fan.baselineWindow),
      window: text(fan.window),
      baseline_value: number(fan.baselineValue),
      q05: number(fan.quantiles[0]),
      q10: number(fan.quantiles[1]),
      q25: number(fan.quantiles[2]),
      q50: number(fan.quantiles[3]),
      q75: number(fan.quantiles[4]),
      q90: number(fan.quantiles[5]),
      q95: number(fan.quantiles[6]),
      peers: { type: 'integer', values: fan.peers },
    },
  };
}
