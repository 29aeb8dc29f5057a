import type { Comparisons } from '../../growth/comparisons/comparisons.ts';
import type { ScoreForecasts } from '../../growth/forecasts/forecast-scores.ts';
import type { SchoolDate } from '../../growth/forecasts/school-dates.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import { formatDay } from '../../tables/days.ts';
import { forecastDates } from '../../tables/run-schema.ts';
import type { TableOf } from '../../tables/run-table.ts';
import { integers, numbers, table, texts } from './columns.ts';

/** The `forecasts` table: for each pupil and subject a row for the end of the school year, one for that of the key stage. */
export function forecastsTable(
  { pupils, subjects }: AssessmentData,
  { pupil, subject }: Comparisons,
  forecasts: Readonly<Record<SchoolDate, ScoreForecasts>>,
): TableOf<'forecasts'> {
  const rows = forecastDates
    .flatMap((until) => Array.from(forecasts[until].comparison, (i, row) => ({ until, i, row })))
    .toSorted((a, b) => a.i - b.i);
  const column = (of: (own: ScoreForecasts) => ArrayLike<number>) =>
    numbers(rows.map(({ until, row }) => of(forecasts[until])[row]));
  const quantile = (level: number) => column(({ quantiles }) => quantiles[level]);
  return table('forecasts', rows.length, {
    pupil_id: texts(rows.map(({ i }) => pupils.pupilId[pupil[i]])),
    subject: texts(rows.map(({ i }) => subjects[subject[i]])),
    until: texts(rows.map(({ until }) => until)),
    date: texts(rows.map(({ until, row }) => formatDay(forecasts[until].day[row]))),
    typical: column(({ points }) => points[0]),
    aspirational: column(({ points }) => points[1]),
    exceptional: column(({ points }) => points[2]),
    q05: quantile(0),
    q10: quantile(1),
    q25: quantile(2),
    q50: quantile(3),
    q65: quantile(4),
    q80: quantile(5),
    q90: quantile(6),
    q95: quantile(7),
    whole: { type: 'boolean', values: Uint8Array.from(rows, ({ until, row }) => forecasts[until].whole[row]) },
    peers: integers(rows.map(({ until, row }) => forecasts[until].peers[row])),
  });
}
