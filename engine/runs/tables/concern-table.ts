import { slowDownKinds } from '../../growth/trajectory/model/slow-down-hypotheses.ts';
import type { TableOf } from '../../tables/run-table.ts';
import type { Analysis } from './analysis.ts';

/** The `concern` table: every comparison with a current score. */
export function concernTable({ data, comparisons, concern, slowed, shortfall }: Analysis): TableOf<'concern'> {
  const rows = Int32Array.from({ length: comparisons.count }, (_, i) => i).filter(
    (i) => comparisons.currentRow[i] >= 0,
  );
  const chanceOf = (kind: (typeof slowDownKinds)[number]) => {
    const place = slowDownKinds.indexOf(kind);
    return {
      type: 'number' as const,
      values: Float64Array.from(rows, (i) => slowed[slowDownKinds.length * i + place]),
    };
  };
  return {
    name: 'concern',
    rows: rows.length,
    columns: {
      pupil_id: { type: 'text', values: Array.from(rows, (i) => data.pupils.pupilId[comparisons.pupil[i]]) },
      subject: { type: 'text', values: Array.from(rows, (i) => data.subjects[comparisons.subject[i]]) },
      concern: { type: 'number', values: Float64Array.from(rows, (i) => concern[i]) },
      recent_fall: chanceOf('recent-fall'),
      long_decline: chanceOf('long-decline'),
      lasting_step: chanceOf('lasting-step'),
      shortfall: { type: 'number', values: Float64Array.from(rows, (i) => shortfall[i]) },
    },
  };
}
