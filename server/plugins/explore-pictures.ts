import {
  chartSvg,
  criterionRates,
  criterionRatesChart,
  gapByGroup,
  gapChart,
  growthDistributionChart,
  levelGrowthChart,
  subjectWords,
  type Chart,
  type CriterionRow,
  type RunRow,
  type TrajectoryRow,
} from '../../engine/index.ts';
import { groupRows } from '../access/class-growth.ts';
import type { LoadedRun } from '../access/loaded-run.ts';
import { yearAxis } from '../access/year-axis.ts';
import { numberOf, textOf } from '../views/words.ts';
import type { DisplayNames } from './display-names.ts';

export const exploreKinds = ['moves', 'level-growth', 'gap', 'rates'] as const;
export type ExploreKind = (typeof exploreKinds)[number];

export interface ExploreOf {
  readonly kind: ExploreKind;
  readonly school: string;
  readonly subject: string;
  readonly year: string;
  /** Names of those to discuss are shown; null to readers of aggregates, who see no single pupil either. */
  readonly names: DisplayNames | null;
}

/** A chart of one school’s year group in one subject. */
export function exploreChart(run: LoadedRun, of: ExploreOf): Chart {
  if (of.kind === 'moves') return movesChart(run, of);
  if (of.kind === 'gap') return gapsChart(run, of);
  if (of.kind === 'rates' || of.names === null) return ratesChart(run, of);
  return levelChart(run, of, of.names);
}

export async function explorePicture(run: LoadedRun, of: ExploreOf): Promise<string> {
  return chartSvg(exploreChart(run, of).specification);
}

function movesChart(run: LoadedRun, { school, subject, year, names }: ExploreOf): Chart {
  const classes = new Set(pupilsOf(run, school, year).map((row) => `${school} / ${textOf(row, 'class')}`));
  const growth = Map.groupBy(
    growthOf(run, school, year, subject),
    ({ pupil }) => `${school} / ${textOf(pupil, 'class')}`,
  );
  const shown = groupRows(run).filter(
    (row) => row['subject'] === subject && row['grouping'] === 'class' && classes.has(textOf(row, 'group')),
  );
  return growthDistributionChart(
    shown.map((row) => {
      const withheld = row['suppressed'] === true;
      const value = (column: string) => (withheld || row[column] === null ? null : Number(row[column]));
      return {
        group: textOf(row, 'group').slice(school.length + 3),
        n: numberOf(row, 'n'),
        median: value('median_growth'),
        low: value('median_growth_low'),
        high: value('median_growth_high'),
        pupils:
          withheld || names === null
            ? []
            : (growth.get(textOf(row, 'group')) ?? [])
                .map(({ row: own }) => numberOf(own, 'growth_percentile'))
                .filter((percentile) => !Number.isNaN(percentile)),
      };
    }),
  );
}

function levelChart(run: LoadedRun, { school, subject, year }: ExploreOf, names: DisplayNames): Chart {
  const axis = yearAxis(run, subject, year);
  const points = growthOf(run, school, year, subject).flatMap(({ pupil, row }) => {
    const [level, growth] = [numberOf(row, 'score_value'), numberOf(row, 'growth_percentile_true')];
    if (Number.isNaN(level + growth)) return [];
    const toDiscuss = textOf(pupil, 'section').startsWith('discuss');
    return [{ name: toDiscuss ? names.of(String(pupil['pupil_id'])).short : '', level, growth, toDiscuss }];
  });
  return levelGrowthChart({
    levelTitle: `${subjectWords(subject).label}: result now`,
    points,
    middle: middleOf(run, school, year, subject, axis),
    axis,
  });
}

function middleOf(
  run: LoadedRun,
  school: string,
  year: string,
  subject: string,
  axis: readonly [number, number],
): number {
  for (const row of pupilsOf(run, school, year))
    for (const point of run.pupilRows('trajectories', String(row['pupil_id'])).toReversed())
      if (point['subject'] === subject && typeof point['middle_points'] === 'number') return point['middle_points'];
  return (axis[0] + axis[1]) / 2;
}

function gapsChart(run: LoadedRun, { school, subject, year }: ExploreOf): Chart {
  const pupils = pupilsOf(run, school, year);
  const classOf = new Map(pupils.map((row) => [String(row['pupil_id']), textOf(row, 'class')]));
  const rows = pupils.flatMap((row) =>
    run.pupilRows('trajectories', String(row['pupil_id'])).filter((point) => point['subject'] === subject),
  );
  const words = subjectWords(
    subject,
    run.manifest.scales.find((one) => one.subject === subject),
  );
  return gapChart({
    axisTitle: 'Points from the middle of the year group',
    series: gapByGroup(
      rows as unknown as TrajectoryRow[],
      run.manifest.windows,
      (pupilId) => classOf.get(pupilId) ?? null,
      { higherIsBetter: words.higherIsBetter },
    ),
  });
}

function ratesChart(run: LoadedRun, { school, subject, year }: ExploreOf): Chart {
  const rows = pupilsOf(run, school, year).flatMap((pupil) =>
    run
      .pupilRows('criteria', String(pupil['pupil_id']))
      .filter((row) => row['subject'] === subject && row['criterion'] === 'slower-than-peers')
      .map((row) => ({ group: textOf(pupil, 'class'), verdict: (row as unknown as CriterionRow).verdict })),
  );
  const met = rows.filter(({ verdict }) => verdict === 'met').length;
  const judged = rows.filter(({ verdict }) => verdict !== 'cannot-say').length;
  return criterionRatesChart(criterionRates(rows), 'slower than same start', judged > 0 ? met / judged : null);
}

function pupilsOf(run: LoadedRun, school: string, year: string): readonly RunRow[] {
  return run.agenda.filter((row) => row['school'] === school && row['year_group'] === year);
}

function growthOf(run: LoadedRun, school: string, year: string, subject: string): { pupil: RunRow; row: RunRow }[] {
  return pupilsOf(run, school, year).flatMap((pupil) =>
    run
      .pupilRows('growth', String(pupil['pupil_id']))
      .filter((row) => row['subject'] === subject)
      .map((row) => ({ pupil, row })),
  );
}
