import { resultStatuses, type Scale } from '../../tables/assessment-data.ts';
import type { TableOf } from '../../tables/run-table.ts';
import type { Analysis } from './analysis.ts';
import { isGrade } from './growth-table.ts';

/** The `trajectories` table: one row a result, whatever its status; positions in SD and in the test's own points. */
export function trajectoriesTable({
  data,
  points,
  position,
  positionLow,
  positionHigh,
}: Analysis): TableOf<'trajectories'> {
  const { results, windows, pupils, subjects } = data;
  const inPoints = (low: Float64Array, high: Float64Array) =>
    Float64Array.from(position, (_, row) => {
      // Where a higher score is worse, the upper end of the position is the lower end in points.
      const place = points.direction[row] > 0 ? low[row] : high[row];
      return withinScale(points.pointsAt(row, place), data.scales[data.results.scale[row]]);
    });
  const text = <Value extends string | null>(values: Value[]) => ({ type: 'text' as const, values });
  const number = (values: Float64Array) => ({ type: 'number' as const, values });
  return {
    name: 'trajectories',
    rows: results.count,
    columns: {
      pupil_id: text(Array.from(results.pupil, (pupil) => pupils.pupilId[pupil])),
      subject: text(Array.from(results.subject, (subject) => subjects[subject])),
      window: text(Array.from(results.window, (window) => windows.window[window])),
      score: text(results.score.map((score) => score || null)),
      score_value: number(results.value.map((value, row) => (isGrade(data, row) ? Number.NaN : value))),
      status: text(Array.from(results.status, (status) => resultStatuses[status])),
      position: number(position),
      position_low: number(positionLow),
      position_high: number(positionHigh),
      points: number(inPoints(position, position)),
      points_low: number(inPoints(positionLow, positionHigh)),
      points_high: number(inPoints(positionHigh, positionLow)),
      middle_points: number(points.middlePoints),
    },
  };
}

/** A value in points that the test can give: no range of an SDQ score reaches below 0. */
function withinScale(value: number, scale: Scale | undefined): number {
  if (scale === undefined) return value;
  const low = Number.isNaN(scale.min) ? value : Math.max(scale.min, value);
  return Number.isNaN(scale.max) ? low : Math.min(scale.max, low);
}
