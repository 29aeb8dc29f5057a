import { cohortGrowthChart, yearGroupWords, type Chart, type CohortPoint } from '../../../engine/index.ts';
import { cellsOf, type CellRow } from '../../runs/groups/cells-of.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import type { ExploreOf } from './explore-of.ts';
import { plotWidth } from './year-charts.ts';

/** Growth of each year group of the chosen school as it moved up; those who have left the school are in the table alone. */
export function cohortsChart(run: LoadedRun, of: ExploreOf): Chart {
  const rows = cellsOf(run, of.school).filter(({ subject }) => subject === of.subject);
  const columns = run.manifest.windows.map(({ window }) => rows.filter((row) => row.window === window));
  const cohorts = cohortsOf(columns.filter((own) => own.length > 0)).flatMap(({ cohort, now }) => {
    const own = run.manifest.windows.flatMap(({ window, date }) =>
      pointsOf(
        rows.find((row) => row.grouping === 'year group' && row.cohort === cohort && row.window === window),
        date,
      ),
    );
    return now === null ? [] : [{ name: `${yearGroupWords(now)} now`, points: own }];
  });
  return cohortGrowthChart(cohorts, { width: plotWidth(of, 620), height: of.narrow ? 280 : 320 });
}

function pointsOf(row: CellRow | undefined, date: string): CohortPoint[] {
  if (row === undefined || row.suppressed || row.median_growth === null) return [];
  const { median_growth: value, median_growth_low: low, median_growth_high: high, n } = row;
  return [{ date, value, low, high, n: n ?? 0, was: yearGroupWords(row.group) }];
}

/**
 * Year groups by the year in which they were in Reception, the youngest first.
 *
 * @param columns rows of one school and subject, a list a window, oldest window first
 * @returns `now`: the year group it is at the last of them; null for one that has moved on
 */
export function cohortsOf(columns: readonly (readonly CellRow[])[]): { cohort: string; now: string | null }[] {
  const ofYears = (rows: readonly CellRow[]) => rows.filter(({ grouping }) => grouping === 'year group');
  const known = new Set(columns.flatMap((rows) => ofYears(rows).flatMap(({ cohort }) => cohort ?? [])));
  const newest = ofYears(columns.at(-1) ?? []);
  return [...known]
    .toSorted()
    .toReversed()
    .map((cohort) => ({ cohort, now: newest.find((row) => row.cohort === cohort)?.group ?? null }));
}
